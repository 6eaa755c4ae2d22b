"""Steps on a screen: what is going on, how far it is, how long it took."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

_NAME_WIDTH = 34


class Steps:
    """A line for every step that is done; bars, or on a plain screen a line, while it goes on."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def note(self, text: str) -> None:
        self._console.print(f"  {escape(text)}", highlight=False, soft_wrap=True)

    @contextmanager
    def step(self, name: str) -> Iterator["Step"]:
        began = time.monotonic()
        if not self._console.is_terminal:
            self._console.print(f"  {name} ...")
        with _bars(self._console) as bars:
            step = Step(name, bars)
            yield step
        took = time.monotonic() - began
        self._console.print(
            f"[green]✓[/] {name:<{_NAME_WIDTH}} [dim]{took:4.0f} s[/]  {escape(step.outcome)}",
            highlight=False,
            soft_wrap=True,
        )


class Step:
    """One step: ``outcome`` is what its line will say, ``row`` gives it a bar."""

    def __init__(self, name: str, bars: Progress) -> None:
        self.outcome = ""
        self._bars = bars
        self._spinner = bars.add_task(name, total=None, count="")

    def row(self, name: str, total: int) -> "Row":
        self._bars.update(self._spinner, visible=False)
        task = self._bars.add_task(name, total=total, count=f"0/{total}")
        return Row(self._bars, task, total)


class Row:
    """A bar that can be moved to a position, with a word on what is happening."""

    def __init__(self, bars: Progress, task: TaskID, total: int) -> None:
        self._bars = bars
        self._task = task
        self._total = total

    def at(self, position: int, doing: str) -> None:
        self._bars.update(
            self._task,
            completed=position,
            count=f"{position}/{self._total}",
            description=escape(doing),
        )


def _bars(console: Console) -> Progress:
    return Progress(
        SpinnerColumn(finished_text=" "),
        TextColumn(f"{{task.description:<{_NAME_WIDTH}}}"),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[count]:>7}"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
