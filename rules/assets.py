"""The files that a synthesis leaves beside its templates, to be uploaded with them."""

import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rules.value import mapping, text

_SUFFIX = ".assets.json"


class UnreadableAssetError(ValueError):
    """It is neither a folder nor a zip."""


@dataclass(frozen=True)
class Asset:
    """Code as it will be uploaded: a folder, or a zip."""

    path: Path

    def names(self) -> frozenset[str]:
        """The files in it, with forward slashes."""
        if self.path.is_dir():
            files = (path for path in self.path.rglob("*") if path.is_file())
            return frozenset(path.relative_to(self.path).as_posix() for path in files)
        with self._zip() as archive:
            return frozenset(archive.namelist())

    def read(self, name: str) -> str:
        if self.path.is_dir():
            return (self.path / name).read_text("utf-8", "replace")
        with self._zip() as archive:
            return archive.read(name).decode("utf-8", "replace")

    def _zip(self) -> zipfile.ZipFile:
        try:
            return zipfile.ZipFile(self.path)
        except (OSError, zipfile.BadZipFile) as mistake:
            raise UnreadableAssetError(f"{self.path} is no zip: {mistake}") from mistake


def assets_beside(templates: Iterable[Path]) -> Mapping[str, Asset]:
    """By the key they are uploaded under."""
    folders = sorted({path.parent for path in templates})
    return {key: asset for folder in folders for key, asset in _in_folder(folder)}


def _in_folder(folder: Path) -> Iterator[tuple[str, Asset]]:
    for manifest in sorted(folder.glob(f"*{_SUFFIX}")):
        files = mapping(mapping(json.loads(manifest.read_text("utf-8"))).get("files"))
        for entry in files.values():
            source = text(mapping(mapping(entry).get("source")).get("path"))
            for destination in mapping(mapping(entry).get("destinations")).values():
                yield text(mapping(destination).get("objectKey")), Asset(folder / source)
