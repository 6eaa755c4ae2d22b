"""One environment in, its stacks out."""

import sys
from collections.abc import Mapping

import aws_cdk as cdk

import config
from constructs_lib.mistakes import MistakeError
from constructs_lib.security_gate import security_gates
from rules.catalogue import facts_of_the_catalogue
from rules.plugin import DeployRules
from stacks.platform import compose

_SAME_BYTES = {"aws:cdk:disable-creation-stack-traces": True}
"""A stack trace would put the place of a temporary folder into the assembly."""


def build(*, context: Mapping[str, object] | None = None, outdir: str | None = None) -> cdk.App:
    """The app of the environment that the context names: ``-c environment=dev``."""
    app = cdk.App(context={**_SAME_BYTES, **(context or {})}, outdir=outdir, stack_traces=False)
    name = app.node.try_get_context("environment")
    if name is None:
        known = ", ".join(config.names())
        raise MistakeError(f"say which environment: -c environment=<name>; known: {known}")
    rules = DeployRules(app, facts=facts_of_the_catalogue())
    cdk.Validations.of(app).add_plugins(*security_gates(app), rules)
    compose(app, environment=config.load_or_exit(str(name)))
    return app


if __name__ == "__main__":
    try:
        build().synth()
    except (MistakeError, config.ConfigError) as mistake:
        sys.stderr.write(f"{mistake}\n")
        sys.exit(2)
    except RuntimeError as refused:
        sys.exit(str(refused))
