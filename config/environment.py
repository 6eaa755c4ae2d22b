"""One environment: everything that may differ between two deployments of the platform."""

from typing import Annotated, Self, TypeAlias

from pydantic import BeforeValidator, Field, ValidationError, model_validator
from pydantic_core import InitErrorDetails

from config.alerts import Alerts
from config.catalogue import regions
from config.closed_services import UsedBefore
from config.data import DataPolicy
from config.desk import Desk
from config.errors import RefusedError
from config.fargate import FargateFleet
from config.feature_groups import FeatureGroup
from config.file_stores import FileStores
from config.fleets import Fleet
from config.governance import Governance
from config.labelling import Labelling
from config.network import Network
from config.part import Listed, Mapped, Named, Part
from config.pipelines import Pipeline
from config.plan import ROOM_FOR_ZONES
from config.processing import ProcessingJob
from config.repositories import OpenRegistry, RepositoryName
from config.rules import broken_rules
from config.sources import Sources
from config.studio import Studio
from config.teams import Team, TeamName
from config.training import TrainingJob
from config.words import OneOf, Spelling, unknown


def _quoted(account: object) -> object:
    if isinstance(account, int) and not isinstance(account, bool):
        raise RefusedError("must be 12 digits in quotes: without them YAML drops leading zeros")
    return account


Account: TypeAlias = Annotated[
    str, Spelling(r"[0-9]{12}", "12 digits in quotes"), BeforeValidator(_quoted)
]
Name: TypeAlias = Annotated[
    str,
    Spelling(
        r"[a-z][a-z0-9-]{0,15}",
        "at most 16 lower-case letters, digits and hyphens, and begin with a letter",
    ),
]
RegionName: TypeAlias = Annotated[
    str, OneOf(regions, lambda name: unknown("region", name, regions()))
]


class Environment(Part):
    name: Name = Field(description="the environment's name, as in the file's name")
    account: Account = Field(description="the AWS account, 12 digits in quotes")
    region: RegionName = Field(description="the AWS region, such as us-east-1")
    zones: Listed[str] = Field(
        min_length=2,
        max_length=ROOM_FOR_ZONES,
        description="availability zones of the region, such as us-east-1a",
    )
    network: Network = Field(description="the private network")
    data: DataPolicy = Field(description="how long data is kept, and what is let in")
    teams: Mapped[TeamName, Team] = Field(
        default_factory=dict, validate_default=True, description="teams, by a name of your own"
    )
    alerts: Alerts = Field(description="who is told")
    sources: Sources | None = Field(
        default=None, description="where data comes from besides uploads; without it: nowhere"
    )
    file_stores: FileStores | None = Field(
        default=None, description="file systems that jobs can mount; without it: none"
    )
    repositories: Listed[RepositoryName] = Field(
        default=(), description="ECR repositories for images of your own"
    )
    pull_through: Listed[OpenRegistry] = Field(
        default=(), description="public registries that ECR caches"
    )
    governance: Governance | None = Field(
        default=None, description="budget, cost anomalies, audit; without it: none"
    )
    desk: Desk = Field(default=Desk(), description="what becomes of jobs that end or fail")
    fleets: Named[Fleet] = Field(
        min_length=1, description="instances that jobs run on, by a name of your own"
    )
    fargate: Named[FargateFleet] = Field(
        default_factory=dict,
        validate_default=True,
        description="fleets without instances for small processing jobs, by a name of your own",
    )
    training: Named[TrainingJob] = Field(description="training jobs, by a name of your own")
    processing: Named[ProcessingJob] = Field(
        default_factory=dict,
        validate_default=True,
        description="jobs that turn data into other data, by a name of your own",
    )
    pipelines: Named[Pipeline] = Field(
        default_factory=dict,
        validate_default=True,
        description="workloads on SageMaker, from data to registered model, by a name of your own",
    )
    studio: Studio | None = Field(default=None, description="notebooks; without it: none")
    feature_groups: Named[FeatureGroup] = Field(
        default_factory=dict,
        validate_default=True,
        description="groups of Feature Store, by a name of your own",
    )
    labelling: Named[Labelling] = Field(
        default_factory=dict,
        validate_default=True,
        description="what people label, by a name of your own; Ground Truth takes no new accounts",
    )
    existing_customer: Listed[UsedBefore] = Field(
        default=(),
        description="services closed to new accounts that this account used before",
    )

    @property
    def jobs(self) -> dict[str, TrainingJob | ProcessingJob]:
        """All that can be submitted; no two have a name in common."""
        return {**self.training, **self.processing}

    @property
    def pools(self) -> dict[str, Fleet | FargateFleet]:
        """All that jobs run on; no two have a name in common."""
        return {**self.fleets, **self.fargate}

    @property
    def unread(self) -> frozenset[str]:
        return frozenset()

    @model_validator(mode="after")
    def _as_a_whole(self) -> Self:
        broken = [
            InitErrorDetails(type="value_error", loc=where, input=None, ctx={"error": refusal})
            for where, refusal in broken_rules(self)
        ]
        if broken:
            raise ValidationError.from_exception_data(type(self).__name__, broken)
        return self
