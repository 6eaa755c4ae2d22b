"""All environments of the folder, synthesised in one go: a fraction of one after the other."""

from pathlib import Path

import aws_cdk as cdk

import config
from rules import read_assembly
from rules.template import Assembly
from stacks.platform import compose


def synthesise(folder: Path, flags: dict[str, object]) -> Assembly:
    app = cdk.App(
        context=flags,
        outdir=str(folder),
        stack_traces=False,
        builtin_cloud_formation_validation=False,
    )
    for name in config.names():
        compose(app, environment=config.load(name))
    app.synth()
    return read_assembly(folder)
