"""Who starts containers: pulls the image, opens the log, and hands over secrets."""

from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from aws_cdk import aws_secretsmanager as secrets
from constructs import Construct

from constructs_lib.findings import accept

_PULL = ("ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer")


class ExecutionRole(iam.Role):
    """One for the jobs of a stack: no container ever gets it."""

    def __init__(self, scope: Construct, id: str, *, log_group: logs.ILogGroup) -> None:
        super().__init__(scope, id, assumed_by=iam.ServicePrincipal("ecs-tasks.amazonaws.com"))
        self.log_group = log_group
        log_group.grant_write(self)
        self.add_to_policy(
            iam.PolicyStatement(actions=["ecr:GetAuthorizationToken"], resources=["*"])
        )
        self.add_to_policy(iam.PolicyStatement(actions=list(_PULL), resources=["*"]))
        accept(
            self,
            "AwsSolutions::AwsSolutions-IAM5[Resource::*]",
            because="a registry token is not a resource, and framework images live in AWS's own "
            "accounts, whose repository policies decide who may pull",
        )

    def allow_secret(self, secret: secrets.ISecret) -> None:
        secret.grant_read(self)
