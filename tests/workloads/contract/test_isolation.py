"""The contract runs wherever Python runs: it imports no AWS, and no framework."""

import ast
import subprocess
import sys
from pathlib import Path

import workloads.contract

FILES = sorted(Path(workloads.contract.__file__).parent.glob("**/*.py"))
ALLOWED_INSIDE_FUNCTIONS = {"numpy", "torch"}


def imported(file: Path) -> set[str]:
    names = set[str]()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file.name} imports relatively"
            names.add((node.module or "").partition(".")[0])
    return names


def test_it_imports_the_standard_library_and_itself() -> None:
    foreign = set[str]().union(*map(imported, FILES)) - sys.stdlib_module_names
    assert foreign == {"workloads"} | ALLOWED_INSIDE_FUNCTIONS


def test_importing_it_loads_neither_aws_nor_a_framework() -> None:
    program = "import sys, workloads.contract; print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = {name.partition(".")[0] for name in ran.stdout.split()}
    assert not loaded & {"boto3", "botocore", "numpy", "torch"}


def test_it_needs_nothing_of_the_workloads_beside_it() -> None:
    text = "".join(file.read_text("utf-8") for file in FILES)
    assert "workloads.digits" not in text
