"""Places in the data zones, written ``<zone>/<prefix>``."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from re import fullmatch
from typing import Annotated, TypeAlias

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from config.data import DataZone
from config.errors import RefusedError
from config.prefixes import LONGEST_PREFIX, PREFIX, overlap
from config.words import listed, nearest


@dataclass(frozen=True)
class Location:
    """A prefix in a data zone, written ``<zone>/<prefix>``."""

    zone: DataZone
    prefix: str

    def __str__(self) -> str:
        return f"{self.zone}/{self.prefix}"

    def overlaps(self, other: "Location") -> bool:
        return overlap(str(self), str(other))


def _read(zones: Sequence[DataZone], use: str, such_as: str) -> Callable[[object], Location]:
    def location(given: object) -> Location:
        if isinstance(given, Location):
            return given
        zone, _, prefix = given.partition("/") if isinstance(given, str) else ("", "", "")
        if zone and zone not in zones:
            meant = "" if zone in tuple(DataZone) else nearest(zone, zones)
            raise RefusedError(f"unknown zone {use}", allowed=listed(zones), instead=meant)
        if not zone or not fullmatch(PREFIX, prefix) or len(prefix) > LONGEST_PREFIX:
            raise RefusedError(f"must be <zone>/<prefix>, such as {such_as}")
        return Location(DataZone(zone), prefix)

    return location


def _schema(zones: Sequence[DataZone]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^({'|'.join(zones)})/{PREFIX}$"})


_KEPT = (DataZone.FEATURES, DataZone.MODELS)
_READ = (DataZone.RAW, DataZone.CURATED, *_KEPT, DataZone.CAPTURES)
_WRITTEN = (DataZone.CURATED, *_KEPT)
_INGESTED = (DataZone.RAW, DataZone.CURATED, DataZone.FEATURES)
_UNLABELLED = (DataZone.RAW, DataZone.CURATED)
_LABELS = (DataZone.CURATED,)
_ROWS = (DataZone.CURATED, DataZone.FEATURES)

Checkpoints: TypeAlias = Annotated[
    Location,
    BeforeValidator(_read(_KEPT, "for checkpoints", "models/checkpoints/digits")),
    PlainSerializer(str),
    _schema(_KEPT),
]
Source: TypeAlias = Annotated[
    Location,
    BeforeValidator(_read(_READ, "that jobs read", "raw/digits")),
    PlainSerializer(str),
    _schema(_READ),
]
Target: TypeAlias = Annotated[
    Location,
    BeforeValidator(_read(_WRITTEN, "that jobs write", "features/digits")),
    PlainSerializer(str),
    _schema(_WRITTEN),
]
Ingested: TypeAlias = Annotated[
    Location,
    BeforeValidator(_read(_INGESTED, "that pipelines ingest", "raw/digits")),
    PlainSerializer(str),
    _schema(_INGESTED),
]
Unlabelled: TypeAlias = Annotated[
    Location,
    BeforeValidator(_read(_UNLABELLED, "that people label", "raw/vision/images")),
    PlainSerializer(str),
    _schema(_UNLABELLED),
]
Labels: TypeAlias = Annotated[
    Location,
    BeforeValidator(_read(_LABELS, "for labels", "curated/vision/labels")),
    PlainSerializer(str),
    _schema(_LABELS),
]
FeatureSource: TypeAlias = Annotated[
    Location,
    BeforeValidator(_read(_ROWS, "that feature groups take rows from", "features/vision/digits")),
    PlainSerializer(str),
    _schema(_ROWS),
]
