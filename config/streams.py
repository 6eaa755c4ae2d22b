"""A stream whose records become Parquet files in the raw zone."""

from typing import Annotated

from pydantic import Field

from config.column_types import ColumnType
from config.part import Mapped, Part
from config.words import Spelling

_Column = Annotated[
    str,
    Spelling(
        r"[a-z_][a-z0-9_]{0,254}",
        "a column that Glue knows: lower-case letters, digits and underscores, no digit first",
    ),
]


class Stream(Part):
    columns: Annotated[Mapped[_Column, ColumnType], Field(min_length=1)] = Field(
        description="columns of the records, and their types"
    )
