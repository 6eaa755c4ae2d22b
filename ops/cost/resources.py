"""The resources of an environment, out of the templates of its assembly."""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from constructs_lib.mistakes import MistakeError
from ops.session import RefusalError

_ROOT = Path(__file__).parents[2]
_SUFFIX = ".template.json"
_NAMED = {"aws:cdk:enable-path-metadata": True}
"""As the CDK command line has it: each resource says where it stands in the tree of constructs."""


class NoAssemblyError(RefusalError):
    """There are no templates to read prices into."""


@dataclass(frozen=True, kw_only=True)
class Resource:
    stack: str
    path: str
    """Where it stands in the tree of constructs, below its stack."""
    type: str
    properties: Mapping[str, Any]


def synthesised(environment: str) -> list[Resource]:
    # The CDK takes a second to import: whoever gives an assembly does without it.
    # The CDK runs on the Node of this folder, also where nobody has put it on the PATH.
    os.environ.setdefault("JSII_NODE", str(Path(sys.executable).with_name("node")))
    import app  # noqa: PLC0415

    flags = json.loads((_ROOT / "cdk.json").read_text())["context"]
    context = flags | _NAMED | {"environment": environment}
    with TemporaryDirectory() as folder:
        try:
            app.build(context=context, outdir=folder).synth()
        except (MistakeError, RuntimeError) as error:
            first = str(error).partition("\n")[0]
            raise NoAssemblyError(f"{environment} cannot be synthesised: {first}") from error
        return of_assembly(Path(folder), environment)


def of_assembly(folder: Path, environment: str) -> list[Resource]:
    prefix = f"Millrace-{environment}-"
    templates = sorted(folder.glob(f"{prefix}*{_SUFFIX}"))
    if not templates:
        raise NoAssemblyError(
            f"{folder} holds no template of {environment}: synthesise it with "
            f"make synth ENVIRONMENT={environment}"
        )
    return [
        resource
        for template in templates
        for resource in _resources(
            template, template.name.removeprefix(prefix).removesuffix(_SUFFIX)
        )
    ]


def _resources(template: Path, stack: str) -> Iterator[Resource]:
    try:
        found = json.loads(template.read_text())["Resources"]
    except (KeyError, TypeError, ValueError) as error:
        raise NoAssemblyError(f"{template} is no template: synthesise it again") from error
    for logical_id, resource in found.items():
        yield Resource(
            stack=stack,
            path=_path(resource) or logical_id,
            type=resource["Type"],
            properties=resource.get("Properties", {}),
        )


def _path(resource: Mapping[str, Any]) -> str:
    """Without the stack, and without what the CDK calls the resource of a construct."""
    path = resource.get("Metadata", {}).get("aws:cdk:path", "")
    return "/".join(part for part in path.split("/")[1:] if part not in {"Resource", "Default"})
