"""Executions and steps in tables."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from config.words import listed
from ops.ledger_words import day_and_clock, duration
from ops.pipeline.definition import Definition, Parameter, PlannedStep
from ops.pipeline.execution import Execution
from ops.pipeline.parameters import spoken
from ops.pipeline.states import MARKS


def executions_table(runs: Iterable[Execution], *, now: datetime) -> Table:
    table = _table("", "execution", "pipeline", "state", "began (UTC)", "time", "reason")
    for run in runs:
        cells = (MARKS[run.state], run.id, run.pipeline, run.state.lower())
        times = (day_and_clock(run.started), duration(run.took(now)))
        table.add_row(*map(Text, (*cells, *times, run.reason)))
    return table


def steps_table(plan: Definition) -> RenderableType:
    steps = _table("step", "kind", "after", "cached", "retries")
    for step in plan.steps.values():
        cached = "yes" if step.cached else ""
        cells = (step.name, step.kind, _after(step), cached, str(step.retries or ""))
        steps.add_row(*map(Text, cells))
    return Group(steps, Text(), _settings(plan.settings))


def _after(step: PlannedStep) -> str:
    others = step.after - ({step.branch.gate} if step.branch else set())
    gate = f"{step.branch.gate}: {'yes' if step.branch.outcome else 'no'}" if step.branch else ""
    return ", ".join([*([gate] if gate else []), *sorted(others)])


def _settings(settings: Mapping[str, Parameter]) -> RenderableType:
    if not settings:
        return Text("it takes no parameters")
    table = _table("--set", "kind", "default")
    for one in settings.values():
        kind = listed(one.choices) if one.choices else one.kind.lower()
        table.add_row(*map(Text, (spoken(one.name), kind, str(one.default))))
    return table


def _table(*names: str) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0))
    for name in names[:-1]:
        table.add_column(name, no_wrap=name != "after")
    table.add_column(names[-1])
    return table
