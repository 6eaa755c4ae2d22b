"""All that a report says, gathered before any of it is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ops.pipeline.definition import Definition
from ops.pipeline.evaluated import evaluation
from ops.pipeline.evaluation import Evaluation
from ops.pipeline.failure import Failure, failure
from ops.pipeline.place import Place
from ops.pipeline.registered import Package, approve_command, package
from ops.pipeline.report.curves import Curves, learned
from ops.pipeline.report.links import Link, links
from ops.pipeline.report.thresholds import Threshold, thresholds
from ops.pipeline.report.tuning import Tuning, tunings
from ops.pipeline.snapshot import Snapshot


@dataclass(frozen=True, kw_only=True)
class Facts:
    environment: str
    plan: Definition
    snapshot: Snapshot
    now: datetime
    """Matters only while something still runs."""
    parameters: Mapping[str, str]
    """As this execution had them, whether given or by default."""
    given: frozenset[str] = frozenset()
    failure: Failure | None = None
    evaluation: Evaluation | None = None
    thresholds: tuple[Threshold, ...] = ()
    package: Package | None = None
    approve: str = ""
    tunings: tuple[Tuning, ...] = ()
    curves: tuple[Curves, ...] = ()
    links: tuple[Link, ...] = ()


def gathered(place: Place, plan: Definition, last: Snapshot, now: datetime) -> Facts:
    given = _given(place, last.execution.arn)
    defaults = {one.name: str(one.default) for one in plan.parameters.values()}
    parameters = defaults | given
    registered = package(place, last)
    searches = tuple(tunings(place, last))
    return Facts(
        environment=place.environment.name,
        plan=plan,
        snapshot=last,
        now=now,
        parameters=parameters,
        given=frozenset(name for name, text in given.items() if text != defaults.get(name)),
        failure=failure(place, last),
        evaluation=evaluation(place, last),
        thresholds=tuple(thresholds(plan, parameters)),
        package=registered,
        approve=approve_command(place, registered) if registered else "",
        tunings=searches,
        curves=tuple(learned(place, last, searches)),
        links=tuple(links(place, last)),
    )


def _given(place: Place, execution: str) -> dict[str, str]:
    pages = place.sagemaker.get_paginator("list_pipeline_parameters_for_execution").paginate(
        PipelineExecutionArn=execution
    )
    return {one["Name"]: one["Value"] for page in pages for one in page["PipelineParameters"]}
