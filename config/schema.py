"""Writes environments/schema.json, which editors check and complete environment files with."""

import json

from config.environment import Environment
from config.loading import ENVIRONMENTS

SCHEMA = ENVIRONMENTS / "schema.json"


def schema() -> str:
    described = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Environment.model_json_schema(),
    }
    return json.dumps(described, indent=2) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(schema(), encoding="utf-8")
