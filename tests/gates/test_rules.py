"""Our own rules: they find nothing in what we deploy, and what is sown into it they find."""

import functools
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_sns as sns

from constructs_lib.findings import accept
from rules import RULES, Template, findings_in, read_assembly
from rules.__main__ import main
from rules.catalogue import facts_of_the_catalogue
from rules.plugin import DeployRules
from rules.template import Assembly as Deployed
from tests.assembly import Assembly
from tests.gates.mutants import MUTANTS, Resources
from tests.gates.mutants_of_batch import MUTANTS_OF_BATCH
from tests.gates.mutants_of_production import MUTANTS_OF_PRODUCTION
from tests.gates.mutants_of_the_desk import MUTANTS_OF_THE_DESK

ROOT = Path(__file__).parents[2]
_BY_ID = {rule.id: rule for rule in RULES}


@pytest.fixture(scope="module")
def deployed(assembly: Assembly) -> Deployed:
    return read_assembly(assembly.folder, facts_of_the_catalogue())


def test_nothing_is_found_in_what_we_deploy(deployed: Deployed) -> None:
    assert findings_in(deployed) == []


def test_nor_in_any_other_environment(everywhere: Deployed) -> None:
    assert findings_in(everywhere) == []


@pytest.mark.parametrize("name", [*MUTANTS, *MUTANTS_OF_BATCH])
def test_a_fault_that_is_sown_is_found(deployed: Deployed, name: str) -> None:
    assert finds(*{**MUTANTS, **MUTANTS_OF_BATCH}[name], deployed)


@pytest.fixture(scope="module")
def in_production(production: Assembly) -> Deployed:
    return read_assembly(production.folder, facts_of_the_catalogue())


@pytest.mark.parametrize("name", [*MUTANTS_OF_PRODUCTION, *MUTANTS_OF_THE_DESK])
def test_so_is_a_fault_of_another_kind(in_production: Deployed, name: str) -> None:
    assert finds(*{**MUTANTS_OF_PRODUCTION, **MUTANTS_OF_THE_DESK}[name], in_production)


def finds(rule: str, sow: Callable[[Resources], None], deployed: Deployed) -> bool:
    """Nothing is found before anything is sown, so that one finding is enough."""
    return findings_in(mutated(deployed, sow), [_BY_ID[rule]]) != []


def mutated(deployed: Deployed, sow: Callable[[Resources], None]) -> Deployed:
    bodies: dict[str, dict[str, Any]] = json.loads(written(deployed))
    resources = {name: r for body in bodies.values() for name, r in body["Resources"].items()}
    known = set(resources)
    sow(resources)
    for body in bodies.values():
        body["Resources"] |= {name: r for name, r in resources.items() if name not in known}
    templates = [Template(stack, body, region="us-east-1") for stack, body in bodies.items()]
    return Deployed.of(*templates, facts=deployed.facts, assets=deployed.assets)


@functools.cache
def written(deployed: Deployed) -> str:
    """To be read again for each fault."""
    return json.dumps({made.stack: made.body for made in deployed.templates})


class TestTheCommand:
    def test_it_exits_0_where_nothing_is_found(
        self, assembly: Assembly, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main([str(assembly.folder)]) == 0
        assert capsys.readouterr().out.startswith("0 findings")

    @pytest.fixture
    def wrong(self, tmp_path: Path) -> Path:
        alarm = {"Type": "AWS::CloudWatch::Alarm", "Properties": {"MetricName": "Errors"}}
        body = {"Resources": {"Alarm": alarm}}
        (tmp_path / "Stack.template.json").write_text(json.dumps(body))
        return tmp_path

    def test_it_exits_1_with_what_and_where(
        self, wrong: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main([str(wrong)]) == 1
        assert "CFN1  Stack.Alarm.Statistic" in capsys.readouterr().out

    def test_programs_read_json(self, wrong: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main([str(wrong), "--json"]) == 1
        [found] = json.loads(capsys.readouterr().out)
        assert (found["rule"], found["logical_id"]) == ("CFN1", "Alarm")

    def test_a_folder_without_templates_is_refused(self, tmp_path: Path) -> None:
        asked = subprocess.run(
            [sys.executable, "-m", "rules", tmp_path],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert asked.returncode == 2
        assert "run `make synth`" in asked.stderr


class TestTheSynthesis:
    """An alarm whose topic is under AWS's own key."""

    @pytest.fixture
    def app(self) -> cdk.App:
        app = cdk.App()
        cdk.Validations.of(app).add_plugins(DeployRules(app))
        return app

    @pytest.fixture
    def alarm(self, app: cdk.App) -> cdk.CfnResource:
        stack = cdk.Stack(app, "Stack")
        topic = sns.CfnTopic(stack, "Topic", kms_master_key_id="alias/aws/sns")
        properties = {"Statistic": "Sum", "AlarmActions": [topic.ref]}
        return cdk.CfnResource(stack, "Alarm", type="AWS::CloudWatch::Alarm", properties=properties)

    def test_a_finding_fails_it(self, app: cdk.App, alarm: cdk.CfnResource) -> None:
        with pytest.raises(RuntimeError, match="ValidationFailed"):
            app.synth()

    def test_an_accepted_finding_does_not(self, app: cdk.App, alarm: cdk.CfnResource) -> None:
        accept(alarm, "Millrace::KMS4", because="nobody is meant to hear of it")

        app.synth()
