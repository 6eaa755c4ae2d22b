"""SageMaker pipelines: from data to a registered model that waits for a person."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from aws_cdk import CfnOutput, RemovalPolicy
from constructs import Construct

import pipelines
from config import Environment
from constructs_lib.batch.fleet_group import FleetGroup
from constructs_lib.dead_letters import DeadLetters
from constructs_lib.emptied_models import EmptiedModels
from constructs_lib.failure_notice import FailureNotice
from constructs_lib.ids import id_of
from constructs_lib.log_group import PlatformLogGroup
from constructs_lib.platform_function import PlatformLayer
from constructs_lib.training.contents import images_in
from constructs_lib.training.functions import FindChampion, TellOutcome
from constructs_lib.training.job_policy import JobPolicy
from constructs_lib.training.place import JobPlace
from stacks.files_stack import FilesStack
from stacks.foundation_stack import FoundationStack
from stacks.mounted import FileStores
from stacks.network_stack import NetworkStack
from stacks.pipelines import Pipelines
from stacks.platform_stack import PlatformStack
from stacks.written import Written, written

_CODE = "training/"
"""Jobs may read it all: what an execution began with outlives the next deployment."""


class TrainingStack(PlatformStack):
    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        environment: Environment,
        foundation: FoundationStack,
        network: NetworkStack,
        files: FilesStack | None,
        workloads: Path = pipelines.WORKLOADS,
    ) -> None:
        super().__init__(scope, id, environment=environment, assets_below=_CODE)
        self._foundation = foundation
        self._packages = PlatformLayer(self, "Packages")
        every = [written(environment, name, workloads=workloads) for name in environment.pipelines]
        place = self._place(network)
        stores = (
            FileStores(files=files, clients=network.file_clients)
            if files and network.file_clients
            else None
        )
        makes = Pipelines(
            scope=self,
            environment=environment,
            foundation=foundation,
            place=place,
            policy=self._policy(every, place, stores),
            champion=FindChampion(
                self,
                "FindChampion",
                layer=self._packages,
                log_group=self._logs("FindChampionLogs"),
                key=foundation.messages_key,
            ),
            teller=TellOutcome(
                self,
                "TellOutcome",
                topic=foundation.ticket,
                layer=self._packages,
                log_group=self._logs("TellOutcomeLogs"),
                key=foundation.messages_key,
            ),
            emptied=self._emptied(),
            stores=stores,
            workloads=workloads,
        )
        undelivered = self._undelivered()
        for function in (makes.champion, makes.teller):
            function.add_dead_letters(undelivered)
        for one in every:
            self._add(makes, one, undelivered)

    def _undelivered(self) -> DeadLetters:
        """Tickets that could not be opened, and calls of functions that nobody waited for."""
        letters = DeadLetters(self, "Undelivered", key=self._foundation.messages_key)
        letters.alarm_on_arrival(
            self,
            "UndeliveredArrived",
            description="a pipeline failed or has a model to approve, and nobody was told "
            "(docs/alarms.md, Undelivered tickets)",
            topic=self._foundation.ticket,
        )
        return letters

    def _place(self, network: NetworkStack) -> JobPlace:
        vpc = network.network.vpc
        group = FleetGroup(self, "Jobs", vpc=vpc)
        group.let_nodes_talk()
        return JobPlace(
            vpc=vpc,
            subnets=network.network.private_subnets,
            security_group=group,
            key=self._foundation.data_key,
        )

    def _policy(
        self, every: Sequence[Written], place: JobPlace, stores: FileStores | None
    ) -> JobPolicy:
        """One for all: what SageMaker does is the same for the jobs of each."""
        needs = [one.definition.needs for one in every]
        repositories = self._foundation.registries.repositories
        mounts = stores is not None and any(each.file_system for each in needs)
        return JobPolicy(
            self,
            "JobPolicy",
            place=replace(place, joins=[stores.clients]) if stores and mounts else place,
            images={image for one in every for image in images_in(one.definition.body)},
            repositories=[
                repositories[name] for name in sorted({n.repository for n in needs if n.repository})
            ],
        )

    def _emptied(self) -> EmptiedModels | None:
        if self._foundation.removal_policy is not RemovalPolicy.DESTROY:
            return None
        return EmptiedModels(
            self,
            "EmptiedModels",
            layer=self._packages,
            log_group=self._logs("EmptyModelsLogs"),
            key=self._foundation.messages_key,
        )

    def _add(self, makes: Pipelines, one: Written, undelivered: DeadLetters) -> None:
        pipeline, group = makes.make(one)
        its = id_of(one.name)
        FailureNotice(
            self,
            f"{its}Failed",
            pattern=pipeline.execution_pattern("Failed"),
            tickets=self._foundation.ticket,
            undelivered=undelivered,
        )
        data = self._foundation.zones[one.pipeline.data.zone]
        CfnOutput(self, f"{its}Pipeline", value=pipeline.pipeline_name)
        CfnOutput(self, f"{its}Models", value=group.group_name)
        CfnOutput(self, f"{its}Data", value=data.s3_url_for_object(one.pipeline.data.prefix))

    def _logs(self, id: str) -> PlatformLogGroup:
        keep = self._foundation
        return PlatformLogGroup(self, id, key=keep.logs_key, expire=keep.logs_expire)
