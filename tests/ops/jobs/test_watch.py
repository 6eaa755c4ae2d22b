"""python -m ops.jobs watch follows what is open and what ended last, until Ctrl-C."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from rich.console import Console

from millrace.domain.job import Facts, State
from ops.jobs.board import board
from ops.jobs.place import Place
from ops.jobs.watching import LiveView
from ops.ledger import JobLedger
from ops.pipeline.watching import Clock
from tests.ops.jobs.world import DIGITS, NOW, World, environment, job

OTHER = "9d1f00aa-0a82-49aa-ba5a-4727fcce14a9"


def ledger_of(world: World) -> JobLedger:
    return Place(environment("local"), world.aws.connect(environment("local")), Clock()).ledger


def changing(*changes: Callable[[], None]) -> Callable[[float], None]:
    """What happens between two looks; then somebody presses Ctrl-C."""
    left = list(changes)

    def sleep(seconds: float) -> None:
        assert seconds == 2.0
        if not left:
            raise KeyboardInterrupt
        left.pop(0)()

    return sleep


def test_without_a_terminal_each_change_is_a_line(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.has(job(DIGITS, State.RUNNABLE), job(OTHER, State.SUCCEEDED))
    started = lambda: world.has(job(DIGITS, State.RUNNING, usd=0.5))  # noqa: E731
    failed = lambda: world.has(job(DIGITS, State.FAILED, reason="OutOfMemoryError: x"))  # noqa: E731

    assert world.run("watch", sleep=changing(started, lambda: None, failed)) == 0

    assert capsys.readouterr().out.splitlines() == [
        "21:00:00 4c7599ae digits RUNNABLE (59m 00s)",
        "21:00:00 4c7599ae digits RUNNING (59m 00s, $0.50)",
        "21:00:00 4c7599ae digits FAILED out-of-memory (10m 00s)",
    ]


def test_only_indexes_are_asked(world: World) -> None:
    world.has(job(DIGITS, State.RUNNING))

    world.run("watch", sleep=changing())

    asked = [one["IndexName"] for one in world.aws.asks_of("Query")]
    assert sorted({*asked}) == ["ByDay", "Open"]
    assert world.times("Scan") == 0


def test_a_team_and_a_person_see_their_own_jobs(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.has(
        job(DIGITS, State.RUNNING, facts=Facts(team="vision", submitted_by="alice")),
        job(OTHER, State.RUNNING, facts=Facts(team="risk", submitted_by="bob")),
    )

    world.run("watch --team vision", sleep=changing())
    assert "4c7599ae" in (vision := capsys.readouterr().out)
    assert "9d1f00aa" not in vision
    world.run("watch --by bob", sleep=changing())
    assert "4c7599ae" not in (bobs := capsys.readouterr().out)
    assert "9d1f00aa" in bobs


def test_a_terminal_shows_open_jobs_first_and_no_more_than_it_has_room_for(world: World) -> None:
    going = [job(f"aaaa{n:04}", State.RUNNING, ago=timedelta(minutes=n)) for n in range(40)]
    world.has(job(DIGITS, State.SUCCEEDED, ago=timedelta(minutes=20)), *going)
    world.has(job("open-for-weeks", State.RUNNABLE, ago=timedelta(days=20)))
    console = Console(width=80, height=24, force_terminal=True, record=True)
    ledger = ledger_of(world)

    view = LiveView(console)
    with view.opened():
        view.show(board(ledger, team=None, by=None, now=NOW))

    lines = console.export_text().splitlines()[:22]
    assert "41 open: 40 RUNNING, 1 RUNNABLE" in lines[0]
    shown = [line.split()[0] for line in lines if " digits " in line]
    assert shown[0] == "aaaa0000"
    assert shown[-1] == "4c7599ae"
    assert "and 25 more that are open" in lines[20]


def test_what_ended_last_comes_first(world: World) -> None:
    long = job("aaaa", ago=timedelta(hours=9), updated_at=NOW)
    world.has(long, job("bbbb", ago=timedelta(hours=1)))

    ended = board(ledger_of(world), team=None, by=None, now=NOW).ended
    assert [one.job_id for one in ended] == ["aaaa", "bbbb"]
