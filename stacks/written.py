"""The pipelines of the environment file as their workloads define them, or why that cannot be."""

from dataclasses import dataclass
from pathlib import Path

import config
import pipelines
from config import Capacity, Environment
from constructs_lib.mistakes import MistakeError
from constructs_lib.team import TEAM_TAG

_TRAINS = frozenset({"Train", "Tune"})


class PipelineError(MistakeError):
    """The environment file asks for a pipeline that its workload does not give."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """A pipeline of the file, with the definition that its workload gives."""

    name: str
    pipeline: config.Pipeline
    definition: pipelines.Definition

    @property
    def workload(self) -> str:
        return self.pipeline.workload_of(self.name)


def written(
    environment: Environment, name: str, *, workloads: Path = pipelines.WORKLOADS
) -> Written:
    """Refused where the workload has a mistake, asks for more than there is, or costs more."""
    pipeline = environment.pipelines[name]
    workload = pipeline.workload_of(name)
    known = pipelines.names(workloads)
    if workload not in known:
        raise PipelineError(
            f"pipelines.{name}: no workload {workload!r} has a pipeline; "
            f"workloads that have one: {', '.join(known) or 'none'}"
        )
    try:
        needs = pipelines.needs_of(pipelines.load(workload, folder=workloads))
        _refuse_what_is_not_given(environment, name, needs)
        around = _surroundings(environment, pipeline, name)
        definition = pipelines.build(workload, around, folder=workloads)
    except pipelines.WorkloadError as error:
        raise PipelineError(f"pipelines.{name}: {error}") from error
    config.afford(environment, name, steps=_priced(pipeline, definition))
    return Written(name=name, pipeline=pipeline, definition=definition)


def _refuse_what_is_not_given(environment: Environment, name: str, needs: pipelines.Needs) -> None:
    for service in sorted(needs.closed_services):
        needed_by = f"pipelines.{name}"
        config.admit(environment, config.ClosedService(service), needed_by=needed_by)
    if needs.file_system == "efs" and environment.pipelines[name].team is None:
        raise PipelineError(
            f"pipelines.{name}: its training reads EFS, where each team has a folder: "
            "give it a team"
        )


def _surroundings(
    environment: Environment, pipeline: config.Pipeline, name: str
) -> pipelines.Surroundings:
    return pipelines.Surroundings(
        pipeline=name_of(environment, name),
        region=environment.region,
        processing_instance=pipeline.instances.processing,
        training_instance=pipeline.instances.training,
        subnets=len(environment.zones),
        capacity="spot" if pipeline.capacity is Capacity.SPOT else "on-demand",
        max_wait_minutes=pipeline.max_wait_minutes,
        parameters=pipeline.parameters,
        file_systems=_file_systems(environment),
        repositories=frozenset(environment.repositories),
        existing_customer=frozenset(map(str, environment.existing_customer)),
        tags={TEAM_TAG: pipeline.team} if pipeline.team else {},
    )


def _file_systems(environment: Environment) -> frozenset[str]:
    stores = environment.file_stores
    if stores is None:
        return frozenset()
    there = {"efs": stores.efs, "lustre": stores.lustre is not None}
    return frozenset(name for name, is_there in there.items() if is_there)


def _priced(pipeline: config.Pipeline, definition: pipelines.Definition) -> list[config.Priced]:
    on_spot = pipeline.capacity is Capacity.SPOT
    return [
        config.Priced(
            priced.minutes,
            priced.instance_type,
            priced.how_many,
            step=priced.step,
            spot=on_spot and priced.step in _TRAINS,
        )
        for priced in definition.priced
    ]


def name_of(environment: Environment, name: str) -> str:
    """In SageMaker, where every environment of an account is in one place."""
    return f"millrace-{environment.name}-{name}"
