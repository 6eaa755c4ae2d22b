"""Training: the pipelines of the file as resources, each of their steps with its own rights."""

import json

import pytest

import config
from constructs_lib.mistakes import MistakeError
from stacks.written import written
from tests.assembly import Assembly, Template, as_list
from tests.stacks.definitions import defaults_of, definition_of

NAMES = ("digits", "tabular")


@pytest.fixture(scope="module")
def template(assembly: Assembly) -> Template:
    return assembly.template("Training")


@pytest.mark.parametrize("name", NAMES)
def test_every_step_stands_in_the_template(template: Template, name: str) -> None:
    steps = [step["Name"] for step in definition_of(template, name)["Steps"]]
    assert steps[:3] == ["Ingest", "Validate", "Prepare"]
    assert steps[-2:] == ["Evaluate", "Gate"]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_left_for_somebody_to_fill_in(template: Template, name: str) -> None:
    assert "{{" not in json.dumps(definition_of(template, name))


def test_what_the_environment_knows_are_parameters(template: Template) -> None:
    given = defaults_of(template, "digits")
    assert given["DataUri"].endswith("/vision/digits")
    assert given["WorkUri"].endswith("/pipelines/digits")
    assert "DataKey" in given["DataKey"]
    assert given["ModelPackageGroup"] == "millrace-dev-digits"
    assert given["Subnet1"] != given["Subnet2"]


def test_each_kind_of_step_has_a_role_of_its_own(template: Template) -> None:
    given = defaults_of(template, "digits")
    roles = {given[f"{kind}Role"] for kind in ("Prepare", "Train", "Judge")}
    assert len(roles) == 3
    assert all(role.startswith("DigitsWorkload") for role in roles)


@pytest.mark.parametrize("kind", ["Prepare", "Train", "Judge", ""])
def test_roles_are_for_sagemaker_in_this_account_alone(template: Template, kind: str) -> None:
    role = template.named("AWS::IAM::Role", f"DigitsWorkload{kind}Role")
    [trust] = role["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Principal"] == {"Service": "sagemaker.amazonaws.com"}
    assert trust["Condition"]["StringEquals"]["aws:SourceAccount"] == "111122223333"


def objects_of(template: Template, role: str, action: str) -> str:
    return json.dumps(
        [
            statement["Resource"]
            for name, statement in template.statements()
            if name.startswith(role) and action in as_list(statement["Action"])
        ]
    )


@pytest.mark.parametrize(
    ("role", "reads_data", "writes_models"),
    [
        ("DigitsWorkloadPrepareRole", True, True),
        ("DigitsWorkloadTrainRole", False, True),
        ("DigitsWorkloadJudgeRole", False, False),
        ("DigitsWorkloadRole", False, False),
    ],
)
def test_who_judges_writes_no_model_and_who_trains_reads_no_raw_data(
    template: Template,
    role: str,
    reads_data: bool,  # noqa: FBT001
    writes_models: bool,  # noqa: FBT001
) -> None:
    assert ("vision/digits/*" in objects_of(template, role, "s3:GetObject")) is reads_data
    written_to = objects_of(template, role, "s3:PutObject")
    assert ("Models" in written_to) is writes_models


def test_nobody_in_the_stack_approves_a_model(template: Template) -> None:
    assert template.roles_allowed("sagemaker:UpdateModelPackage") == []


def test_a_pipeline_starts_jobs_and_registers_models_of_its_own(template: Template) -> None:
    [registers] = [
        role
        for role in template.roles_allowed("sagemaker:CreateModelPackage")
        if role.startswith("Digits")
    ]
    assert registers in template.roles_allowed("sagemaker:CreateTrainingJob")
    where = objects_of(template, registers, "sagemaker:CreateModelPackage")
    assert "tabular" not in where.lower()


def test_a_failed_execution_opens_a_ticket(template: Template) -> None:
    rules = template.of_type("AWS::Events::Rule")
    for name in NAMES:
        [rule] = [found for key, found in rules.items() if key.startswith(name.title())]
        detail = rule["EventPattern"]["detail"]
        assert detail["currentPipelineExecutionStatus"] == ["Failed"]
        assert "Tickets" in json.dumps(rule["Targets"])


def test_models_outlive_their_stack_where_data_does(template: Template) -> None:
    for name in template.of_type("AWS::SageMaker::ModelPackageGroup"):
        assert template.resources[name]["DeletionPolicy"] == "Retain"
    assert not template.of_type("Custom::EmptiedModels")


@pytest.fixture(scope="module")
def environment() -> config.Environment:
    return config.load("dev")


def changed(environment: config.Environment, **but: object) -> config.Environment:
    digits = environment.pipelines["digits"].model_copy(update=but)
    return environment.model_copy(update={"pipelines": {"digits": digits}})


def test_a_pipeline_that_may_cost_more_than_is_accepted_is_refused(
    environment: config.Environment,
) -> None:
    with pytest.raises(config.ConfigError, match=r"pipelines\.digits\.max_usd"):
        written(changed(environment, max_usd=0.05), "digits")


def test_a_workload_without_a_pipeline_is_refused_with_those_that_have_one(
    environment: config.Environment,
) -> None:
    with pytest.raises(MistakeError, match=r"no workload 'digit' has a pipeline.*digits, tabular"):
        written(changed(environment, workload="digit"), "digits")


def test_a_parameter_that_the_workload_does_not_have_is_refused(
    environment: config.Environment,
) -> None:
    with pytest.raises(MistakeError, match=r"pipelines\.digits: .*epoch"):
        written(changed(environment, parameters={"epoch": 3}), "digits")


def test_a_changed_parameter_changes_one_default_and_no_step(
    environment: config.Environment,
) -> None:
    before = written(environment, "digits").definition.body
    after = written(changed(environment, parameters={"epochs": 3}), "digits").definition.body
    assert before["Steps"] == after["Steps"]
    differing = [
        was["Name"]
        for was, becomes in zip(before["Parameters"], after["Parameters"], strict=True)
        if was != becomes
    ]
    assert differing == ["Epochs"]
