"""Puts a workload's example data where its pipeline reads."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias
from urllib.parse import urlparse

from config.words import listed
from ops.pipeline.place import Place
from ops.session import RefusalError

Make: TypeAlias = Callable[[str, Path], list[Path]]

_TOLD = 3
_ROOT = Path(__file__).parents[2]


def uploaded(place: Place, name: str, *, make: Make) -> list[str]:
    """The URIs that were written; an upload that is repeated writes the same ones."""
    uri = place.data(name)
    at = urlparse(uri)
    workload = place.environment.pipelines[name].workload_of(name)
    with TemporaryDirectory() as folder:
        made = make(workload, Path(folder))
        keys = {
            f"{at.path.lstrip('/')}/{file.relative_to(folder).as_posix()}": file for file in made
        }
        _refuse_mixture(place, at.netloc, f"{at.path.lstrip('/')}/", set(keys))
        for key, file in keys.items():
            place.s3.upload_file(str(file), at.netloc, key)
    return [f"s3://{at.netloc}/{key}" for key in keys]


def example_of(workload: str, folder: Path) -> list[Path]:
    module = f"workloads.{workload}.example"
    ran = subprocess.run(
        [sys.executable, "-m", module, str(folder)],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        said = (ran.stderr.strip().splitlines() or ["no reason"])[-1]
        raise RefusalError(f"python -m {module} made no example: {said}")
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    if not files:
        raise RefusalError(f"python -m {module} wrote no file")
    return files


def _refuse_mixture(place: Place, bucket: str, prefix: str, keys: set[str]) -> None:
    """A model trained on somebody's data and the example at once would be of no use to anybody."""
    pages = place.s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
    there = [one["Key"] for page in pages for one in page.get("Contents", [])]
    others = [key for key in there if key not in keys and not key.endswith("/")]
    if others:
        more = ", ..." if len(others) > _TOLD else ""
        raise RefusalError(
            f"s3://{bucket}/{prefix} holds data that is not the example: "
            f"{listed(others[:_TOLD])}{more}; remove it first"
        )
