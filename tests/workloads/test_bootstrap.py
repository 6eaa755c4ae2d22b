"""The container's command fetches a workload and its library, and runs a module with its flags."""

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

BOOTSTRAP = Path(__file__).parents[2] / "workloads" / "bootstrap.py"
BOTO3 = """
import io, pathlib

class client:
    def __init__(self, service):
        assert service == "s3"

    def get_object(self, *, Bucket, Key):
        return {"Body": io.BytesIO((pathlib.Path(__file__).parent / Bucket / Key).read_bytes())}
"""
SCRIPT = """
import sys
from workloads.contract import word
from workloads.cats.names import first
print(word, first, *sys.argv[1:])
"""


def zipped(files: Mapping[str, str]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """Two assets in a bucket, and a boto3 that reads it."""
    (tmp_path / "boto3.py").write_text(BOTO3)
    assets = tmp_path / "assets"
    assets.mkdir()
    (assets / "code.zip").write_bytes(zipped({"purr.py": SCRIPT, "names.py": "first = 'Tom'"}))
    (assets / "library.zip").write_bytes(zipped({"__init__.py": "word = 'meow'"}))
    return tmp_path


def run(world: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    """As a job definition does, from a folder that holds nothing of ours."""
    return subprocess.run(
        [sys.executable, "-c", BOOTSTRAP.read_text("utf-8"), *flags],
        cwd=world,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(world),
            "TMPDIR": str(world),
            "CODE_URI": "s3://assets/code.zip",
            "LIBRARY_URI": "s3://assets/library.zip",
            "ENTRY_MODULE": "workloads.cats.purr",
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_module_runs_with_its_library_and_its_flags(world: Path) -> None:
    ran = run(world, "--loud", "3")
    assert ran.stdout == "meow Tom --loud 3\n", ran.stderr


def test_it_fits_into_a_job_definition_beside_the_rest() -> None:
    """AWS Batch takes 30 KiB of container properties; the command is a small part of it."""
    assert len(BOOTSTRAP.read_bytes()) < 1500
