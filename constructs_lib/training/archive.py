"""Packages as one archive: the same files give the same bytes, whoever packs them and when."""

import gzip
import io
import tarfile
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from constructs_lib.mistakes import MistakeError

_NEVER = frozenset({"__pycache__", "tests"})
_FILE_MODE = 0o644
_INIT = "__init__.py"


class PackageError(MistakeError):
    """A folder that is no package, or one that does not belong beside the others."""


def packed(packages: Sequence[Path], *, without: Collection[str] = ()) -> bytes:
    """``<parent>/<package>/...`` of each, as a tar without compression.

    ``without`` are names of files that do not run in a container.
    """
    parent = _parent_of(packages)
    files = [parent / _INIT, *_files(packages, _NEVER.union(without))]
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, file in sorted((f.relative_to(parent.parent).as_posix(), f) for f in files):
            content = file.read_bytes()
            archive.addfile(_entry(name, len(content)), io.BytesIO(content))
    return buffer.getvalue()


def compressed(archive: bytes) -> bytes:
    return gzip.compress(archive, mtime=0)


def _parent_of(packages: Sequence[Path]) -> Path:
    for package in packages:
        if not (package / _INIT).is_file():
            raise PackageError(f"{package} is no package: it has no {_INIT}")
    parents = {package.parent for package in packages}
    if len(parents) != 1:
        raise PackageError(
            f"packages of one bundle must lie in one folder, got {_listed(parents) or 'none'}"
        )
    [parent] = parents
    if not (parent / _INIT).is_file():
        raise PackageError(f"{parent} is no package: it has no {_INIT}")
    return parent


def _files(packages: Sequence[Path], left_out: Collection[str]) -> Iterator[Path]:
    for package in packages:
        for file in package.rglob("*"):
            parts = file.relative_to(package).parts
            hidden = any(part in left_out or part.startswith(".") for part in parts)
            if file.is_file() and not hidden and file.suffix != ".pyc":
                yield file


def _entry(name: str, size: int) -> tarfile.TarInfo:
    """Of nobody, of no time."""
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, _FILE_MODE
    return entry


def _listed(folders: Collection[Path]) -> str:
    return ", ".join(sorted(map(str, folders)))
