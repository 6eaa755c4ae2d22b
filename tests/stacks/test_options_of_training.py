"""What the two real workloads do not ask for: each option of training with just its rights."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

import config
from constructs_lib.mistakes import MistakeError
from rules import read_assembly
from rules.catalogue import facts_of_the_catalogue
from rules.registry import findings_in
from stacks.written import written
from tests.assembly import Assembly, Template, as_list
from tests.stacks.definitions import defaults_of, definition_of
from tests.stacks.on_paper import folder_of, synthesised, with_pipelines

NAMES = ("searched", "on-efs", "on-lustre", "own-image", "jumpstarted")
ROLES = ("SearchRole", "TrainRole", "PrepareRole", "JudgeRole")


@pytest.fixture(scope="module")
def environment() -> config.Environment:
    return config.load("local")


@pytest.fixture(scope="module")
def workloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder_of(tmp_path_factory.mktemp("paper"))


@pytest.fixture(scope="module")
def assembly(
    environment: config.Environment, workloads: Path, tmp_path_factory: pytest.TempPathFactory
) -> Assembly:
    """It is made only if no gate has a finding."""
    every = with_pipelines(environment, {name: {} for name in NAMES})
    return synthesised(every, workloads, tmp_path_factory.mktemp("out"))


@pytest.fixture(scope="module")
def template(assembly: Assembly) -> Template:
    return assembly.template("Training")


def allowing(template: Template, role: str, action: str) -> list[Any]:
    return [
        statement
        for name, statement in template.statements()
        if name.startswith(role) and action in as_list(statement["Action"])
    ]


def train_of(template: Template, name: str) -> Any:
    steps = {step["Name"]: step for step in definition_of(template, name)["Steps"]}
    return steps["Train"]["Arguments"]


def shared(template: Template, action: str) -> str:
    """What the policy that all jobs have says of an action."""
    [policy] = [
        each["PolicyDocument"]
        for name, each in template.of_type("AWS::IAM::ManagedPolicy").items()
        if name.startswith("JobPolicy")
    ]
    return json.dumps(
        [s["Resource"] for s in policy["Statement"] if action in as_list(s["Action"])]
    )


@pytest.mark.skipif(
    os.environ.get("CDK_VALIDATION") == "false", reason="this run has turned the gates off"
)
def test_every_option_has_passed_the_gates(assembly: Assembly) -> None:
    report = json.loads((assembly.folder / "validation-report.json").read_text())
    asked = {plugin["pluginName"]: plugin["conclusion"] for plugin in report["pluginReports"]}
    assert "AwsSolutions" in asked
    assert set(asked.values()) == {"success"}


def test_nothing_of_it_would_fail_when_it_is_deployed(assembly: Assembly) -> None:
    assert findings_in(read_assembly(assembly.folder, facts_of_the_catalogue())) == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_left_for_somebody_to_fill_in(template: Template, name: str) -> None:
    assert "{{" not in json.dumps(definition_of(template, name))


class TestFiles:
    @pytest.mark.parametrize(
        ("name", "store", "root"),
        [("on-efs", "Shared", "/teams/risk"), ("on-lustre", "Lustre", "LustreMountName")],
    )
    def test_the_store_of_the_environment_is_mounted(
        self, template: Template, name: str, store: str, root: str
    ) -> None:
        given = defaults_of(template, name)
        assert store in given["FileSystem"]
        assert root in given["FileSystemRoot"]

    @pytest.mark.parametrize("name", ["OnEfs", "OnLustre"])
    def test_its_jobs_may_be_among_the_clients_of_file_stores(
        self, template: Template, name: str
    ) -> None:
        for starts in allowing(template, f"{name}WorkloadRole", "sagemaker:CreateTrainingJob"):
            groups = starts["Condition"]["ForAllValues:StringEquals"]
            assert "FileClients" in json.dumps(groups["sagemaker:VpcSecurityGroupIds"])
        assert "FileClients" in shared(template, "ec2:CreateNetworkInterface")

    def test_jobs_that_mount_nothing_may_not(self, template: Template) -> None:
        for starts in allowing(template, "OwnImageWorkloadRole", "sagemaker:CreateTrainingJob"):
            assert "FileClients" not in json.dumps(starts["Condition"])

    def test_efs_is_mounted_by_who_trains_alone_and_read_only(self, template: Template) -> None:
        assert [
            role.removesuffix(role[-8:])
            for role in template.roles_allowed("elasticfilesystem:ClientMount")
        ] == ["OnEfsWorkloadTrainRole"]
        assert template.roles_allowed("elasticfilesystem:ClientWrite") == []
        [mounts] = allowing(template, "OnEfsWorkloadTrain", "elasticfilesystem:ClientMount")
        assert "SharedFileSystem" in json.dumps(mounts["Resource"])

    def test_lustre_is_looked_up_by_who_trains_alone(self, template: Template) -> None:
        [role] = template.roles_allowed("fsx:DescribeFileSystems")
        assert role.startswith("OnLustreWorkloadTrainRole")

    @pytest.mark.parametrize(
        ("name", "stores", "told"),
        [
            ("on-efs", None, "the environment's file_stores have no efs; allowed: none"),
            (
                "on-lustre",
                config.FileStores(efs=True),
                "the environment's file_stores have no lustre; allowed: efs",
            ),
        ],
    )
    def test_an_environment_without_the_store_is_refused_in_one_sentence(
        self,
        environment: config.Environment,
        workloads: Path,
        name: str,
        stores: config.FileStores | None,
        told: str,
    ) -> None:
        without = with_pipelines(environment, {name: {}}).model_copy(update={"file_stores": stores})
        with pytest.raises(MistakeError) as refused:
            written(without, name, workloads=workloads)
        file = f"workloads/{name.replace('-', '_')}/workload.yaml"
        assert str(refused.value) == f"pipelines.{name}: {file}: training.file_system: {told}"

    def test_who_is_of_no_team_has_no_folder_in_efs(
        self, environment: config.Environment, workloads: Path
    ) -> None:
        nobodys = with_pipelines(environment, {"on-efs": {"team": None}})
        with pytest.raises(MistakeError, match=r"pipelines\.on-efs: .* give it a team"):
            written(nobodys, "on-efs", workloads=workloads)


class TestSearching:
    def test_a_pipeline_has_the_roles_that_its_steps_name_and_no_others(
        self, template: Template
    ) -> None:
        made = template.of_type("AWS::IAM::Role")
        of_search = [role for role in ROLES if any(f"SearchedWorkload{role}" in n for n in made)]
        of_script = [role for role in ROLES if any(f"OnEfsWorkload{role}" in n for n in made)]
        assert of_search == ["SearchRole", "PrepareRole", "JudgeRole"]
        assert of_script == ["TrainRole", "PrepareRole", "JudgeRole"]

    def test_the_pipeline_starts_a_search_in_our_network_and_follows_it(
        self, template: Template
    ) -> None:
        starts = allowing(template, "SearchedWorkloadRole", "sagemaker:CreateAutoMLJob")
        assert starts
        for statement in starts:
            assert "sagemaker:VpcSubnets" in statement["Condition"]["ForAllValues:StringEquals"]
        assert allowing(template, "SearchedWorkloadRole", "sagemaker:DescribeAutoMLJob")
        assert not allowing(template, "OnEfsWorkloadRole", "sagemaker:CreateAutoMLJob")

    @pytest.mark.parametrize(
        ("action", "resource"),
        [
            ("sagemaker:CreateModel", "model"),
            ("sagemaker:DeleteEndpointConfig", "endpoint-config"),
            ("sagemaker:InvokeEndpoint", "endpoint"),
        ],
    )
    def test_the_search_makes_models_and_endpoints_and_nobody_else_does(
        self, template: Template, action: str, resource: str
    ) -> None:
        [role] = template.roles_allowed(action)
        assert role.startswith("SearchedWorkloadSearchRole")
        [makes] = allowing(template, role, action)
        assert makes["Resource"].endswith(f":{resource}/*")

    def test_the_search_passes_on_itself_alone(self, template: Template) -> None:
        [passes] = allowing(template, "SearchedWorkloadSearchRole", "iam:PassRole")
        assert passes["Resource"]["Fn::GetAtt"][0].startswith("SearchedWorkloadSearchRole")
        assert passes["Condition"] == {
            "StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}
        }

    def test_the_search_reads_rows_and_writes_models(self, template: Template) -> None:
        role = "SearchedWorkloadSearchRole"
        [writes] = allowing(template, role, "s3:PutObject")
        assert "Models" in json.dumps(writes["Resource"])
        assert "Features" not in json.dumps(writes["Resource"])
        assert "Raw" not in json.dumps(allowing(template, role, "s3:GetObject"))

    def test_the_search_pulls_no_image_of_ours(self, template: Template) -> None:
        [pulls] = allowing(template, "SearchedWorkloadSearchRole", "ecr:BatchGetImage")
        assert pulls["Condition"] == {"StringNotEquals": {"aws:ResourceAccount": "000000000000"}}


class TestImages:
    def test_an_image_is_pulled_from_the_environments_own_repository(
        self, template: Template
    ) -> None:
        repository = defaults_of(template, "own-image")["ImageRepository"]
        assert repository.startswith("000000000000.dkr.ecr.us-east-1.")
        assert "RegistriesTraining" in repository
        image = train_of(template, "own-image")["AlgorithmSpecification"]["TrainingImage"]
        assert image["Std:Join"]["Values"] == [{"Get": "Parameters.ImageRepository"}, "7"]
        assert "RegistriesTraining" in shared(template, "ecr:BatchGetImage")

    def test_a_repository_that_the_environment_has_not_is_refused(
        self, environment: config.Environment, workloads: Path
    ) -> None:
        without = with_pipelines(environment, {"own-image": {}}).model_copy(
            update={"repositories": ("trainings",)}
        )
        with pytest.raises(MistakeError, match="given training; allowed: trainings; did you mean"):
            written(without, "own-image", workloads=workloads)

    def test_a_model_of_jumpstart_is_fetched_and_nothing_beside_it(
        self, template: Template
    ) -> None:
        reads = json.dumps(allowing(template, "JumpstartedWorkloadTrain", "s3:GetObject"))
        assert "/train-pytorch-ic-mobilenet-v2.tar.gz" in reads
        assert "/sourcedir.tar.gz" in reads
        assert "jumpstart-cache-prod-us-east-1/*" not in reads


class TestClosedServices:
    def test_debugger_is_refused_with_the_reason_where_the_file_does_not_list_it(
        self, environment: config.Environment, workloads: Path
    ) -> None:
        asked = with_pipelines(environment, {"debugged": {}})
        with pytest.raises(config.ConfigError) as refused:
            written(asked, "debugged", workloads=workloads)
        assert str(refused.value) == (
            f"environments/local.yaml: pipelines.debugged: {config.ClosedService.DEBUGGER.refusal}"
        )

    def test_a_customer_of_before_has_it(
        self, environment: config.Environment, workloads: Path
    ) -> None:
        asked = with_pipelines(environment, {"debugged": {}}).model_copy(
            update={"existing_customer": (config.ClosedService.DEBUGGER,)}
        )
        body = written(asked, "debugged", workloads=workloads).definition.body
        assert "DebugHookConfig" in json.dumps(body)
