"""The four calls by which a file reaches a disk for good; tests put a dying disk in their place."""

import os
from pathlib import Path
from typing import Protocol


class Disk(Protocol):
    def make_folder(self, folder: Path) -> None: ...

    def write_synced(self, path: Path, content: bytes) -> None: ...

    def rename(self, old: Path, new: Path) -> None: ...

    def sync_folder(self, folder: Path) -> None: ...

    def read_if_there(self, path: Path) -> bytes | None: ...


class RealDisk:
    def make_folder(self, folder: Path) -> None:
        """A new folder is an entry of its parent: that one is synced as well."""
        if not folder.is_dir():
            self.make_folder(folder.parent)
            folder.mkdir(exist_ok=True)
            self.sync_folder(folder.parent)

    def write_synced(self, path: Path, content: bytes) -> None:
        with path.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    def rename(self, old: Path, new: Path) -> None:
        old.replace(new)

    def sync_folder(self, folder: Path) -> None:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def read_if_there(self, path: Path) -> bytes | None:
        return path.read_bytes() if path.exists() else None
