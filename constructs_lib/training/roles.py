"""Who runs a pipeline, and who its jobs are: rights by name, each as small as AWS lets it be."""

from collections.abc import Collection, Mapping, Sequence

from aws_cdk import Stack
from aws_cdk import aws_efs as efs
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from constructs_lib.findings import accept
from constructs_lib.training import data
from constructs_lib.training.contents import JobKind
from constructs_lib.training.creation import CREATION, FOLLOWING, RESOURCES, conditions
from constructs_lib.training.job_policy import JobPolicy
from constructs_lib.training.place import JobPlace
from constructs_lib.zone import Zone

SAGEMAKER = "sagemaker.amazonaws.com"
_TAGS = ("sagemaker:AddTags", "sagemaker:ListTags")


class _SageMakerRole(iam.Role):
    """Only SageMaker on behalf of this account may take it."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        description: str,
        policies: Sequence[iam.IManagedPolicy] = (),
    ) -> None:
        ours = {"StringEquals": {"aws:SourceAccount": Stack.of(scope).account}}
        super().__init__(
            scope,
            id,
            description=description,
            assumed_by=iam.ServicePrincipal(SAGEMAKER, conditions=ours),
            managed_policies=list(policies),
        )

    def allow_read(self, zone: Zone, prefix: str) -> None:
        """Read and list what lies under ``prefix/``: a URI without the slash is not listed."""
        data.allow_read(self, zone, prefix)


class JobRole(_SageMakerRole):
    """What the containers of some steps may touch."""

    def __init__(self, scope: Construct, id: str, *, description: str, policy: JobPolicy) -> None:
        super().__init__(scope, id, description=description, policies=[policy])

    def allow_write(self, zone: Zone, prefix: str) -> None:
        """As ``allow_read``, and write new objects or new versions of them, in parts too."""
        data.allow_write(self, zone, prefix)

    def allow_fetch(self, uri: str) -> None:
        """One object, or what lies below an address that ends in a slash, of a foreign bucket."""
        data.allow_fetch(self, uri)

    def allow_mount(self, file_system: efs.IFileSystem) -> None:
        """Read only. As root, as SageMaker knows no access point: what is mounted, the pipeline
        says.
        """
        iam.Grant.add_to_principal(
            grantee=self,
            actions=["elasticfilesystem:ClientMount", "elasticfilesystem:ClientRootAccess"],
            resource_arns=[file_system.file_system_arn],
        )

    def allow_find_lustre(self) -> None:
        """Lustre asks no role who mounts it; SageMaker looks it up with that of the job."""
        iam.Grant.add_to_principal(
            grantee=self, actions=["fsx:DescribeFileSystems"], resource_arns=["*"]
        )
        accept(
            self,
            "AwsSolutions::AwsSolutions-IAM5[Resource::*]",
            because="file systems are described all together or not at all; who may mount one, "
            "its security group says",
        )


class PipelineRole(_SageMakerRole):
    """Starts jobs and touches no data but the reports that conditions are read from."""

    def __init__(self, scope: Construct, id: str, *, description: str) -> None:
        super().__init__(scope, id, description=description)

    def allow_jobs(
        self, kinds: Collection[JobKind], *, place: JobPlace, roles: Sequence[JobRole]
    ) -> None:
        """Jobs of these kinds, in this place alone, with one of these roles alone."""
        jobs = {kind: self._jobs(kind) for kind in sorted(kinds)}
        started = [CREATION[kind] for kind in jobs]
        for condition in conditions(place) if jobs else ():
            self._allow(started, [*jobs.values()], condition)
        for kind, resource in jobs.items():
            self._allow([*FOLLOWING[kind], *_TAGS], [resource])
            self._accept(resource)
        self._allow(
            ["iam:PassRole"],
            [role.role_arn for role in roles],
            {"StringEquals": {"iam:PassedToService": SAGEMAKER}},
        )

    def allow_invoke(self, function: lambda_.IFunction) -> None:
        """The function as it is now, none of its versions."""
        self._allow(["lambda:InvokeFunction"], [function.function_arn])

    def _jobs(self, kind: JobKind) -> str:
        resource, name = RESOURCES[kind]
        return Stack.of(self).format_arn(service="sagemaker", resource=resource, resource_name=name)

    def _accept(self, jobs: str) -> None:
        accept(
            self,
            f"AwsSolutions::AwsSolutions-IAM5[Resource::{Stack.of(self).resolve(jobs)}]",
            because="SageMaker names a pipeline's jobs when it starts them; the conditions bind "
            "each to our subnets, security group and key",
        )

    def _allow(
        self,
        actions: Sequence[str],
        resources: Sequence[str],
        conditions: Mapping[str, Mapping[str, object]] | None = None,
    ) -> None:
        iam.Grant.add_to_principal(
            grantee=self,
            actions=list(actions),
            resource_arns=list(resources),
            conditions={name: dict(keys) for name, keys in (conditions or {}).items()},
        )
