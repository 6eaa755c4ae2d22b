"""What is sound of a wrong environment, so that its other faults are found in the same go."""

from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    ValidationError,
    ValidatorFunctionWrapHandler,
    model_validator,
)
from pydantic.functional_validators import WrapValidator

from config.alerts import Alerts
from config.closed_services import UsedBefore
from config.data import DataPolicy
from config.databases import Database
from config.environment import Account, Name, RegionName
from config.fargate import FargateFleet
from config.feature_groups import FeatureGroup
from config.file_stores import FileStores
from config.fleets import Fleet
from config.governance import Governance
from config.labelling import Labelling
from config.network import Network
from config.part import Listed
from config.pipelines import Pipeline
from config.processing import ProcessingJob
from config.repositories import OpenRegistry, RepositoryName
from config.shares import Share
from config.streams import Stream
from config.studio import Studio
from config.teams import Team
from config.training import TrainingJob

Value = TypeVar("Value")


def _or_none(value: object, validate: ValidatorFunctionWrapHandler) -> Any:
    try:
        return validate(value)
    except ValidationError:
        return None


Sound: TypeAlias = Annotated[Value | None, WrapValidator(_or_none)]


class DraftSources(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    streams: Mapping[str, Sound[Stream]] = {}
    databases: Mapping[str, Sound[Database]] = {}
    files: Mapping[str, Sound[Share]] = {}


class Draft(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    name: Sound[Name] = None
    account: Sound[Account] = None
    region: Sound[RegionName] = None
    zones: Sound[Listed[str]] = None
    network: Sound[Network] = None
    data: Sound[DataPolicy] = None
    alerts: Sound[Alerts] = None
    fleets: Sound[Mapping[str, Sound[Fleet]]] = None
    fargate: Sound[Mapping[str, Sound[FargateFleet]]] = None
    training: Sound[Mapping[str, Sound[TrainingJob]]] = None
    processing: Sound[Mapping[str, Sound[ProcessingJob]]] = None
    pipelines: Sound[Mapping[str, Sound[Pipeline]]] = None
    studio: Sound[Studio] = None
    feature_groups: Sound[Mapping[str, Sound[FeatureGroup]]] = None
    labelling: Sound[Mapping[str, Sound[Labelling]]] = None
    existing_customer: Sound[Listed[UsedBefore]] = None
    teams: Sound[Mapping[str, Sound[Team]]] = None
    sources: Sound[DraftSources] = None
    file_stores: Sound[FileStores] = None
    repositories: Sound[Listed[RepositoryName]] = None
    pull_through: Sound[Listed[OpenRegistry]] = None
    governance: Sound[Governance] = None

    @model_validator(mode="before")
    @classmethod
    def _what_is_written(cls, data: Mapping[str, object]) -> dict[str, object]:
        return {key: value for key, value in data.items() if value is not None}

    @property
    def unread(self) -> frozenset[str]:
        return frozenset(key for key in self.model_fields_set if getattr(self, key) is None)
