"""Watches an execution to its end, tells how it ended, and leaves the report."""

from pathlib import Path

from rich.console import Console

from ops.pipeline.ending import ending
from ops.pipeline.place import Place
from ops.pipeline.progress import JobNotes
from ops.pipeline.snapshot import Snapshot, snapshot
from ops.pipeline.states import State
from ops.pipeline.watching import Clock, view_for, watched
from ops.session import RefusalError, in_plain_words

REPORTS = Path("build") / "reports"
_INTERRUPTED = 130
"""As a shell says of a command that Ctrl-C ended."""


def followed(place: Place, arn: str, clock: Clock, report: Path | None = None) -> int:
    """An execution lives in its account: whatever ends this command does not end it."""
    id_ = arn.rsplit("/", 1)[-1]
    try:
        with in_plain_words(place.environment):
            last = _watched(place, arn, clock)
    except KeyboardInterrupt:
        print(f"\n{how_to_go_on(id_, place)}")
        return _INTERRUPTED
    except RefusalError as refusal:
        raise RefusalError(f"{refusal}\n{how_to_go_on(id_, place)}") from refusal
    print_ending(place, last)
    print(f"report: {written(place, last, clock, report)}")
    return 0 if last.execution.state is State.SUCCEEDED else 1


def how_to_go_on(id_: str, place: Place) -> str:
    on = place.on
    return (
        f"the execution goes on: watch it with python -m ops.pipeline show {id_} --watch{on}, "
        f"stop it with python -m ops.pipeline stop {id_}{on}"
    )


def print_ending(place: Place, last: Snapshot) -> None:
    for line in ending(place, last):
        print(line)


def written(place: Place, last: Snapshot, clock: Clock, to: Path | None) -> Path:
    from ops.pipeline.report import write_report  # noqa: PLC0415 - charts take a second to import

    run = last.execution
    file = to or REPORTS / f"{run.pipeline}-{run.id}.html"
    try:
        write_report(place, last, file, now=clock.now())
    except OSError as error:
        raise RefusalError(f"no report can be written to {file}: {error.strerror}") from error
    return file


def _watched(place: Place, arn: str, clock: Clock) -> Snapshot:
    plan, notes = place.definition_of(arn), JobNotes(place.sagemaker)
    view = view_for(Console(), clock)
    return watched(lambda: snapshot(place.sagemaker, arn, plan, notes), view, clock)
