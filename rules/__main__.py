"""``python -m rules cdk.out``: what will fail when it is deployed."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from rules.assembly import NotAnAssemblyError, read_assembly
from rules.catalogue import facts_of_the_catalogue
from rules.finding import Finding
from rules.registry import RULES, findings_in


def table(findings: Sequence[Finding]) -> str:
    lines = [f"{_line(found)}\n      {found.says}" for found in findings]
    return "\n".join([*lines, f"{len(findings)} findings of {len(RULES)} rules"])


def _line(found: Finding) -> str:
    given = f" = {found.given}" if found.given else ""
    return f"{found.rule:5} {found.where}{given}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m rules", description=__doc__)
    parser.add_argument("assembly", type=Path, help="the folder of a synthesis, such as cdk.out")
    parser.add_argument("--json", action="store_true", help="for programs")
    asked = parser.parse_args(arguments)
    try:
        assembly = read_assembly(asked.assembly, facts_of_the_catalogue())
    except NotAnAssemblyError as mistake:
        parser.error(str(mistake))
    findings = findings_in(assembly)
    written = json.dumps(list(map(asdict, findings)), indent=1) if asked.json else table(findings)
    sys.stdout.write(f"{written}\n")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
