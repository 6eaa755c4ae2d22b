"""Fifty jobs in a storm: all finish with the right result, and the ledger knows every attempt."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest

from millrace.domain.job import JobRecord, State
from millrace.domain.orders import Do
from ops.ledger import JobLedger
from tests.chaos.conftest import STORY, Platform
from tests.chaos.fifty import ATTEMPTS, IN_ARRAY, Fifty
from tests.chaos.storm import Storm, blows
from tests.chaos.worker import STEPS, counted

pytestmark = [pytest.mark.account, pytest.mark.timeout(240)]

_PAUSE_S = 0.2
_LEAST_TAKEN = 5
_PATIENCE_S = 90


@dataclass(frozen=True)
class Survived:
    jobs: Fifty
    storm: Storm


@pytest.fixture(scope="module")
def survived(
    platform: Platform,
    seed: int,
    tmp_path_factory: pytest.TempPathFactory,
    pytestconfig: pytest.Config,
) -> Survived:
    storm = Storm(platform.endpoint, blows(seed, pause_s=_PAUSE_S), most=ATTEMPTS - 3)
    storm.start()
    try:
        jobs = Fifty(platform, tmp_path_factory.mktemp("results"))
        eventually(partial(_is_taken, jobs, storm), lambda: f"seed {seed}: one is taken for good")
        eventually(jobs.have_ended, lambda: f"seed {seed}: every job has ended")
    finally:
        storm.stop()
    attempts = sum(len(job["attempts"]) for job in jobs.described().values())
    taken = f"{storm.taken} instances taken from {len(jobs.ids)} jobs"
    pytestconfig.stash[STORY] = f"{taken}, which took {attempts} attempts"
    return Survived(jobs, storm)


def _is_taken(jobs: Fifty, storm: Storm) -> bool:
    """Chance might spare all of those that get one try."""
    first = next(iter(jobs.frail))
    return storm.takes(first) or jobs.has_failed(first)


def eventually(is_so: Callable[[], bool], what: Callable[[], str]) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline, f"not within {_PATIENCE_S} s: {what()}"
        time.sleep(0.3)


def test_every_job_finishes_with_the_right_result(survived: Survived, seed: int) -> None:
    jobs = survived.jobs
    described = jobs.described()

    assert described.keys() == set(jobs.ids), f"seed {seed}: jobs are lost"
    wrong = {
        name: job.get("statusReason")
        for name, job in described.items()
        if job["status"] != "SUCCEEDED"
    }
    assert not wrong, f"seed {seed}: {wrong}"
    numbers = range(len(jobs.ids))
    assert [jobs.result(one) for one in numbers] == [counted(one, 0, STEPS) for one in numbers]


def test_the_storm_was_one(survived: Survived, seed: int) -> None:
    attempts = [one for job in survived.jobs.described().values() for one in job["attempts"]]
    lost = [one for one in attempts if one["statusReason"].startswith("Host EC2")]

    assert survived.storm.taken >= _LEAST_TAKEN, f"seed {seed}"
    assert len(lost) >= _LEAST_TAKEN, f"seed {seed}"
    assert len(attempts) == len(survived.jobs.ids) + len(lost), f"seed {seed}"


def test_every_attempt_of_every_job_is_in_the_ledger(
    platform: Platform, survived: Survived, seed: int
) -> None:
    table = platform.deployed.ids["Ledger"]
    ledger = JobLedger(platform.client("dynamodb"), table=table)
    jobs = survived.jobs.described()

    def missing() -> Mapping[str, Any]:
        records = {record.job_id: record for record in ledger.jobs()}
        return {
            name: records.get(name, "nothing")
            for name, job in jobs.items()
            if name not in records or _recorded(records[name]) != _told(job)
        }

    eventually(lambda: not missing(), lambda: f"seed {seed}: the ledger has it all: {missing()}")


def test_what_the_storm_took_for_good_goes_on_once_on_on_demand(
    platform: Platform, survived: Survived, seed: int
) -> None:
    jobs = survived.jobs
    ledger = JobLedger(platform.client("dynamodb"), table=platform.deployed.ids["Ledger"])

    def unsettled() -> list[str]:
        records = {record.job_id: record for record in ledger.jobs()}
        taken = [one for one in jobs.frail if _has_failed(records.get(one))]
        after = [one["jobId"] for job_id in taken for one in jobs.in_place_of(job_id)]
        known = [job_id for job_id in (*jobs.frail, *after) if job_id in records]
        done = [job_id for job_id in known if records[job_id].state.terminal]
        done = [job_id for job_id in done if not records[job_id].due]
        return sorted({*jobs.frail, *after} - {*done})

    eventually(lambda: not unsettled(), lambda: f"seed {seed}: not settled: {unsettled()}")
    records = {record.job_id: record for record in ledger.jobs()}
    taken = [one for one in jobs.frail if _has_failed(records[one])]
    assert taken, f"seed {seed}"
    for job_id in taken:
        [order] = records[job_id].orders.values()
        [after] = jobs.in_place_of(job_id)
        assert (order.do, order.result) == (Do.ON_DEMAND, f"as {after['jobId']}"), f"seed {seed}"
        assert after["status"] == "SUCCEEDED", f"seed {seed}: {after.get('statusReason')}"
    for job_id, number in jobs.frail.items():
        assert jobs.result(number) == counted(number, 0, STEPS), f"seed {seed}: {job_id}"
    others = [records[job_id] for job_id in records if job_id not in jobs.frail]
    assert not [one.job_id for one in others if one.orders], f"seed {seed}"


def _has_failed(record: JobRecord | None) -> bool:
    return record is not None and record.state is State.FAILED


def test_the_array_is_told_as_a_whole(platform: Platform, survived: Survived) -> None:
    [array] = platform.client("batch").describe_jobs(jobs=[survived.jobs.array])["jobs"]

    assert array["status"] == "SUCCEEDED"
    assert array["arrayProperties"]["statusSummary"]["SUCCEEDED"] == IN_ARRAY


def test_nothing_became_a_dead_letter(platform: Platform, survived: Survived) -> None:
    letters = platform.client("sqs").receive_message(QueueUrl=platform.deployed.ids["Letters"])

    assert letters.get("Messages", []) == []


@dataclass(frozen=True)
class Story:
    """Of one job: the log stream and exit code of each attempt, each state of each attempt."""

    attempts: Sequence[tuple[str | None, int | None]]
    states: Sequence[tuple[int, str]]


def _told(job: Mapping[str, Any]) -> Story:
    """As it must have been, by what Batch says of the job afterwards."""
    attempts = [attempt["container"] for attempt in job["attempts"]]
    ran = [
        (number, state)
        for number, attempt in enumerate(job["attempts"], start=1)
        for state in ("RUNNABLE", "STARTING", "RUNNING")
        if state != "RUNNING" or "startedAt" in attempt
    ]
    return Story(
        [(one.get("logStreamName"), one.get("exitCode")) for one in attempts],
        [(1, "PENDING"), *ran, (len(attempts), job["status"])],
    )


def _recorded(record: JobRecord) -> Story:
    attempts = [record.attempts[number] for number in sorted(record.attempts)]
    moments = sorted(record.timeline.values(), key=lambda moment: moment.order)
    return Story(
        [(attempt.log_stream, attempt.exit_code) for attempt in attempts],
        [(moment.attempt, str(moment.state)) for moment in moments],
    )
