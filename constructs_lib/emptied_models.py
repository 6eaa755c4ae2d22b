"""Model groups that are emptied when their stack is destroyed: SageMaker deletes no others."""

from aws_cdk import CustomResource, Duration
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from constructs import Construct

from constructs_lib.dead_letters import DeadLetters
from constructs_lib.domain_key import DomainKey
from constructs_lib.platform_function import PlatformFunction, PlatformLayer
from constructs_lib.training.model_group import ModelGroup


class EmptiedModels(Construct):
    """Only for an environment whose data may be deleted with it."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        layer: PlatformLayer,
        log_group: logs.ILogGroup,
        key: DomainKey,
    ) -> None:
        super().__init__(scope, id)
        self.function = PlatformFunction(
            self,
            "Empty",
            handler="empty_model_group",
            description="deletes the versions of a model group that is deleted with its stack",
            settings={},
            layer=layer,
            timeout=Duration.minutes(10),
            log_group=log_group,
            key=key,
        )
        self.function.add_dead_letters(DeadLetters(self, "DeadLetters", key=key))

    def add(self, id: str, group: ModelGroup) -> CustomResource:
        group.grant_read(self.function)
        rights = iam.Grant.add_to_principal(
            grantee=self.function,
            actions=["sagemaker:DeleteModelPackage"],
            resource_arns=[group.packages_arn],
        )
        emptied = CustomResource(
            self,
            id,
            service_token=self.function.function_arn,
            resource_type="Custom::EmptiedModels",
            properties={"ModelGroup": group.group_name},
        )
        # What depends on it is deleted before it: the group is empty when its turn comes.
        emptied.node.add_dependency(group.group)
        rights.apply_before(emptied)
        return emptied
