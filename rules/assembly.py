"""Reading the folder that a synthesis writes."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rules.assets import assets_beside
from rules.facts import NO_FACTS, Facts
from rules.template import Assembly, Template
from rules.value import mapping, text

_SUFFIX = ".template.json"


class NotAnAssemblyError(ValueError):
    """The folder holds no template."""


def read_assembly(folder: Path, facts: Facts = NO_FACTS) -> Assembly:
    """All templates of ``cdk.out``; the names and places of the stacks are the manifest's."""
    stacks = dict(_stacks(folder))
    templates = [read_template(path, stacks.get(path.name, {})) for path in _templates(folder)]
    if not templates:
        raise NotAnAssemblyError(f"no template in {folder}; expected *{_SUFFIX}: run `make synth`")
    return Assembly.of(*templates, facts=facts, assets=assets_beside(_templates(folder)))


def read_template(path: Path, stack: Mapping[str, str]) -> Template:
    source = path.read_bytes()
    name = stack.get("name") or path.name.removesuffix(_SUFFIX)
    return Template(
        name,
        json.loads(source),
        region=stack.get("region"),
        account=stack.get("account"),
        size=len(source),
    )


def _templates(folder: Path) -> list[Path]:
    return sorted(folder.rglob(f"*{_SUFFIX}"))


def _stacks(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    for manifest in folder.rglob("manifest.json"):
        artifacts = mapping(json.loads(manifest.read_text("utf-8"))).get("artifacts")
        for name, artifact in mapping(artifacts).items():
            if mapping(artifact).get("type") == "aws:cloudformation:stack":
                yield _stack(name, artifact)


def _stack(name: str, artifact: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    properties = mapping(artifact.get("properties"))
    account, _, region = text(artifact.get("environment")).removeprefix("aws://").partition("/")
    where = {"account": account, "region": region}
    return text(properties.get("templateFile")), {
        "name": text(properties.get("stackName", name)),
        **{kind: given for kind, given in where.items() if not given.startswith("unknown")},
    }
