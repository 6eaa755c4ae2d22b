"""What a job runs: a package of ours in a framework image, with settings and parameters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from aws_cdk import Duration, Size, Stack
from aws_cdk import aws_batch as batch
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3_assets as assets
from aws_cdk import aws_secretsmanager as secrets
from constructs import Construct

from constructs_lib.batch.command import command_of
from constructs_lib.batch.execution_role import ExecutionRole
from constructs_lib.batch.mounts import Mount

_LEFT_OUT = ["**/__pycache__"]


@dataclass(frozen=True, kw_only=True)
class Script:
    """Travels as assets: changed code is a new revision of the job, not a new image."""

    package: Path
    entry: str
    """The module of the package that is run."""
    library: Path
    """A package beside it, that it imports."""
    settings: Mapping[str, str]
    """Environment variables: what the template knows."""
    parameters: Mapping[str, str]
    """What a submission may choose, each with what it is otherwise; flags of the command."""

    @property
    def bootstrap(self) -> str:
        """Beside the packages: fetches both and runs the entry."""
        return self.package.with_name("bootstrap.py").read_text("utf-8")

    @property
    def module(self) -> str:
        return f"{self.package.parent.name}.{self.package.name}.{self.entry}"


@dataclass(frozen=True, kw_only=True)
class Needs:
    """What one attempt gets, and how often and how long it may try."""

    image: str
    """A registry reference; the image holds Python, boto3 and what the package imports."""
    vcpus: float
    """A fraction on Fargate only."""
    memory: Size
    attempts: int
    timeout: Duration
    """Of one attempt."""
    gpus: int = 0
    shared_memory: Size | None = None
    """Through which the workers of a data loader pass batches; else 64 MiB."""


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What the jobs of a stack have in common, and what is there for this one."""

    execution_role: ExecutionRole
    secrets: Mapping[str, str] = field(default_factory=dict)
    """ARNs in Secrets Manager, by the environment variable that each becomes."""
    mounts: Sequence[Mount] = ()


class Program(Construct):
    """The role and the command of a job, wherever it runs."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        script: Script,
        surroundings: Surroundings,
    ) -> None:
        super().__init__(scope, id)
        self.parameters = dict(script.parameters)
        self.command = command_of(script.bootstrap, script.parameters)
        self.surroundings = surroundings
        self.role = iam.Role(
            self, "Role", assumed_by=iam.ServicePrincipal("ecs-tasks.amazonaws.com")
        )
        self.settings = {
            "AWS_DEFAULT_REGION": Stack.of(self).region,
            "CODE_URI": self._asset("Code", script.package),
            "LIBRARY_URI": self._asset("Library", script.library),
            "ENTRY_MODULE": script.module,
            **script.settings,
        }
        for mount in surroundings.mounts:
            mount.grant(self.role)
        self.secrets = {name: self._secret(name, arn) for name, arn in surroundings.secrets.items()}

    def _asset(self, id: str, folder: Path) -> str:
        asset = assets.Asset(self, id, path=str(folder), exclude=_LEFT_OUT)
        iam.Grant.add_to_principal(
            grantee=self.role,
            actions=["s3:GetObject"],
            resource_arns=[asset.bucket.arn_for_objects(asset.s3_object_key)],
        )
        return asset.s3_object_url

    def _secret(self, name: str, arn: str) -> batch.Secret:
        secret = secrets.Secret.from_secret_complete_arn(self, f"Secret-{name}", arn)
        self.surroundings.execution_role.allow_secret(secret)
        return batch.Secret.from_secrets_manager(secret)
