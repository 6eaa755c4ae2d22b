"""Where SageMaker lays things for a container, and where it looks for what the container made."""

import os
from pathlib import Path

from workloads.contract import RefusedError


class PlaceError(RefusedError):
    """Something that a job should have been given is not there."""


def root() -> Path:
    """Elsewhere where jobs share a machine without namespaces of their own."""
    return Path(os.environ.get("MILLRACE_ML_ROOT", "/opt/ml"))


def given(name: str) -> Path:
    """An input of a processing job."""
    folder = given_if_there(name)
    if folder is None:
        raise PlaceError(f"input {name!r} is not there: nothing lies in {_input(name)}")
    return folder


def given_if_there(name: str) -> Path | None:
    folder = _input(name)
    return folder if folder.is_dir() and any(folder.iterdir()) else None


def made(name: str) -> Path:
    """An output of a processing job."""
    folder = root() / "processing" / "output" / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def channel(name: str) -> Path:
    """An input of a training job."""
    folder = Path(os.environ.get(f"SM_CHANNEL_{name.upper()}", root() / "input" / "data" / name))
    if not folder.is_dir() or not any(folder.iterdir()):
        raise PlaceError(f"channel {name!r} is not there: nothing lies in {folder}")
    return folder


def model() -> Path:
    """Where a training job leaves its model; SageMaker makes model.tar.gz of it."""
    folder = Path(os.environ.get("SM_MODEL_DIR", root() / "model"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def checkpoints() -> Path:
    return root() / "checkpoints"


def _input(name: str) -> Path:
    return root() / "processing" / "input" / name
