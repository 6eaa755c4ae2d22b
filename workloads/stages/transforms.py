"""The fitted transform as a model of its own, which an endpoint has in front of the other."""

import tempfile
from pathlib import Path

from workloads.stages import archives
from workloads.stages.scaling import FILE, Scaler

_NEEDS = ("workloads.stages.scaling",)


def save(scaler: Scaler, made: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scaler.save(folder)
        archives.add_code(folder, "workloads.stages.transform_serving", _NEEDS)
        archives.pack(folder, made)


def load(given: Path) -> Scaler:
    with tempfile.TemporaryDirectory() as name:
        return Scaler.load(archives.unpack_folder(given, Path(name)))


def its_own(model: Path) -> Scaler | None:
    """That a model brings along in its archive, where it does."""
    return Scaler.load(model) if (model / FILE).is_file() else None
