"""Where data comes from besides uploads: streams, databases and file shares."""

from typing import Self

from pydantic import Field, model_validator

from config.databases import Database
from config.errors import RefusedError
from config.part import Named, Part
from config.shares import Share
from config.streams import Stream


class Sources(Part):
    streams: Named[Stream] = Field(
        default_factory=dict, validate_default=True, description="records that arrive one by one"
    )
    databases: Named[Database] = Field(
        default_factory=dict, validate_default=True, description="databases that are copied"
    )
    files: Named[Share] = Field(
        default_factory=dict, validate_default=True, description="file shares that are copied"
    )

    @model_validator(mode="after")
    def _some(self) -> Self:
        if not (self.streams or self.databases or self.files):
            raise RefusedError("names no source: leave it out, or give streams, databases or files")
        return self
