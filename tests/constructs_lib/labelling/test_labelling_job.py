"""A labelling job: bounded in what it costs, and able to touch its own folders only."""

import json
from typing import Any

import aws_cdk as cdk
import botocore.session
import pytest
from aws_cdk import Duration
from botocore.validate import ParamValidator

from constructs_lib.labelling.labelling_job import Folder, LabellingJob, Question
from constructs_lib.labelling.lister import Lister
from constructs_lib.labelling.tasks import RegionError, Task, categories, functions, page
from constructs_lib.log_group import PlatformLogGroup
from constructs_lib.platform_function import PlatformLayer
from tests.assembly import Template, as_list
from tests.constructs_lib.alone import key_of, template_of, zone_of

WORKTEAM = "arn:aws:sagemaker:us-east-1:111122223333:workteam/private-crowd/vision"


def build(stack: cdk.Stack, *, task: Task = Task.IMAGE_CLASSIFICATION) -> None:
    key = key_of(stack)
    key.allow_logs()
    zone = zone_of(stack, key)
    log_group = PlatformLogGroup(stack, "LabelLogs", key=key, expire=Duration.days(30))
    lister = Lister(
        stack, "List", layer=PlatformLayer(stack, "Packages"), log_group=log_group, key=key
    )
    LabellingJob(
        stack,
        "Digits",
        question=Question(
            task=task,
            title="Which digit is it?",
            classes=["0", "1"],
            workteam_arn=WORKTEAM,
            objects_at_most=100,
        ),
        reads=Folder(zone=zone, prefix="vision/images"),
        writes=Folder(zone=zone, prefix="vision/labels"),
        lister=lister,
        log_group=log_group,
    )


@pytest.fixture(scope="module")
def template() -> Template:
    return template_of(build)


def text_of(value: Any) -> str:
    """A string with something in the place of each reference."""
    parts = value["Fn::Join"][1] if isinstance(value, dict) else [value]
    return "".join(part if isinstance(part, str) else "a-reference-that-is-long" for part in parts)


@pytest.fixture(scope="module")
def request_(template: Template) -> dict[str, Any]:
    machine = template.only("AWS::StepFunctions::StateMachine")
    states = json.loads(text_of(machine["DefinitionString"]))["States"]
    return {name.removesuffix(".$"): value for name, value in states["Label"]["Parameters"].items()}


def test_the_request_is_one_that_sagemaker_takes(request_: dict[str, Any]) -> None:
    model = botocore.session.get_session().get_service_model("sagemaker")
    shape = model.shape_for("CreateLabelingJobRequest")
    source = {"S3DataSource": {"ManifestS3Uri": "s3://curated/m"}}
    request = {**request_, "InputConfig": {"DataSource": source}}
    assert ParamValidator().validate(request, shape).generate_report() == ""


def test_people_label_no_more_than_was_said(request_: dict[str, Any]) -> None:
    assert request_["StoppingConditions"] == {"MaxHumanLabeledObjectCount": 100}


def test_labels_lie_under_our_key(request_: dict[str, Any]) -> None:
    assert request_["OutputConfig"]["KmsKeyId"]


def test_its_role_writes_labels_and_nothing_else(template: Template) -> None:
    writing = [
        statement
        for role, statement in template.statements()
        if role.startswith("DigitsRole") and "s3:PutObject" in as_list(statement["Action"])
    ]
    assert len(writing) == 1
    assert "vision/labels/*" in json.dumps(writing[0]["Resource"])


def test_its_role_is_passed_to_sagemaker_alone(template: Template) -> None:
    [statement] = [s for _, s in template.statements() if s["Action"] == "iam:PassRole"]
    assert statement["Condition"]["StringEquals"] == {
        "iam:PassedToService": "sagemaker.amazonaws.com"
    }


def test_the_question_cannot_break_out_of_the_page() -> None:
    shown = page(Task.TEXT_CLASSIFICATION, question='"><script>alert(1)</script>')
    assert "<script>alert" not in shown
    assert "grant_read_access" in page(Task.IMAGE_CLASSIFICATION, question="?")


def test_the_answers_are_those_of_the_file() -> None:
    assert json.loads(categories(["0", "1"]))["labels"] == [{"label": "0"}, {"label": "1"}]


def test_a_region_without_ground_truth_is_refused_with_those_that_have_it() -> None:
    with pytest.raises(RegionError, match=r"no functions in eu-north-1; it has in .*us-east-1"):
        functions(Task.IMAGE_CLASSIFICATION, region="eu-north-1")


def test_a_text_is_labelled_as_well() -> None:
    template = template_of(lambda stack: build(stack, task=Task.TEXT_CLASSIFICATION))
    assert "PRE-TextMultiClass" in json.dumps(template.body)
