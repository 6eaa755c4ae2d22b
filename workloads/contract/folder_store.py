"""Checkpoints in a folder: FSx for Lustre, EFS, or a disk."""

from pathlib import Path

from workloads.contract.disk import Disk, RealDisk


class FolderStore:
    """A file takes its name when it is whole and synced; a crash leaves the old one or the new."""

    def __init__(self, folder: Path, *, disk: Disk | None = None) -> None:
        self._folder = folder
        self._disk = disk or RealDisk()

    def __str__(self) -> str:
        return str(self._folder)

    def read_if_there(self, name: str) -> bytes | None:
        return self._disk.read_if_there(self._folder / name)

    def write(self, name: str, content: bytes) -> None:
        """For one writer at a time: what a dead one has left under the passing name is used up."""
        path = self._folder / name
        self._disk.make_folder(path.parent)
        passing = path.with_name(f".{path.name}.part")
        self._disk.write_synced(passing, content)
        self._disk.rename(passing, path)
        self._disk.sync_folder(path.parent)
