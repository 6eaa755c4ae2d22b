"""python -m ops.jobs watch: open jobs and those that ended last, as they change."""

from argparse import Namespace
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Protocol

from rich.console import Console, Group
from rich.live import Live
from rich.text import Text

from millrace.domain.job import JobRecord
from ops.jobs.board import Board, board
from ops.jobs.cells import cost, failure, named, time
from ops.jobs.place import Place
from ops.jobs.table import JobsTable
from ops.ledger_words import clock
from ops.session import in_plain_words

_ENDED = 8
"""Jobs that are shown after their end; open ones have the rest of the terminal."""
_AROUND = 7
"""Lines of the terminal for what is not a job."""


class View(Protocol):
    def opened(self) -> AbstractContextManager[object]: ...
    def show(self, board: Board) -> None: ...


def watch(asked: Namespace, place: Place) -> int:
    """Until Ctrl-C, which is its proper end: it only looks."""
    by = place.caller() if asked.mine else asked.by
    console = Console()
    view: View = LiveView(console) if console.is_terminal else PlainView()
    try:
        with in_plain_words(place.environment), view.opened():
            _watch(place, view, lambda: _read(asked, place, by))
    except KeyboardInterrupt:
        pass
    return 0


def _watch(place: Place, view: View, read: Callable[[], Board]) -> None:
    while True:
        view.show(read())
        place.clock.sleep(place.clock.seconds)


def _read(asked: Namespace, place: Place, by: str | None) -> Board:
    return board(place.ledger, team=asked.team, by=by, now=place.clock.now())


class LiveView:
    """Redraws the table where it stands."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._live = Live(console=console, auto_refresh=False)

    def opened(self) -> AbstractContextManager[object]:
        return self._live

    def show(self, board: Board) -> None:
        room = max(self._console.size.height - _AROUND, _ENDED + 1)
        ended = board.ended[:_ENDED]
        going = board.open[: room - len(ended)]
        hidden = len(board.open) - len(going)
        head = Text(f"{board.head}  ({clock(board.at)} UTC, Ctrl-C ends)", "bold")
        more = [Text(f"and {hidden} more that are open")] if hidden else []
        table = JobsTable([*going, *ended], board.at)
        self._live.update(Group(head, table, *more), refresh=True)


@dataclass
class PlainView:
    """Where nothing can be redrawn, such as in a log: a line for each change."""

    _last: dict[str, str] = field(default_factory=dict)
    _is_first: bool = True

    def opened(self) -> AbstractContextManager[object]:
        return nullcontext()

    def show(self, board: Board) -> None:
        for job in reversed([*board.open, *board.ended]):
            stands = f"{job.state} of attempt {job.newest.attempt}"
            known = self._is_first and job.state.terminal
            if self._last.get(job.job_id) != stands and not known:
                print(f"{clock(board.at)} {_line(job, board)}", flush=True)
            self._last[job.job_id] = stands
        self._is_first = False


def _line(job: JobRecord, board: Board) -> str:
    spent = f", {cost(job.usd)}" if job.usd is not None else ""
    class_ = f" {failure(job)}" if failure(job) else ""
    return f"{named(job)} {job.state}{class_} ({time(job, board.at)}{spent})"
