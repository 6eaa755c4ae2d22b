"""Places in the data zones, written ``<zone>/<prefix>``."""

from collections.abc import Sequence
from dataclasses import dataclass
from re import fullmatch
from typing import Annotated, Any, TypeAlias

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

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


@dataclass(frozen=True)
class InZones:
    """Reads a location, and refuses one in another zone. ``use`` is what they are zones for."""

    zones: Sequence[DataZone]
    use: str
    such_as: str

    def read(self, given: object) -> Location:
        if isinstance(given, Location):
            return given
        zone, _, prefix = given.partition("/") if isinstance(given, str) else ("", "", "")
        if zone and zone not in self.zones:
            meant = "" if zone in tuple(DataZone) else nearest(zone, self.zones)
            raise RefusedError(
                f"unknown zone {self.use}", allowed=listed(self.zones), instead=meant
            )
        if not zone or not fullmatch(PREFIX, prefix) or len(prefix) > LONGEST_PREFIX:
            raise RefusedError(f"must be <zone>/<prefix>, such as {self.such_as}")
        return Location(DataZone(zone), prefix)

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(
            self.read,
            handler(source),
            serialization=core_schema.plain_serializer_function_ser_schema(str),
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^({'|'.join(self.zones)})/{PREFIX}$"}


_KEPT = (DataZone.FEATURES, DataZone.MODELS)
_READ = (DataZone.RAW, DataZone.CURATED, *_KEPT, DataZone.CAPTURES)
_WRITTEN = (DataZone.CURATED, *_KEPT)
_INGESTED = (DataZone.RAW, DataZone.CURATED, DataZone.FEATURES)
_UNLABELLED = (DataZone.RAW, DataZone.CURATED)
_LABELS = (DataZone.CURATED,)
_ROWS = (DataZone.CURATED, DataZone.FEATURES)

Checkpoints: TypeAlias = Annotated[
    Location, InZones(_KEPT, "for checkpoints", "models/checkpoints/digits")
]
Source: TypeAlias = Annotated[Location, InZones(_READ, "that jobs read", "raw/digits")]
Target: TypeAlias = Annotated[Location, InZones(_WRITTEN, "that jobs write", "features/digits")]
Ingested: TypeAlias = Annotated[Location, InZones(_INGESTED, "that pipelines ingest", "raw/digits")]
Unlabelled: TypeAlias = Annotated[
    Location, InZones(_UNLABELLED, "that people label", "raw/vision/images")
]
Labels: TypeAlias = Annotated[Location, InZones(_LABELS, "for labels", "curated/vision/labels")]
FeatureSource: TypeAlias = Annotated[
    Location, InZones(_ROWS, "that feature groups take rows from", "features/vision/digits")
]
