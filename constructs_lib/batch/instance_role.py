"""The role of a fleet's instances: what the ECS agent does, and no job."""

from aws_cdk import Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

from constructs_lib.batch.user_data import NAMESPACE
from constructs_lib.findings import accept

_AGENT = "service-role/AmazonEC2ContainerServiceforEC2Role"


_ID = "InstanceRole"


class InstanceRole(iam.Role):
    """One for all fleets of a stack: the agent is the same on each."""

    @classmethod
    def of(cls, scope: Construct) -> "InstanceRole":
        stack = Stack.of(scope)
        found = stack.node.try_find_child(_ID)
        return found if isinstance(found, cls) else cls(stack, _ID)

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(
            scope,
            id,
            assumed_by=iam.ServicePrincipal("ec2.amazonaws.com"),
            managed_policies=[iam.ManagedPolicy.from_aws_managed_policy_name(_AGENT)],
        )
        self._tells = False
        accept(
            self,
            f"AwsSolutions::AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/{_AGENT}]",
            because="what the ECS agent calls changes with the agent that AWS puts on its image; "
            "jobs do not get this role, they have their own",
        )

    def allow_metrics(self) -> None:
        """Metrics have no ARN: the condition on the namespace is what keeps the grant small.

        Once for every fleet that has something to tell.
        """
        if self._tells:
            return
        self._tells = True
        self.add_to_policy(
            iam.PolicyStatement(
                actions=["cloudwatch:PutMetricData"],
                resources=["*"],
                conditions={"StringEquals": {"cloudwatch:namespace": NAMESPACE}},
            )
        )
        accept(
            self,
            "AwsSolutions::AwsSolutions-IAM5[Resource::*]",
            because="a metric is not a resource; the condition admits one namespace only",
        )
