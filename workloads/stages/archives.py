"""model.tar.gz, in and out: the same content is the same file, byte for byte."""

import gzip
import io
import tarfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import workloads
from workloads.contract import RefusedError

FILE = "model.tar.gz"
_SAFELY: Any = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
"""Python knows the filter from 3.11.4 on."""
_SOURCES = Path(workloads.__path__[0]).parent


class ArchiveError(RefusedError):
    """A file is no model.tar.gz that can be read."""


def pack(folder: Path, into: Path) -> Path:
    """``folder`` becomes ``into``/model.tar.gz."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as archive:
        for file in sorted(each for each in folder.rglob("*") if each.is_file()):
            about = tarfile.TarInfo(file.relative_to(folder).as_posix())
            about.size, about.mode = file.stat().st_size, 0o644
            with file.open("rb") as opened:
                archive.addfile(about, opened)
    (into / FILE).write_bytes(gzip.compress(content.getvalue(), mtime=0))
    return into / FILE


def unpack(content: bytes, into: Path, *, called: str) -> Path:
    """``called``: what it is, for the sentence."""
    try:
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as archive:
            archive.extractall(into, **_SAFELY)  # noqa: S202 - it does
    except (tarfile.TarError, EOFError, OSError) as error:
        raise ArchiveError(f"{called} is no whole model.tar.gz: {error}") from error
    return into


def unpack_folder(folder: Path, into: Path) -> Path:
    """The one that a job was given."""
    file = folder / FILE
    if not file.is_file():
        raise ArchiveError(f"{folder} holds no {FILE}")
    return unpack(file.read_bytes(), into, called=str(file))


def add_code(folder: Path, inference: str, modules: Iterable[str]) -> None:
    """``code/`` of a model that is served: ``inference`` as inference.py, and the modules and
    packages that it needs.
    """
    code = folder / "code"
    for module in (inference, *modules):
        for file in _files(module):
            _copy(file, code)
    (code / "inference.py").write_text(f"from {inference} import *  # noqa: F403\n", "utf-8")


def _files(module: str) -> list[Path]:
    place = _SOURCES.joinpath(*module.split("."))
    return sorted(place.glob("*.py")) if place.is_dir() else [place.with_suffix(".py")]


def _copy(file: Path, code: Path) -> None:
    """With the __init__ of each package above it."""
    above = [each / "__init__.py" for each in file.relative_to(_SOURCES).parents if each.name]
    for name in (file.relative_to(_SOURCES), *above):
        (code / name).parent.mkdir(parents=True, exist_ok=True)
        (code / name).write_bytes((_SOURCES / name).read_bytes())
