"""Other data are ingested anew: SageMaker's cache looks at where they lie, not at what they are."""

import json

import pytest

from tests.ops.pipeline.conftest import Run
from tests.ops.pipeline.world import World

ROWS = "raw/vision/digits/digits.csv"


@pytest.fixture
def versioned(world: World) -> World:
    """A pipeline that takes the version of its data as a parameter."""
    body = json.loads(world.definition)
    body["Parameters"].append({"Name": "DataVersion", "Type": "String", "DefaultValue": "1"})
    world.definition = json.dumps(body)
    return world


def versions(world: World) -> list[str]:
    return [
        one["Value"]
        for asked in world.asks_of("StartPipelineExecution")
        for one in asked["PipelineParameters"]
        if one["Name"] == "DataVersion"
    ]


def test_the_same_data_have_the_same_version(versioned: World, run: Run) -> None:
    for _ in range(2):
        assert run("run digits --no-wait") == 0
    first, second = versions(versioned)
    assert first == second


@pytest.mark.parametrize(("key", "content"), [(ROWS, "c,d"), ("raw/vision/digits/more.csv", "e,f")])
def test_a_changed_file_and_a_further_one_are_another_version(
    versioned: World, run: Run, key: str, content: str
) -> None:
    assert run("run digits --no-wait") == 0
    versioned.objects[key] = content
    assert run("run digits --no-wait") == 0
    first, second = versions(versioned)
    assert first != second


def test_a_pipeline_that_asks_for_no_version_is_given_none(world: World, run: Run) -> None:
    assert run("run digits --no-wait") == 0
    assert versions(world) == []
