"""The two real workloads: whole definitions, whose every reference leads somewhere."""

import json
import os
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import pipelines
from pipelines import Definition
from tests.pipelines.files import step, steps, surroundings
from tests.pipelines.requests import complaints

ROOT = Path(__file__).parents[2]
MOST_CHARACTERS = 1_048_576
MOST_ARGUMENTS, LONGEST_ARGUMENT = 100, 256


@pytest.fixture(scope="module", params=["digits", "tabular"])
def definition(request: pytest.FixtureRequest) -> Definition:
    return pipelines.build(request.param, surroundings())


def texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from texts(each)
        case list():
            for each in value:
                yield from texts(each)


def processing(definition: Definition) -> list[dict[str, Any]]:
    return [each for each in definition.body["Steps"] if each["Type"] == "Processing"]


def test_sagemaker_would_read_each_request(definition: Definition) -> None:
    assert complaints(definition) == []


def test_the_steps_are_in_the_order_of_the_work() -> None:
    assert [
        each["Name"] for each in steps(pipelines.build("digits", surroundings()).body["Steps"])
    ] == [
        "Ingest",
        "Validate",
        "Prepare",
        "Augment",
        "Train",
        "Compress",
        "Champion",
        "Evaluate",
        "Gate",
        "Register",
        "Tell",
        "Refused",
    ]


def test_what_is_off_is_no_step() -> None:
    names = {each["Name"] for each in pipelines.build("tabular", surroundings()).body["Steps"]}

    assert "Tune" in names
    assert names.isdisjoint({"Augment", "Compress", "Train"})


def test_every_placeholder_is_a_whole_text_and_the_tokens_name_them_all(
    definition: Definition,
) -> None:
    holding = [text for text in texts(definition.body) if "{{" in text]
    names = {found[1] for text in holding if (found := re.fullmatch(r"\{\{(\w+)\}\}", text))}

    assert names == definition.tokens
    assert all(re.fullmatch(r"\{\{\w+\}\}", text) for text in holding)


def test_every_reference_leads_to_a_parameter_or_a_step(definition: Definition) -> None:
    known = {each["Name"] for each in definition.body["Parameters"]}
    named = {each["Name"] for each in steps(definition.body["Steps"])}

    for path in re.findall(r'"Get": "([^"]+)"', json.dumps(definition.body)):
        kind, name, *_ = re.split(r"[.\[]", path)
        assert name in {"Parameters": known, "Steps": named}.get(kind, {name}), path


def test_every_parameter_is_used(definition: Definition) -> None:
    used = set(re.findall(r'"Get": "Parameters\.(\w+)"', json.dumps(definition.body)))

    assert used == {each["Name"] for each in definition.body["Parameters"]}


def test_it_holds_nothing_that_is_null_and_fits_into_sagemaker(definition: Definition) -> None:
    written = definition.as_json()

    assert "null" not in written
    assert len(written) < MOST_CHARACTERS
    assert definition.body["Version"] == "2020-12-01"


def test_every_stage_is_a_module_that_is_there_and_has_arguments_that_fit(
    definition: Definition,
) -> None:
    for each in processing(definition):
        module, *arguments = each["Arguments"]["AppSpecification"]["ContainerArguments"]
        assert ROOT.joinpath(*module.split(".")).with_suffix(".py").is_file()
        assert len(arguments) < MOST_ARGUMENTS
        assert all(len(str(argument)) <= LONGEST_ARGUMENT for argument in arguments)


def test_the_script_is_a_file_of_the_code() -> None:
    train = step(pipelines.build("digits", surroundings()), "Train")["Arguments"]

    program = json.loads(train["HyperParameters"]["sagemaker_program"])

    assert (ROOT / program).is_file()


def test_the_container_unpacks_the_code_and_runs_the_stage(
    definition: Definition, tmp_path: Path
) -> None:
    """The very entry point of the definition, with an archive and a stage of its own."""
    entrypoint = step(definition, "Ingest")["Arguments"]["AppSpecification"]["ContainerEntrypoint"]
    code = tmp_path / "processing" / "input" / "code"
    code.mkdir(parents=True)
    stage = tmp_path / "stage.py"
    stage.write_text("import sys\nprint(__name__, *sys.argv[1:])\n")
    with tarfile.open(code / "0a1b2c.tar.gz", "w:gz") as archive:
        archive.add(stage, "pets/stage.py")

    ended = subprocess.run(
        [sys.executable, *entrypoint[1:], "pets.stage", "--set", "seed=1"],
        env={**os.environ, "MILLRACE_ML_ROOT": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert ended.stdout == "__main__ --set seed=1\n"
    assert all(len(word) <= LONGEST_ARGUMENT for word in entrypoint)


def test_the_images_are_those_that_the_jobs_pull() -> None:
    assert pipelines.build("tabular", surroundings()).images == (
        "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-scikit-learn:1.4-2-py312-cpu-py3",
        "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:3.2-0",
    )
