"""Labels that people give."""

from aws_cdk import CfnOutput, Tags
from constructs import Construct

import config
from config import Environment
from constructs_lib.ids import id_of
from constructs_lib.labelling.labelling_job import Folder, LabellingJob, Question
from constructs_lib.labelling.lister import Lister
from constructs_lib.labelling.tasks import Task
from constructs_lib.log_group import PlatformLogGroup
from constructs_lib.platform_function import PlatformLayer
from constructs_lib.team import TEAM_TAG
from stacks.foundation_stack import FoundationStack
from stacks.platform_stack import PlatformStack


class LabellingStack(PlatformStack):
    def __init__(
        self, scope: Construct, id: str, *, environment: Environment, foundation: FoundationStack
    ) -> None:
        super().__init__(scope, id, environment=environment)
        self._foundation = foundation
        self._logs = PlatformLogGroup(
            self, "LabellingLogs", key=foundation.logs_key, expire=foundation.logs_expire
        )
        self._lister = Lister(
            self,
            "List",
            layer=PlatformLayer(self, "Packages"),
            log_group=self._logs,
            key=foundation.messages_key,
        )
        for name, labelling in environment.labelling.items():
            self._add(name, labelling)

    def _add(self, name: str, labelling: config.Labelling) -> None:
        made = LabellingJob(
            self,
            f"{id_of(name)}Labelling",
            question=Question(
                task=Task(labelling.task),
                title=f"Which of these is it? ({name})",
                classes=labelling.classes,
                workteam_arn=labelling.workteam,
                objects_at_most=labelling.objects_at_most,
            ),
            reads=self._folder(labelling.reads),
            writes=self._folder(labelling.writes),
            lister=self._lister,
            log_group=self._logs,
        )
        if labelling.team is not None:
            Tags.of(made).add(TEAM_TAG, labelling.team)
        CfnOutput(self, f"{id_of(name)}LabellingMachine", value=made.machine.state_machine_arn)

    def _folder(self, place: config.Location) -> Folder:
        return Folder(zone=self._foundation.zones[place.zone], prefix=place.prefix)
