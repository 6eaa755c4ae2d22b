"""The failures that the desk knows are data: each rule knows the message it was made from."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from millrace.domain import taxonomy
from millrace.domain.classifying import Failure, class_of_text, classify, is_failure
from millrace.domain.job import Attempt, Facts, JobRecord, Kind, Service, State
from millrace.domain.orders import Do
from millrace.domain.taxonomy import Rule, classes, rules
from tests.lambda_.acting.ended_jobs import EXITED, RECLAIMED, attempt, ended, of_sagemaker

FOLDER = Path(taxonomy.__file__).parent
NAMED = [pytest.param(rule, id=rule.id) for rule in rules()]
PLACES = {"state_reason", "attempt_reason", "exit_code", "status", "given_reason"}


def told_by(rule: Rule) -> JobRecord:
    """A job that ended with the message of the rule, where the rule looks for it."""
    of = rule.of[0]
    fields: dict[str, Any] = {"kind": Kind(of)} if of in list(Kind) else {"service": Service(of)}
    if of == Kind.EXECUTION:
        fields["service"] = Service.SAGEMAKER
    match rule.where:
        case "status":
            return ended(None, facts=Facts(status=rule.message), state=State.STOPPED, **fields)
        case "attempt_reason":
            generic = "Task failed to start"
            return ended(generic, attempts={1: attempt(f"{generic}: {rule.message}")}, **fields)
        case "exit_code":
            ran = {1: attempt(rule.message, rule.exit_code)}
            return ended(rule.message, attempts=ran, **fields)
        case "given_reason":
            return ended(rule.message, attempts={1: attempt(RECLAIMED)}, **fields)
        case _:
            return ended(rule.message, **fields)


@pytest.mark.parametrize("rule", NAMED)
def test_a_rule_knows_its_message_and_no_earlier_one_takes_it(rule: Rule) -> None:
    failure = classify(told_by(rule))

    assert (failure.rule_id, failure.cls) == (rule.id, rule.cls)


def test_there_are_at_least_sixty_rules_and_each_has_a_name_of_its_own() -> None:
    names = Counter(rule.id for rule in rules())

    assert len(names) >= 60
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("rule", NAMED)
def test_a_rule_says_where_its_message_is_from(rule: Rule) -> None:
    assert rule.source
    assert rule.where in PLACES
    assert len(rule.matches) == 1
    assert set(rule.of) <= {*Service, *Kind}


def test_most_messages_were_seen_as_they_are() -> None:
    unseen = [rule.id for rule in rules() if not rule.verified]

    assert len(unseen) <= len(rules()) / 7, unseen


def test_every_class_has_an_advice_and_a_policy_and_a_rule() -> None:
    used = {rule.cls for rule in rules()}

    assert used | {"unknown"} == set(classes())
    for cls in classes().values():
        assert cls.says
        assert cls.advise
        assert all(Do(action).submits for action in cls.actions)
        assert bool(cls.actions) is (cls.cap > 0)


def test_every_file_beside_the_code_is_read() -> None:
    told = [json.loads(path.read_text()) for path in FOLDER.glob("*.json")]

    assert sum(len(part) for part in told) == len(rules()) + len(classes())


def test_an_unknown_failure_keeps_its_message() -> None:
    assert classify(ended("The moon is in the wrong house")) == Failure(
        cls="unknown", rule_id=None, message="The moon is in the wrong house"
    )


def test_a_failure_without_a_word_is_unknown_too() -> None:
    assert classify(ended(None)) == Failure(cls="unknown", rule_id=None, message="no reason given")


def test_who_terminates_a_job_is_not_overruled_by_what_its_attempts_met() -> None:
    lost = {1: attempt(RECLAIMED), 2: attempt(f"{EXITED}: OutOfMemoryError", 137)}

    assert classify(ended("not needed any more", attempts=lost)).cls == "stopped"


@pytest.mark.parametrize("exit_code", [137, 143])
def test_a_reason_of_its_own_on_a_killed_container_is_a_persons(exit_code: int) -> None:
    """The attempt of a job that is terminated while it runs has the given reason too."""
    given = "blocked the queue"

    assert classify(ended(given, attempts={1: attempt(given, exit_code)})).cls == "stopped"


def test_the_last_attempt_that_ended_is_the_one_that_counts() -> None:
    attempts = {1: attempt(RECLAIMED), 2: attempt(EXITED, 1), 3: Attempt()}

    assert classify(ended(EXITED, attempts=attempts)).rule_id == "script-exit"


def test_what_the_container_says_goes_before_its_exit_code() -> None:
    killed = {1: attempt(f"{EXITED}: OutOfMemoryError: Container killed due to memory usage", 1)}

    assert classify(ended(EXITED, attempts=killed)).rule_id == "killed-for-memory"


def test_the_end_of_a_log_inside_of_a_reason_tells_too() -> None:
    reason = "AlgorithmError: , exit code: 1\nThe log ends:\nRuntimeError: CUDA out of memory."

    assert classify(of_sagemaker(reason)).cls == "gpu-out-of-memory"


@pytest.mark.parametrize(
    ("status", "is_one"), [("Stopped", False), ("MaxRuntimeExceeded", True), (None, False)]
)
def test_a_stop_is_a_failure_only_where_a_limit_made_it(status: str | None, is_one: bool) -> None:  # noqa: FBT001
    stopped = of_sagemaker(None, state=State.STOPPED, facts=Facts(status=status))

    assert is_failure(stopped) is is_one


def test_a_rule_of_one_service_says_nothing_of_another() -> None:
    assert classify(of_sagemaker(RECLAIMED)).cls == "unknown"
    assert class_of_text("CapacityError: ...", of=Service.BATCH) == "unknown"


def test_a_message_alone_has_a_class() -> None:
    assert class_of_text("CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - x", of=Service.BATCH) == (
        "capacity"
    )


def test_patterns_are_told_from_plain_words() -> None:
    """A prefix with the signs of a pattern in it was meant as one."""
    prefixes = [rule.matches["prefix"] for rule in rules() if "prefix" in rule.matches]

    assert [prefix for prefix in prefixes if re.search(r"[\\|*+?^$\[]", prefix)] == []
