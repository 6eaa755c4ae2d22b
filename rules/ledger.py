"""What holds data, written down: a change that would lose any of it does not pass unnoticed."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

from rules.assembly import read_assembly
from rules.template import Assembly
from rules.value import mapping

_ROOT = Path(__file__).parents[1]
LEDGER = _ROOT / "tests" / "gates" / "data_ledger.json"
ENVIRONMENTS = sorted(path.stem for path in (_ROOT / "environments").glob("*.yaml"))
HOLDS_DATA = frozenset({
    "AWS::DynamoDB::GlobalTable",
    "AWS::DynamoDB::Table",
    "AWS::ECR::Repository",
    "AWS::EFS::FileSystem",
    "AWS::FSx::FileSystem",
    "AWS::KMS::Key",
    "AWS::RDS::DBCluster",
    "AWS::RDS::DBInstance",
    "AWS::S3::Bucket",
    "AWS::SageMaker::FeatureGroup",
    "AWS::SageMaker::ModelPackageGroup",
})  # fmt: skip
_FIXED = ("createOnlyProperties", "conditionalCreateOnlyProperties")
_MADE = "indexes"
"""Of a table, global ones, by name."""

Entries = dict[str, dict[str, dict[str, Any]]]
"""By stack, by logical id: the type, and what cannot change without a replacement."""


def entries(assembly: Assembly) -> Entries:
    found: Entries = {}
    for template in assembly.templates:
        for resource in sorted(template.of_type(*HOLDS_DATA), key=lambda made: made.logical_id):
            found.setdefault(template.stack, {})[resource.logical_id] = {
                "type": resource.type,
                "fixed": dict(_fixed(resource.type, mapping(resource.body.get("Properties")))),
                **_indexes(mapping(resource.body.get("Properties"))),
            }
    return found


def losses(kept: Entries, now: Entries) -> Iterator[str]:
    """What would be lost by going from one to the other, a sentence each."""
    for stack, resources in kept.items():
        for name, was in resources.items():
            made = now.get(stack, {}).get(name)
            if made is None:
                yield f"{stack}.{name} ({was['type']}) is gone, and its data with it"
            elif made["type"] != was["type"]:
                yield f"{stack}.{name} was {was['type']}, is {made['type']}: another resource"
            elif made["fixed"] != was["fixed"]:
                changed = sorted(_differing(was["fixed"], made["fixed"]))
                yield f"{stack}.{name} would be replaced: {', '.join(changed)} cannot change"
            elif (steps := _index_steps(was, made)) and len(steps) > 1:
                yield (
                    f"{stack}.{name}: {', '.join(dict.fromkeys(steps))} at once, and DynamoDB "
                    "makes or drops one index a deployment (docs/limits.md)"
                )


def additions(kept: Entries, now: Entries) -> list[str]:
    return [
        f"{stack}.{name}"
        for stack, resources in now.items()
        for name in resources
        if name not in kept.get(stack, {})
    ]


def with_additions(kept: Entries, now: Entries) -> Entries:
    """What is written stays: to take something out is an edit by hand, seen in review."""
    stacks = sorted({*kept, *now})
    return {
        stack: dict(sorted({**now.get(stack, {}), **kept.get(stack, {})}.items()))
        for stack in stacks
    }


def read() -> Entries:
    known: Entries = json.loads(LEDGER.read_text("utf-8")) if LEDGER.exists() else {}
    return known


def synthesised(environment: str, folder: Path) -> Assembly:
    flags = json.loads((_ROOT / "cdk.json").read_text("utf-8"))["context"]
    context = json.dumps({**flags, "environment": environment})
    given = {"CDK_OUTDIR": str(folder), "CDK_CONTEXT_JSON": context, "CDK_VALIDATION": "false"}
    command = [sys.executable, str(_ROOT / "app.py")]
    subprocess.run(command, cwd=_ROOT, env={**os.environ, **given}, check=True)
    return read_assembly(folder)


def _fixed(type_: str, properties: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", type_).schema
    for kind in _FIXED:
        for pointer in schema.get(kind) or []:
            name, *deeper = pointer.split("/")[2:]
            if name in properties and not deeper:
                yield name, properties[name]


def _indexes(properties: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    found = properties.get("GlobalSecondaryIndexes")
    named = {
        str(index.get("IndexName")): index.get("KeySchema")
        for index in (found if isinstance(found, list) else [])
        if isinstance(index, dict)
    }
    return {_MADE: named} if named else {}


def _index_steps(was: Mapping[str, Any], made: Mapping[str, Any]) -> list[str]:
    """One for each index that is dropped or made; what changes is both."""
    before, after = was.get(_MADE, {}), made.get(_MADE, {})
    changed = sorted(_differing(before, after))
    return [name for name in changed for index in (before, after) if name in index]


def _differing(was: Mapping[str, Any], made: Mapping[str, Any]) -> set[str]:
    return {name for name in {*was, *made} if was.get(name) != made.get(name)}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m rules.ledger", description=__doc__)
    parser.add_argument("environments", nargs="*", default=ENVIRONMENTS)
    parser.add_argument("--write", action="store_true", help="add what is new to the ledger")
    asked = parser.parse_args(arguments)
    kept: Entries = read()
    now: Entries = {}
    for name in asked.environments:
        with tempfile.TemporaryDirectory() as folder:
            now |= entries(synthesised(name, Path(folder)))
    if asked.write:
        text = json.dumps(with_additions(kept, now), indent=1, sort_keys=True)
        LEDGER.write_text(f"{text}\n", "utf-8")
    lost = [] if asked.environments != ENVIRONMENTS else list(losses(kept, now))
    news = [f"new: {name}" for name in additions(kept, now)]
    sys.stdout.write("".join(f"{line}\n" for line in (*lost, *news)))
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
