"""The pipelines of the environment file, each with just the access it needs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from aws_cdk import Stack, Tags
from constructs import Construct

from config import DataZone, Environment
from constructs_lib.emptied_models import EmptiedModels
from constructs_lib.ids import id_of
from constructs_lib.team import TEAM_TAG
from constructs_lib.training.code_bundle import CodeBundle
from constructs_lib.training.contents import addresses_in, kinds_in
from constructs_lib.training.functions import FindChampion, TellOutcome
from constructs_lib.training.job_policy import JobPolicy
from constructs_lib.training.model_group import ModelGroup
from constructs_lib.training.place import JobPlace
from constructs_lib.training.roles import JobRole, PipelineRole
from constructs_lib.training.search_role import SearchRole
from constructs_lib.training.workload_pipeline import WorkloadPipeline
from constructs_lib.zone import Zone
from stacks.foundation_stack import FoundationStack
from stacks.mounted import FileStores, Mounted
from stacks.written import Written, name_of

_LIBRARIES = ("augmentation", "compression", "contract", "stages")
_NOT_RUN = ("pipeline.py", "workload.yaml")
"""What a workload's folder holds that no container of it reads."""

_JOBS: Mapping[str, tuple[type[JobRole], str]] = {
    "PrepareRole": (JobRole, "steps that prepare data"),
    "TrainRole": (JobRole, "steps that train and compress"),
    "SearchRole": (SearchRole, "Autopilot's search"),
    "JudgeRole": (JobRole, "the step that evaluates"),
}


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
    stores: FileStores | None
    workloads: Path

    def make(self, one: Written) -> tuple[WorkloadPipeline, ModelGroup]:
        scope = Construct(self.scope, f"{id_of(one.name)}Workload")
        group = self._group(scope, one)
        code = CodeBundle(
            scope,
            "Code",
            packages=[self.workloads / name for name in (*_LIBRARIES, one.workload)],
            without=_NOT_RUN,
        )
        folders, mounted = self._folders(one), self._mounted(one)
        roles = self._roles(scope, one, folders, code)
        if mounted is not None:
            mounted.grant(roles["TrainRole"])
        runs = PipelineRole(scope, "Role", description=f"runs the pipeline {one.name}")
        runs.allow_jobs(
            kinds_in(one.definition.body),
            place=replace(self.place, joins=[mounted.clients] if mounted else []),
            roles=list(roles.values()),
        )
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
            tokens=self._tokens(one, folders, roles, code, group)
            | (mounted.tokens if mounted else {}),
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
        """Those that the definition names, each with just what its steps touch."""
        made = {
            name: kind(scope, name, description=f"{does} of {one.name}", policy=self.policy)
            for name, (kind, does) in _JOBS.items()
            if name in one.definition.tokens
        }
        for name, role in made.items():
            _allow_folders(name, role, folders)
            if name != "SearchRole":
                code.grant_read(role)
        if "TrainRole" in made:
            for address in sorted(addresses_in(one.definition.body)):
                made["TrainRole"].allow_fetch(address)
        return made

    def _mounted(self, one: Written) -> Mounted | None:
        kind = one.definition.needs.file_system
        if kind is None or self.stores is None:
            return None
        return self.stores.mounted(kind, team=one.pipeline.team)

    def _tokens(
        self,
        one: Written,
        folders: "_Folders",
        roles: Mapping[str, JobRole],
        code: CodeBundle,
        group: ModelGroup,
    ) -> dict[str, str]:
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
            **self._repository(one),
            **{name: role.role_arn for name, role in roles.items()},
            **{f"Subnet{at}": subnet for at, subnet in enumerate(self.place.subnet_ids, start=1)},
        }
        return {name: token for name, token in known.items() if name in one.definition.tokens}

    def _repository(self, one: Written) -> dict[str, str]:
        name = one.definition.needs.repository
        if name is None:
            return {}
        repository, stack = self.foundation.registries.repositories[name], Stack.of(self.scope)
        # Out of its name: CloudFormation cannot split an ARN that another stack gives.
        registry = f"{stack.account}.dkr.ecr.{stack.region}.{stack.url_suffix}"
        return {"ImageRepository": f"{registry}/{repository.repository_name}"}


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


def _allow_folders(name: str, role: JobRole, folders: _Folders) -> None:
    data, work, models = folders.data, folders.work, folders.models
    match name:
        case "PrepareRole":
            role.allow_read(data.zone, data.prefix)
            role.allow_write(work.zone, work.prefix)
            role.allow_write(models.zone, models.prefix)
        case "TrainRole":
            for folder in (work, models, folders.checkpoints):
                role.allow_write(folder.zone, folder.prefix)
        case "SearchRole":
            role.allow_read(work.zone, work.prefix)
            role.allow_write(models.zone, models.prefix)
        case "JudgeRole":
            role.allow_write(work.zone, work.prefix)
            role.allow_read(models.zone, models.prefix)
