"""Whether a failed attempt is followed by another: the retry strategy decides."""

from typing import Any

import pytest

from local.batch.outcome import EXITED, Outcome
from local.batch.retries import is_retried
from tests.local_batch.desk import SPOT_RULES, Desk
from tests.local_batch.fakes import FakeAccount

RECLAIMED = Outcome(status_reason="Host EC2 (instance i-0abc) terminated.")
CRASHED = Outcome(status_reason=EXITED, exit_code=1)
OUT_OF_MEMORY = Outcome(status_reason=EXITED, exit_code=137, reason="OutOfMemoryError: killed")
TERMINATED = Outcome(status_reason="by hand", exit_code=143, is_final=True)


@pytest.mark.parametrize(
    ("outcome", "rules", "retried"),
    [
        pytest.param(CRASHED, [], True, id="no rules: any failure"),
        pytest.param(TERMINATED, [], False, id="no rules: not what was ended by hand"),
        pytest.param(RECLAIMED, [("onStatusReason", "Host EC2*", "RETRY")], True, id="prefix"),
        pytest.param(CRASHED, [("onStatusReason", "Host EC2*", "RETRY")], True, id="no match"),
        pytest.param(CRASHED, [("onExitCode", "1", "EXIT")], False, id="exit code"),
        pytest.param(OUT_OF_MEMORY, [("onExitCode", "1", "EXIT")], True, id="whole exit code"),
        pytest.param(OUT_OF_MEMORY, [("onExitCode", "13*", "EXIT")], False, id="code prefix"),
        pytest.param(OUT_OF_MEMORY, [("onReason", "OutOfMemory*", "EXIT")], False, id="reason"),
        pytest.param(CRASHED, [("onReason", "*", "EXIT")], False, id="* matches no reason"),
        pytest.param(RECLAIMED, [("onExitCode", "*", "EXIT")], False, id="* matches no code"),
    ],
)
def test_a_rule_decides_by_what_was_seen(
    outcome: Outcome, rules: list[tuple[str, str, str]], *, retried: bool
) -> None:
    strategy = {
        "attempts": 3,
        "evaluateOnExit": [{on: glob, "action": do} for on, glob, do in rules],
    }

    assert is_retried(outcome, strategy, attempts_so_far=1) is retried


@pytest.mark.parametrize(("outcome", "retried"), [(RECLAIMED, True), (CRASHED, False)])
def test_the_first_rule_that_matches_decides(outcome: Outcome, *, retried: bool) -> None:
    strategy: dict[str, Any] = dict(SPOT_RULES)

    assert is_retried(outcome, strategy, attempts_so_far=1) is retried


def test_a_rule_with_two_conditions_needs_both() -> None:
    both = {"onStatusReason": "Host EC2*", "onExitCode": "1", "action": "EXIT"}

    assert is_retried(RECLAIMED, {"attempts": 3, "evaluateOnExit": [both]}, attempts_so_far=1)


def test_attempts_come_to_an_end(gpu_desk: Desk, account: FakeAccount) -> None:
    job = gpu_desk.wait_to_end(gpu_desk.submit("raise SystemExit(3)", retry={"attempts": 2}))

    assert job["status"] == "FAILED"
    assert [attempt["container"]["exitCode"] for attempt in job["attempts"]] == [3, 3]


def test_the_last_rule_keeps_a_bug_from_being_tried_again(gpu_desk: Desk) -> None:
    job = gpu_desk.wait_to_end(gpu_desk.submit("raise SystemExit(3)", retry=SPOT_RULES))

    assert len(job["attempts"]) == 1
    assert job["statusReason"] == EXITED


def test_each_attempt_knows_its_number_and_starts_in_an_empty_folder(gpu_desk: Desk) -> None:
    script = (
        "import os; attempt = int(os.environ['AWS_BATCH_JOB_ATTEMPT'])\n"
        "assert not os.listdir(); open('left', 'w').close()\n"
        "raise SystemExit(0 if attempt == 3 else 1)"
    )
    job = gpu_desk.wait_to_end(gpu_desk.submit(script, retry={"attempts": 5}))

    assert job["status"] == "SUCCEEDED"
    assert len({attempt["container"]["taskArn"] for attempt in job["attempts"]}) == 3
