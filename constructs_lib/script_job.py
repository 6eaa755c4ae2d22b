"""A Batch job that runs a Python package of ours in a framework image."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aws_cdk import Annotations, Duration, Size, Stack
from aws_cdk import aws_batch as batch
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3_assets as assets
from constructs import Construct

from constructs_lib.findings import accept


@dataclass(frozen=True, kw_only=True)
class ContainerNeeds:
    """What one attempt gets, and how often and how long it may try."""

    image: str
    """A registry reference; the image holds Python, boto3 and what the package imports."""
    vcpus: int
    memory: Size
    gpus: int
    attempts: int
    timeout: Duration
    """Of one attempt."""


class ScriptJob(Construct):
    """The package travels as an asset: changed code is a new revision, not a new image.

    ``bootstrap.py`` beside the package is the command: it fetches the asset and runs ``entry``.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        package: Path,
        entry: str,
        settings: Mapping[str, str],
        needs: ContainerNeeds,
        log_group: logs.ILogGroup,
    ) -> None:
        super().__init__(scope, id)
        code = assets.Asset(self, "Code", path=str(package), exclude=["**/__pycache__"])
        self.role = _container_role(self, "Role")
        iam.Grant.add_to_principal(
            grantee=self.role,
            actions=["s3:GetObject"],
            resource_arns=[code.bucket.arn_for_objects(code.s3_object_key)],
        )
        self.definition = batch.EcsJobDefinition(
            self,
            "Definition",
            container=self._container(
                command=["python", "-c", package.with_name("bootstrap.py").read_text("utf-8")],
                settings={
                    "CODE_URI": code.s3_object_url,
                    "ENTRY_MODULE": f"{package.name}.{entry}",
                    **settings,
                },
                needs=needs,
                log_group=log_group,
            ),
            retry_attempts=needs.attempts,
            retry_strategies=_retry_what_the_job_is_not_to_blame_for(),
            timeout=needs.timeout,
        )

    def _container(
        self,
        *,
        command: list[str],
        settings: Mapping[str, str],
        needs: ContainerNeeds,
        log_group: logs.ILogGroup,
    ) -> batch.EcsEc2ContainerDefinition:
        container = batch.EcsEc2ContainerDefinition(
            self,
            "Container",
            image=ecs.ContainerImage.from_registry(needs.image),
            command=command,
            cpu=needs.vcpus,
            memory=needs.memory,
            gpu=needs.gpus or None,
            environment={"AWS_DEFAULT_REGION": Stack.of(self).region, **settings},
            job_role=self.role,
            execution_role=self._execution_role(log_group),
            logging=ecs.LogDriver.aws_logs(stream_prefix="job", log_group=log_group),
        )
        Annotations.of(container).acknowledge_warning(
            "@aws-cdk/aws-ecs:ecrImageRequiresPolicy", "the execution role below may pull"
        )
        return container

    def _execution_role(self, log_group: logs.ILogGroup) -> iam.Role:
        """Pulls the image and opens the log stream, before the job runs."""
        role = _container_role(self, "ExecutionRole")
        log_group.grant_write(role)
        role.add_to_policy(
            iam.PolicyStatement(
                actions=["ecr:GetAuthorizationToken"],
                resources=["*"],
            )
        )
        role.add_to_policy(
            iam.PolicyStatement(
                actions=[
                    "ecr:BatchCheckLayerAvailability",
                    "ecr:BatchGetImage",
                    "ecr:GetDownloadUrlForLayer",
                ],
                resources=["*"],
            )
        )
        accept(
            role,
            "AwsSolutions::AwsSolutions-IAM5[Resource::*]",
            because="a registry token is not a resource, and framework images live in AWS's own "
            "accounts, whose repository policies decide who may pull",
        )
        return role


def _container_role(scope: Construct, id: str) -> iam.Role:
    return iam.Role(scope, id, assumed_by=iam.ServicePrincipal("ecs-tasks.amazonaws.com"))


def _retry_what_the_job_is_not_to_blame_for() -> list[batch.RetryStrategy]:
    """The last rule ends every other failure: without it AWS Batch retries what no rule matches."""
    retry, end = batch.Action.RETRY, batch.Action.EXIT
    return [
        batch.RetryStrategy.of(retry, batch.Reason.SPOT_INSTANCE_RECLAIMED),
        batch.RetryStrategy.of(end, batch.Reason.custom(on_reason="*")),
    ]
