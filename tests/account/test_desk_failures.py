"""Jobs that fail, end to end: each class of failure is answered as decided, once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from millrace.domain.job import JobRecord, State
from ops.redrive.__main__ import main as redrive
from tests.account.desk import Desk, done, waits_on_spot, work
from tests.account.eventually import eventually
from tests.account.pipelines.listening import Ear, hearing_topic

pytestmark = [pytest.mark.account, pytest.mark.timeout(240)]

_TAKES_150_MIB = "import time; taken = b'1' * (150 << 20); time.sleep(3)"
_FAILS = "raise SystemExit(3)"


@dataclass(frozen=True)
class Failed:
    """What became of each, and whatever its team was told."""

    hungry: JobRecord
    faulty: JobRecord
    taken: JobRecord
    team: Ear


@pytest.fixture(scope="module")
def team(desk: Desk) -> Iterator[Ear]:
    topic = desk.resource("AWS::SNS::Topic", "TeamsVision")
    with hearing_topic(desk.deployed, "team-heard", topic) as ear:
        yield ear


@pytest.fixture(scope="module")
def failed(desk: Desk, team: Ear) -> Failed:
    """All at once; the one that is taken stands on an instance of its own."""
    taken = desk.submit(work("taken", waits_on_spot(), fleet="gpu", attempts=2))
    hungry = desk.submit(work("hungry", _TAKES_150_MIB, memory_mib=64))
    faulty = desk.submit(work("faulty", _FAILS))
    desk.lose_each(taken, attempts=2)
    return Failed(desk.settled(hungry), desk.settled(faulty), desk.settled(taken), team)


def test_a_job_out_of_memory_goes_on_once_with_the_memory_of_the_next_size(
    desk: Desk, failed: Failed
) -> None:
    record = failed.hungry
    assert done(record) == [("larger", "out-of-memory", "done")]

    after = desk.successor(record)

    assert after.state is State.SUCCEEDED
    assert (record.facts.memory_mib, after.facts.memory_mib) == (64, 7372)
    assert (after.facts.continues, after.facts.tries) == (record.job_id, 1)
    assert desk.in_place_of(record) == [after.job_id]


def test_a_job_taken_in_all_its_attempts_goes_on_on_on_demand(desk: Desk, failed: Failed) -> None:
    record = failed.taken
    assert len(record.attempts) == 2
    assert done(record) == [("on-demand", "spot-reclaimed", "done")]

    after = desk.successor(record)

    assert after.state is State.SUCCEEDED
    assert "OnDemand" in after.queue
    assert after.correlation_id == record.job_id
    assert desk.in_place_of(record) == [after.job_id]


def test_a_job_that_fails_by_its_code_is_told_of_once_and_not_repeated(
    desk: Desk, failed: Failed
) -> None:
    record = failed.faulty
    assert done(record) == [("notify", "code", "done")]
    assert desk.in_place_of(record) == []

    def notices() -> list[dict[str, str]]:
        return [
            letter
            for letter in failed.team.heard()
            if letter["MessageAttributes"]["job_id"]["Value"] == record.job_id
        ]

    [notice] = eventually(notices)
    assert notice["Subject"] == "local: faulty: code"
    assert "(class code, rule " in notice["Message"]
    assert "What to do: read the end of its log; mend the code" in notice["Message"]


def test_who_goes_on_is_not_told_of(failed: Failed) -> None:
    told = {letter["MessageAttributes"]["job_id"]["Value"] for letter in failed.team.heard()}

    assert told.isdisjoint({failed.hungry.job_id, failed.taken.job_id})


def test_the_same_events_again_change_nothing_and_order_nothing(desk: Desk, failed: Failed) -> None:
    before = [failed.hungry, failed.faulty, failed.taken]
    now = datetime.now(UTC)
    window = [(now + timedelta(hours=hours)).isoformat() for hours in (-1, 1)]
    words = ["archive", "--from", window[0], "--to", window[1]]

    assert redrive(words, connect=lambda _environment: desk.deployed.up.session) == 0

    assert [desk.settled(record.job_id) for record in before] == before
    assert [len(desk.in_place_of(record)) for record in before] == [1, 0, 1]
