"""What may land in the raw zone; anything else is set aside, not lost."""

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, TypeAlias

from pydantic import Field, field_validator

from config.errors import RefusedError
from config.part import Listed, Mapped, Part
from config.prefixes import Prefix
from config.words import Spelling

_LARGEST_OBJECT_MIB = 5 * 1024 * 1024
_LONGEST_SCHEMAS = 3000
"""Of the 4 KB that the settings of a function may have, the most."""

Column: TypeAlias = Annotated[
    str,
    Spelling(
        r'[^\s,"]([^,"\r\n]{0,253}[^\s,"])?',
        "the name of a column, without commas, quotes, or blanks at its ends",
    ),
]


class FileType(StrEnum):
    """The ending of an object's name."""

    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"
    NDJSON = "ndjson"
    PARQUET = "parquet"
    AVRO = "avro"
    ORC = "orc"
    TXT = "txt"
    PNG = "png"
    JPG = "jpg"
    JPEG = "jpeg"
    NPY = "npy"
    TFRECORD = "tfrecord"

    @property
    def has_columns(self) -> bool:
        """That can be read without reading all of the file."""
        return self in _WITH_COLUMNS


_WITH_COLUMNS = {FileType.CSV, FileType.JSONL, FileType.NDJSON, FileType.PARQUET}


class Landing(Part):
    largest_mib: int = Field(
        ge=1, le=_LARGEST_OBJECT_MIB, description="MiB of the largest object that is let in"
    )
    types: Listed[Annotated[FileType, Field(strict=False)]] = Field(
        min_length=1, description="endings of the objects that are let in, such as csv"
    )
    schemas: Mapped[Prefix, Annotated[Listed[Column], Field(min_length=1)]] = Field(
        default_factory=dict,
        validate_default=True,
        description="the columns of tables, by the prefix that they lie under",
    )

    @field_validator("schemas")
    @classmethod
    def _fit_into_settings(
        cls, schemas: Mapping[str, tuple[str, ...]]
    ) -> Mapping[str, tuple[str, ...]]:
        length = len(json.dumps(dict(schemas)))
        if length > _LONGEST_SCHEMAS:
            raise RefusedError(
                f"these are too long for the function that checks uploads: {length} characters",
                allowed=f"at most {_LONGEST_SCHEMAS}",
            )
        return schemas
