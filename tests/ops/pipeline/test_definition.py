"""A definition is read as SageMaker keeps it: what follows what, what may be set."""

import json
from typing import Any

import pytest

from ops.pipeline.definition import Branch, Definition, read_definition
from ops.pipeline.parameters import spoken
from tests.ops.pipeline.pipelines_known import BODY, DEFINITION


@pytest.fixture(scope="module")
def plan() -> Definition:
    return read_definition(DEFINITION)


def with_hyperparameters(key: str, values: dict[str, Any]) -> Definition:
    parameters = [{"Name": "Batch", "Type": "Integer", "DefaultValue": 32}]
    arguments = {"TrainingJobDefinition": {key: values}}
    step = {"Name": "Tune", "Type": "Tuning", "Arguments": arguments}
    return read_definition(json.dumps({"Parameters": parameters, "Steps": [step]}))


BATCH = {"Std:Join": {"On": "", "Values": [{"Get": "Parameters.Batch"}]}}


def test_steps_keep_the_order_of_the_definition(plan: Definition) -> None:
    assert list(plan.steps) == [
        *("Ingest", "Prepare", "Train", "Champion", "Evaluate"),
        *("Gate", "Register", "Tell", "Refused"),
    ]


def test_a_step_comes_after_those_whose_outputs_it_reads(plan: Definition) -> None:
    assert plan.steps["Evaluate"].after == {"Train", "Prepare", "Champion"}
    assert plan.steps["Gate"].after == {"Evaluate"}


def test_a_step_behind_a_condition_is_of_one_of_its_branches(plan: Definition) -> None:
    assert plan.steps["Register"].branch == Branch("Gate", outcome=True)
    assert plan.steps["Refused"].branch == Branch("Gate", outcome=False)
    assert plan.steps["Train"].branch is None


def test_only_what_a_hyperparameter_takes_may_be_set(plan: Definition) -> None:
    assert list(plan.settings) == ["Epochs", "LearningRate", "Optimizer"]


def test_hyperparameters_of_a_tuning_job_may_be_set_too() -> None:
    assert list(with_hyperparameters("StaticHyperParameters", {"batch": BATCH}).settings) == [
        "Batch"
    ]


def test_where_the_code_lies_may_not_be_set() -> None:
    code = {"sagemaker_submit_directory": BATCH}

    assert not with_hyperparameters("HyperParameters", code).settings


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Epochs", "epochs"),
        ("LearningRate", "learning_rate"),
        ("MaxDepth", "max_depth"),
        ("L2Weight", "l2_weight"),
        ("learning_rate", "learning_rate"),
    ],
)
def test_a_parameter_is_said_as_people_write_it(name: str, said: str) -> None:
    assert spoken(name) == said


def test_a_step_is_tried_again_as_often_as_its_policies_allow(plan: Definition) -> None:
    assert (plan.steps["Train"].retries, plan.steps["Ingest"].retries) == (5, 0)
    assert (plan.steps["Train"].cached, plan.steps["Evaluate"].cached) == (True, False)


def test_a_definition_without_anything_is_one() -> None:
    assert read_definition(json.dumps({"Version": BODY["Version"]})) == Definition({}, {})
