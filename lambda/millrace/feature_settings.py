"""What the ingestion of features is told at run time, read from its environment variables."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from millrace.domain.feature_rows import Kind, Schema
from millrace.settings import required

NAMES = ("FEATURES_BUCKET", "FEATURE_GROUP", "FEATURE_SCHEMA", "DEAD_LETTERS_URL")


@dataclass(frozen=True, kw_only=True)
class FeatureSettings:
    bucket: str
    group: str
    schema: Schema
    dead_letters_url: str

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Self:
        given = required(NAMES, env)
        schema = json.loads(given["FEATURE_SCHEMA"])
        return cls(
            bucket=given["FEATURES_BUCKET"],
            group=given["FEATURE_GROUP"],
            schema=Schema(
                record_id=schema["record_id"],
                event_time=schema["event_time"],
                features={name: Kind(kind) for name, kind in schema["features"].items()},
            ),
            dead_letters_url=given["DEAD_LETTERS_URL"],
        )
