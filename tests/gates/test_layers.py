"""Knowledge flows one way: docs/architecture.md draws the arrows, pyproject.toml holds them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": f"{folder}:{folder / 'lambda'}"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_layer_imports_only_what_it_may() -> None:
    linted = lint_imports(ROOT)

    assert linted.returncode == 0, linted.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("config/fresh.py", "import aws_cdk"),
        ("constructs_lib/fresh.py", "import config"),
        ("stacks/fresh.py", "import local"),
        ("lambda/millrace/domain/fresh.py", "import boto3"),
        ("workloads/digits/fresh.py", "import millrace"),
    ],
)
def test_a_forbidden_import_is_noticed(tmp_path: Path, module: str, line: str) -> None:
    for part in (
        "pyproject.toml",
        "config",
        "constructs_lib",
        "stacks",
        "lambda",
        "local",
        "ops",
        "rules",
        "workloads",
    ):
        (tmp_path / part).symlink_to(ROOT / part)
    owner = module.partition("/")[0]
    (tmp_path / owner).unlink()
    subprocess.run(["cp", "-r", ROOT / owner, tmp_path / owner], check=True)
    (tmp_path / module).write_text(f'"""A layer breaker."""\n\n{line}\n')

    assert lint_imports(tmp_path).returncode == 1
