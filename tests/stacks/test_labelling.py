"""Labelling: off in every shipped file, since AWS has closed it; here for who may still use it."""

import json
from pathlib import Path

import aws_cdk as cdk
import pytest

import config
from stacks.platform import compose
from tests.assembly import Assembly, Template

_FILE = """
existing_customer: [ground-truth]

labelling:
  digits-labels:
    team: vision
    reads: raw/vision/images
    writes: curated/vision/labels
    task: image-classification
    classes: ["0", "1"]
    workteam: arn:aws:sagemaker:us-east-1:111122223333:workteam/private-crowd/vision
    objects_at_most: 100
    usd_per_object: 0.1
    max_usd: 12
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, flags: dict[str, object]) -> Template:
    folder = tmp_path_factory.mktemp("labelling")
    shipped = (Path(config.ENVIRONMENTS) / "dev.yaml").read_text()
    (folder / "dev.yaml").write_text(shipped + _FILE)
    app = cdk.App(context=flags, outdir=str(folder / "out"))
    compose(app, environment=config.load("dev", folder=folder))
    app.synth()
    return Assembly(folder / "out").template("Labelling")


def test_a_job_asks_the_people_of_the_file_no_more_than_it_says(template: Template) -> None:
    machine = json.dumps(template.only("AWS::StepFunctions::StateMachine")["DefinitionString"])
    assert "workteam/private-crowd/vision" in machine
    assert "100}" in machine[machine.index("MaxHumanLabeledObjectCount") :]


def test_labels_are_written_where_the_file_says(template: Template) -> None:
    written = [
        json.dumps(s["Resource"]) for _, s in template.statements() if "s3:PutObject" in s["Action"]
    ]
    assert written
    assert all("vision/labels/" in resource for resource in written)


def test_no_shipped_environment_needs_a_closed_service(assembly: Assembly) -> None:
    assert not [t for t in assembly.templates if "Labelling" in t.path.name]
