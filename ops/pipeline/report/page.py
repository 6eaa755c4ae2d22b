"""The page that facts make: the same facts, the same bytes."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ops.ledger_words import clock, duration
from ops.pipeline.parameters import spoken
from ops.pipeline.report.bars import bars
from ops.pipeline.report.charts import curves_chart, tuning_chart
from ops.pipeline.report.colours import STATES, heat
from ops.pipeline.report.compression import compression
from ops.pipeline.report.facts import Facts
from ops.pipeline.report.layers import WIDE
from ops.pipeline.report.layout import HIGH, layout
from ops.pipeline.report.results import results
from ops.pipeline.report.trials import trials
from ops.pipeline.states import MARKS, State

_TEMPLATES = Path(__file__).parent / "templates"


def _at(moment: datetime) -> str:
    return f"{moment.day} {moment:%b %Y %H:%M:%S}"


def _anchor(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9-]", "-", name)


_FILTERS: dict[str, Callable[..., Any]] = {
    "at": _at,
    "clock": clock,
    "duration": duration,
    "anchor": _anchor,
    "spoken": spoken,
    "heat": heat,
}


def page(facts: Facts) -> str:
    run = facts.snapshot.execution
    return (
        _templates()
        .get_template("page.html")
        .render(
            facts=facts,
            run=run,
            took=run.took(facts.now),
            graph=layout(facts.plan.steps),
            box=(WIDE, HIGH),
            steps={step.name: step for step in facts.snapshot.steps},
            bars=bars(facts.snapshot, facts.now),
            results=results(facts),
            tunings=[
                (one, tuning_chart(one, f"tuning{n}") if one.best else "", trials(one))
                for n, one in enumerate(facts.tunings)
            ],
            curves=list(_curves(facts)),
            compression=compression(facts.evaluation),
            settings={one.name for one in facts.plan.settings.values()},
        )
    )


def _curves(facts: Facts) -> Iterator[tuple[str, str, list[Markup]]]:
    for number, one in enumerate(facts.curves):
        kinds = enumerate(one.kinds.items())
        charts = [curves_chart(kind, series, f"curve{number}-{n}") for n, (kind, series) in kinds]
        yield one.step, one.job, charts


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters |= _FILTERS
    templates.globals |= {"MARKS": MARKS, "zip": zip, "STATES": STATES, "State": State}
    return templates
