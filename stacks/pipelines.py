"""The pipelines of the environment file, each with just the access it needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aws_cdk import Tags
from constructs import Construct

import config
import pipelines
from config import Capacity, DataZone, Environment
from constructs_lib.emptied_models import EmptiedModels
from constructs_lib.ids import id_of
from constructs_lib.mistakes import MistakeError
from constructs_lib.team import TEAM_TAG
from constructs_lib.training.code_bundle import CodeBundle
from constructs_lib.training.contents import kinds_in
from constructs_lib.training.functions import FindChampion, TellOutcome
from constructs_lib.training.job_policy import JobPolicy
from constructs_lib.training.model_group import ModelGroup
from constructs_lib.training.place import JobPlace
from constructs_lib.training.roles import JobRole, PipelineRole
from constructs_lib.training.workload_pipeline import WorkloadPipeline
from constructs_lib.zone import Zone
from stacks.foundation_stack import FoundationStack

_WORKLOADS = Path(__file__).parents[1] / "workloads"
_LIBRARIES = ("augmentation", "compression", "contract", "stages")
_NOT_RUN = ("pipeline.py", "workload.yaml")
"""What a workload's folder holds that no container of it reads."""


_JOBS = {
    "Prepare": "steps that prepare data",
    "Train": "steps that train and compress",
    "Judge": "the step that evaluates",
}
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


def written(environment: Environment, name: str) -> Written:
    """Refused where the workload has a mistake, or may cost more than the file accepts."""
    pipeline = environment.pipelines[name]
    workload = pipeline.workload_of(name)
    known = pipelines.names()
    if workload not in known:
        raise PipelineError(
            f"pipelines.{name}: no workload {workload!r} has a pipeline; "
            f"workloads that have one: {', '.join(known) or 'none'}"
        )
    try:
        definition = pipelines.build(workload, _surroundings(environment, pipeline, name))
    except pipelines.WorkloadError as error:
        raise PipelineError(f"pipelines.{name}: {error}") from error
    config.afford(environment, name, steps=_priced(pipeline, definition))
    return Written(name=name, pipeline=pipeline, definition=definition)


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
        existing_customer=frozenset(map(str, environment.existing_customer)),
    )


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


@dataclass(frozen=True, kw_only=True)
class Pipelines:
    """What every pipeline of the stack is made with."""

    scope: Construct
    environment: Environment
    foundation: FoundationStack
    place: JobPlace
    policy: JobPolicy
    champion: FindChampion
    teller: TellOutcome
    emptied: EmptiedModels | None
    """Where models may be deleted with their stack."""

    def make(self, one: Written) -> tuple[WorkloadPipeline, ModelGroup]:
        scope = Construct(self.scope, f"{id_of(one.name)}Workload")
        group = self._group(scope, one)
        code = CodeBundle(
            scope,
            "Code",
            packages=[_WORKLOADS / name for name in (*_LIBRARIES, one.workload)],
            without=_NOT_RUN,
        )
        folders = self._folders(one)
        roles = self._roles(scope, one, folders, code)
        runs = PipelineRole(scope, "Role", description=f"runs the pipeline {one.name}")
        runs.allow_jobs(kinds_in(one.definition.body), place=self.place, roles=list(roles.values()))
        runs.allow_read(folders.work.zone, folders.work.prefix)
        for function in (self.champion, self.teller):
            runs.allow_invoke(function)
            function.add_group(group)
        self.teller.add_reports(folders.work.zone, folders.work.prefix)
        group.grant_register(runs)
        made = WorkloadPipeline(
            scope,
            "Pipeline",
            name=name_of(self.environment, one.name),
            description=f"the workload {one.workload}, from its data to a registered model",
            definition=one.definition.body,
            tokens=self._tokens(one, folders, roles, code, group),
            role=runs,
            parallel_steps=one.pipeline.parallel_steps,
        )
        if one.pipeline.team is not None:
            Tags.of(scope).add(TEAM_TAG, one.pipeline.team)
        return made, group

    def _group(self, scope: Construct, one: Written) -> ModelGroup:
        group = ModelGroup(
            scope,
            "Models",
            name=name_of(self.environment, one.name),
            description=f"models of the pipeline {one.name}",
            removal_policy=self.foundation.removal_policy,
        )
        if self.emptied is not None:
            self.emptied.add(id_of(one.name), group)
        return group

    def _folders(self, one: Written) -> "_Folders":
        zones, data = self.foundation.zones, one.pipeline.data
        return _Folders(
            data=_Folder(zones[data.zone], data.prefix),
            work=_Folder(zones[DataZone.FEATURES], f"pipelines/{one.name}"),
            models=_Folder(zones[DataZone.MODELS], f"pipelines/{one.name}"),
            checkpoints=_Folder(zones[DataZone.MODELS], f"checkpoints/pipelines/{one.name}"),
        )

    def _roles(
        self, scope: Construct, one: Written, folders: "_Folders", code: CodeBundle
    ) -> Mapping[str, JobRole]:
        made = {
            f"{kind}Role": JobRole(
                scope, f"{kind}Role", description=f"{does} of {one.name}", policy=self.policy
            )
            for kind, does in _JOBS.items()
        }
        for role in made.values():
            code.grant_read(role)
            role.allow_write(folders.work.zone, folders.work.prefix)
        prepare, train, judge = (made[f"{kind}Role"] for kind in _JOBS)
        prepare.allow_read(folders.data.zone, folders.data.prefix)
        for models in (folders.models, folders.checkpoints):
            train.allow_write(models.zone, models.prefix)
        prepare.allow_write(folders.models.zone, folders.models.prefix)
        judge.allow_read(folders.models.zone, folders.models.prefix)
        return made

    def _tokens(
        self,
        one: Written,
        folders: "_Folders",
        roles: Mapping[str, JobRole],
        code: CodeBundle,
        group: ModelGroup,
    ) -> Mapping[str, str]:
        """Those that the definition asks for: a workload without a champion asks for none."""
        known = {
            "DataUri": folders.data.uri,
            "WorkUri": folders.work.uri,
            "ModelsUri": folders.models.uri,
            "CheckpointsUri": folders.checkpoints.uri,
            "CodeUri": code.uri,
            "DataKey": self.foundation.data_key.key_arn,
            "SecurityGroup": self.place.security_group.security_group_id,
            "ModelPackageGroup": group.group_name,
            "FindChampionFunction": self.champion.function_arn,
            "TellOutcomeFunction": self.teller.function_arn,
            **{name: role.role_arn for name, role in roles.items()},
            **{f"Subnet{at}": subnet for at, subnet in enumerate(self.place.subnet_ids, start=1)},
        }
        return {name: token for name, token in known.items() if name in one.definition.tokens}


@dataclass(frozen=True)
class _Folder:
    zone: Zone
    prefix: str

    @property
    def uri(self) -> str:
        return self.zone.s3_url_for_object(self.prefix)


@dataclass(frozen=True, kw_only=True)
class _Folders:
    data: _Folder
    work: _Folder
    """What steps hand to each other."""
    models: _Folder
    checkpoints: _Folder
