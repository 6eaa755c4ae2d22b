"""Workloads on paper, in an environment of the file: what the two real ones do not ask for."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import aws_cdk as cdk

import config
from constructs_lib.security_gate import security_gates
from rules.catalogue import facts_of_the_catalogue
from rules.plugin import DeployRules
from stacks.files_stack import FilesStack
from stacks.foundation_stack import FoundationStack
from stacks.network_stack import NetworkStack
from stacks.training_stack import TrainingStack
from tests.assembly import Assembly

ROOT = Path(__file__).parents[2]
_PAPER = Path(__file__).with_name("workloads")
_LIBRARIES = ("augmentation", "compression", "contract", "stages")
_MODULES = ("ingest", "validate", "prepare", "evaluate", "learn")


def folder_of(place: Path) -> Path:
    """The workloads of the repository without its real ones, and those on paper."""
    made = place / "workloads"
    real = ROOT / "workloads"
    for library in _LIBRARIES:
        shutil.copytree(
            real / library, made / library, ignore=shutil.ignore_patterns("__pycache__")
        )
    shutil.copy(real / "__init__.py", made)
    for paper in _PAPER.glob("*.yaml"):
        workload = made / paper.stem
        workload.mkdir()
        shutil.copy(paper, workload / "workload.yaml")
        shutil.copy(real / "tabular" / "pipeline.py", workload)
        for module in ("__init__", *_MODULES):
            (workload / f"{module}.py").write_text(f'"""{module} of {paper.stem}."""\n')
    return made


def with_pipelines(
    environment: config.Environment, pipelines: Mapping[str, Mapping[str, object]]
) -> config.Environment:
    """Each like tabular's but for what is said of it."""
    like = environment.pipelines["tabular"]
    made = {name: like.model_copy(update=dict(but)) for name, but in pipelines.items()}
    return environment.model_copy(update={"pipelines": made})


def synthesised(environment: config.Environment, workloads: Path, outdir: Path) -> Assembly:
    """Training and what it stands on, through every gate that the app has."""
    context = json.loads((ROOT / "cdk.json").read_text())["context"]
    app = cdk.App(context=context, outdir=str(outdir), stack_traces=False)
    rules = DeployRules(app, facts=facts_of_the_catalogue())
    cdk.Validations.of(app).add_plugins(*security_gates(app), rules)
    foundation = FoundationStack(app, "Foundation", environment=environment)
    network = NetworkStack(app, "Network", environment=environment, foundation=foundation)
    assert environment.file_stores is not None
    assert network.file_clients is not None
    files = FilesStack(
        app,
        "Files",
        environment=environment,
        stores=environment.file_stores,
        foundation=foundation,
        network=network.network,
        clients=network.file_clients,
    )
    TrainingStack(
        app,
        "Training",
        environment=environment,
        foundation=foundation,
        network=network,
        files=files,
        workloads=workloads,
    )
    app.synth()
    return Assembly(outdir)
