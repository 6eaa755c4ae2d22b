"""docs/workloads.md says what there is."""

import re
from pathlib import Path

import pytest

from workloads.stages import enough, evaluating, splitting

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "workloads.md").read_text("utf-8")
SETTINGS = {
    "ingest": (),
    "validate": enough.SETTINGS,
    "prepare": splitting.SETTINGS,
    "augment": ("augmentation",),
    "compress": ("compression", "tune_epochs"),
    "evaluate": evaluating.SETTINGS,
}


@pytest.mark.parametrize("stage", SETTINGS)
def test_the_table_has_the_settings_that_a_stage_takes(stage: str) -> None:
    [row] = re.findall(rf"^\| `{stage}` \|.*\|(.*)\|$", TEXT, re.MULTILINE)
    told = {name.partition(".")[0] for name in re.findall(r"`([\w.*]+)`", row)}
    assert told == set(SETTINGS[stage])


@pytest.mark.parametrize("workload", ["digits", "tabular"])
def test_both_examples_have_what_a_folder_has(workload: str) -> None:
    folder = ROOT / "workloads" / workload
    names = {"workload.yaml", "pipeline.py", "schema.py", "example.py", "learn.py"}
    stages = {f"{stage}.py" for stage in ("ingest", "validate", "prepare", "evaluate")}
    assert names | stages <= {each.name for each in folder.iterdir()}


def test_nobody_but_the_places_spells_where_sagemaker_lays_things() -> None:
    """In code: what documents and docstrings call it is theirs."""
    spelled = [
        file
        for file in (ROOT / "workloads").rglob("*.py")
        if '"/opt/ml' in file.read_text("utf-8") and file.name != "places.py"
    ]
    assert spelled == []
