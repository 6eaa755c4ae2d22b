"""Editors check environment files as config does."""

import json
from pathlib import Path
from typing import Any

import pytest

import config
from config.catalogue import instance_types, regions
from config.schema import SCHEMA, schema

RENEW = "run: python -m config.schema"


def parts() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(SCHEMA.read_text("utf-8"))["$defs"]
    return found


def test_the_schema_is_that_of_the_model() -> None:
    assert SCHEMA.read_text("utf-8") == schema(), RENEW


@pytest.mark.parametrize("name", config.names())
def test_every_environment_file_names_the_schema(name: str) -> None:
    first, *_ = (config.ENVIRONMENTS / f"{name}.yaml").read_text("utf-8").splitlines()

    assert first == f"# yaml-language-server: $schema=./{SCHEMA.name}"


def test_the_schema_completes_regions_and_instance_types() -> None:
    whole = json.loads(SCHEMA.read_text("utf-8"))

    assert whole["properties"]["region"]["enum"] == list(regions())
    types = whole["$defs"]["Fleet"]["properties"]["instance_types"]
    assert types["items"]["enum"] == list(instance_types())


PARTS = sorted(name for name, part in parts().items() if part["type"] == "object")


@pytest.mark.parametrize("part", PARTS)
def test_the_schema_refuses_unknown_keys(part: str) -> None:
    assert parts()[part]["additionalProperties"] is False


def described(part: dict[str, Any]) -> dict[str, bool]:
    return {key: bool(value.get("description")) for key, value in part["properties"].items()}


@pytest.mark.parametrize("part", PARTS)
def test_every_key_is_explained_where_an_editor_shows_it(part: str) -> None:
    assert all(described(parts()[part]).values())


def test_every_key_is_in_the_reference() -> None:
    reference = (Path(__file__).parents[2] / "docs" / "environment-file.md").read_text("utf-8")
    keys = {key for part in parts().values() for key in part.get("properties", {})}

    assert [key for key in sorted(keys) if f"`{key}`" not in reference] == []
