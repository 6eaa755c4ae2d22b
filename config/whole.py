"""What the rules between the parts look at: an environment, or what is sound of a wrong one."""

from collections.abc import Collection, Iterator, Mapping
from typing import Protocol, TypeAlias, TypeVar

from config.alerts import Alerts
from config.closed_services import ClosedService
from config.data import DataPolicy
from config.databases import Database
from config.errors import RefusedError, Where
from config.fargate import FargateFleet
from config.feature_groups import FeatureGroup
from config.file_stores import FileStores
from config.fleets import Fleet
from config.governance import Governance
from config.jobs import Job
from config.labelling import Labelling
from config.network import Network
from config.pipelines import Pipeline
from config.processing import ProcessingJob
from config.repositories import PullThrough
from config.shares import Share
from config.streams import Stream
from config.studio import Studio
from config.teams import Team
from config.training import TrainingJob

Broken: TypeAlias = Iterator[tuple[Where, RefusedError]]
Value = TypeVar("Value")


class WholeSources(Protocol):
    @property
    def streams(self) -> Mapping[str, Stream | None]: ...
    @property
    def databases(self) -> Mapping[str, Database | None]: ...
    @property
    def files(self) -> Mapping[str, Share | None]: ...


class Whole(Protocol):
    """A part that could not be read is None, so that the rules between the others still speak."""

    @property
    def unread(self) -> Collection[str]:
        """Parts that are written and could not be read: None there does not mean left out."""
        ...

    @property
    def name(self) -> str | None: ...
    @property
    def account(self) -> str | None: ...
    @property
    def region(self) -> str | None: ...
    @property
    def zones(self) -> tuple[str, ...] | None: ...
    @property
    def network(self) -> Network | None: ...
    @property
    def data(self) -> DataPolicy | None: ...
    @property
    def alerts(self) -> Alerts | None: ...
    @property
    def fleets(self) -> Mapping[str, Fleet | None] | None: ...
    @property
    def fargate(self) -> Mapping[str, FargateFleet | None] | None: ...
    @property
    def training(self) -> Mapping[str, TrainingJob | None] | None: ...
    @property
    def processing(self) -> Mapping[str, ProcessingJob | None] | None: ...
    @property
    def pipelines(self) -> Mapping[str, Pipeline | None] | None: ...
    @property
    def studio(self) -> Studio | None: ...
    @property
    def feature_groups(self) -> Mapping[str, FeatureGroup | None] | None: ...
    @property
    def labelling(self) -> Mapping[str, Labelling | None] | None: ...
    @property
    def existing_customer(self) -> tuple[ClosedService, ...] | None: ...
    @property
    def teams(self) -> Mapping[str, Team | None] | None: ...
    @property
    def sources(self) -> WholeSources | None: ...
    @property
    def file_stores(self) -> FileStores | None: ...
    @property
    def repositories(self) -> tuple[str, ...] | None: ...
    @property
    def pull_through(self) -> tuple[PullThrough, ...] | None: ...
    @property
    def governance(self) -> Governance | None: ...


def sound(named: Mapping[str, Value | None] | None) -> Iterator[tuple[str, Value]]:
    for name, value in (named or {}).items():
        if value is not None:
            yield name, value


def jobs(whole: Whole) -> Iterator[tuple[tuple[str, str], Job]]:
    """Of every kind, each with its section and name."""
    for name, training in sound(whole.training):
        yield ("training", name), training
    for name, processing in sound(whole.processing):
        yield ("processing", name), processing
