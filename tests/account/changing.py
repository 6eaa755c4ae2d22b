"""The deployed environment with a changed file: synthesised here, deployed by the CDK."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import aws_cdk as cdk
from rich.console import Console
from ruamel.yaml import YAML

import config
from local.up.steps import Steps
from local.verify import Verification, verify
from stacks.platform import compose
from tests.account.conftest import Deployed

Edit = Callable[[dict[str, Any]], None]
_FOLDERS = {"aws:cdk:enable-path-metadata": True, "aws:cdk:enable-asset-metadata": True}


@dataclass(frozen=True)
class Changing:
    """`folder` takes the file and the assembly of each change."""

    deployed: Deployed
    flags: Mapping[str, object]
    folder: Path

    def deploy(self, edit: Edit, *, spoil: Callable[[cdk.App], None] | None = None) -> Verification:
        """`spoil` adds to the app what makes a deployment fail."""
        assembly = self._synthesised(edit, spoil)
        steps = Steps(Console(file=io.StringIO(), width=110))
        with steps.step("deploy") as step:
            replace(self.deployed.up.deployment, assembly=assembly).deploy(step)
        return verify(self.deployed.up.session, assembly)

    def _synthesised(self, edit: Edit, spoil: Callable[[cdk.App], None] | None) -> Path:
        yaml = YAML()
        document = yaml.load(config.ENVIRONMENTS / "local.yaml")
        edit(document)
        yaml.dump(document, self.folder / "local.yaml")
        environment = config.load("local", folder=self.folder)
        app = cdk.App(context={**self.flags, **_FOLDERS}, outdir=str(self.folder / "cdk.out"))
        compose(app, environment=environment)
        if spoil is not None:
            spoil(app)
        return Path(app.synth().directory)
