"""One paragraph tells whoever is woken up what happened, why, and what to do."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from millrace.domain.deciding import decide
from millrace.domain.explaining import notice, why
from millrace.domain.job import Facts, JobRecord, Kind, State
from millrace.domain.orders import Progress
from millrace.domain.policy import Policy
from tests.lambda_.acting.ended_jobs import (
    EXITED,
    NOW,
    OF_A_SIZE,
    POLICY,
    RECLAIMED,
    attempt,
    ended,
    of_sagemaker,
)

RECLAIMED_TWICE = replace(
    ended(RECLAIMED, attempts={1: attempt(RECLAIMED), 2: attempt(RECLAIMED)}), usd=1.234
)


def told(record: JobRecord, policy: Policy = POLICY) -> str:
    return why(record, now=NOW, policy=policy, environment="dev")


def test_the_whole_of_it_reads_as_one_paragraph() -> None:
    assert told(RECLAIMED_TWICE) == (
        "digits (AWS Batch, job j1) of team vision failed at 2026-11-16 20:30 UTC, 2 h 30 min ago "
        "(after 2 attempts, 2 instances lost on the way, 58 min of running, about 1.23 USD). "
        "Why: AWS took its instance away, or the instance broke (class spot-reclaimed, rule "
        f'host-terminated). The message: "{RECLAIMED}". '
        "The desk will submit it again on on-demand. "
        "What to do: nothing yet, the desk sees to it. "
        "All about it: `python -m ops.jobs show j1 --environment dev`. "
        "Its log: stream digits/default/1 of its job definition's group."
    )


def test_what_was_done_stands_instead_of_what_will_be() -> None:
    [order] = decide(RECLAIMED_TWICE, policy=POLICY, now=NOW)
    carried = replace(order, progress=Progress.DONE, result="as j2")
    text = told(replace(RECLAIMED_TWICE, orders={order.token: carried}))

    assert "The desk has submitted it again on on-demand (as j2)." in text
    assert "What to do: nothing, it goes on there." in text
    assert "will" not in text


def test_a_refusal_is_told_in_its_words_and_followed_by_what_comes_of_it() -> None:
    [order] = decide(RECLAIMED_TWICE, policy=POLICY, now=NOW)
    refused = replace(order, progress=Progress.REFUSED, result="gone")
    text = told(replace(RECLAIMED_TWICE, orders={order.token: refused}))

    assert "The desk was to submit it again on on-demand, and could not (gone)." in text
    assert "The desk will tell its team." in text
    assert "What to do: submit it again on on-demand, or let it checkpoint more often." in text


def test_an_unknown_failure_says_so_and_keeps_its_message() -> None:
    text = told(ended("The moon is in the wrong house"))

    assert "(class unknown, no rule knows the message)" in text
    assert '"The moon is in the wrong house"' in text


def test_a_long_message_is_cut_and_its_lines_joined() -> None:
    text = told(of_sagemaker("AlgorithmError:\n" + "x" * 2000))

    assert "\n" not in text
    assert len(text) < 1200


def test_a_part_names_whom_the_desk_leaves_it_to() -> None:
    trial = of_sagemaker("CapacityError", facts=Facts(belongs_to="hyper-parameter-tuning-job/h"))

    assert "The desk leaves it to hyper-parameter-tuning-job/h, of which it is a part." in (
        told(trial)
    )
    assert "Its log: group /aws/sagemaker/TrainingJobs, streams that begin with digits/." in (
        told(trial)
    )


def test_what_calls_for_nothing_says_that() -> None:
    assert "The desk does nothing about it by itself." in told(ended("Dependent Job failed"))


def test_a_job_that_runs_tells_since_when_and_nothing_to_do() -> None:
    text = told(ended(None, state=State.RUNNING))

    assert text.startswith("digits (AWS Batch, job j1) of team vision is RUNNING since ")
    assert "Why:" not in text
    assert "What to do" not in text


def test_a_block_says_where_to_read_on() -> None:
    text = told(ended("CAPACITY:X - y", state=State.RUNNABLE, blocks_queue=True))

    assert 'It blocks its queue: "CAPACITY:X - y".' in text
    assert "docs/alarms.md, section Queue blocked" in text


def test_a_stop_is_told_with_the_reason_given() -> None:
    by_hand = ended("wrong data", attempts={1: attempt(RECLAIMED)})

    assert '"wrong data"' in told(by_hand)
    assert "was stopped" in told(of_sagemaker(None, state=State.STOPPED))


def test_a_job_in_anothers_place_names_it() -> None:
    text = told(ended(RECLAIMED, facts=replace(OF_A_SIZE, continues="j0")))

    assert "of team vision, in place of j0, failed" in text


@pytest.mark.parametrize(("later", "told_as"), [(5, "5 min"), (90, "1 h 30 min"), (4320, "3 days")])
def test_a_time_is_told_as_people_tell_it(later: int, told_as: str) -> None:
    record = ended(RECLAIMED)
    now = record.newest.at + timedelta(minutes=later)
    text = why(record, now=now, policy=POLICY, environment="dev")

    assert f", {told_as} ago" in text


def test_a_notice_leaves_out_that_it_is_one() -> None:
    record = ended(EXITED, attempts={1: attempt(EXITED, 1)})
    orders = decide(record, policy=POLICY, now=NOW)
    with_notice = replace(record, orders={order.token: order for order in orders})

    assert "will tell its team" in told(record)
    assert "tell its team" not in notice(with_notice, now=NOW, environment="dev")


def test_nothing_in_it_is_written_as_a_program_writes() -> None:
    kinds = [Kind.SINGLE, Kind.ARRAY, Kind.MULTI_NODE, Kind.TRAINING, Kind.EXECUTION]
    texts = [told(ended(EXITED, kind=kind, attempts={1: attempt(EXITED, 1)})) for kind in kinds]

    assert [text for text in texts if re.search(r"None|datetime|\bNaN\b|[<>{}]", text)] == []
