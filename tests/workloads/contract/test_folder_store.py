"""Whatever a crash takes from a disk, the last checkpoint that was saved is there."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workloads.contract.doomed import Died, DyingDisk
from workloads.contract import Checkpoints, FolderStore, Store
from workloads.contract.disk import Disk

FOLDER = Path("/mnt/lustre")
STATES = [b"one", b"two two", b"three three three", b"four"]


def saved_before_the_crash(store: Store) -> int:
    checkpoints = Checkpoints(store)
    for number, state in enumerate(STATES):
        try:
            checkpoints.save(state)
        except Died:
            return number
    return len(STATES)


@settings(deadline=None)
@given(crash_at=st.integers(0, 12), keeps=st.booleans(), part=st.floats(0, 1))
def test_it_is_the_last_that_was_saved_or_the_one_being_written(
    *, crash_at: int, keeps: bool, part: float
) -> None:
    disk = DyingDisk(crash_at, keeps=keeps, part=part)
    saved = saved_before_the_crash(FolderStore(FOLDER, disk=disk))
    found = Checkpoints(FolderStore(FOLDER, disk=disk.after_the_crash())).latest()
    assert found.number in (saved, saved + 1)
    assert found.state == ([None, *STATES][found.number])
    assert not found.torn


class Naive:
    """Writes in place and syncs no folder: what the property above must catch."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk

    def read_if_there(self, name: str) -> bytes | None:
        return self._disk.read_if_there(FOLDER / name)

    def write(self, name: str, content: bytes) -> None:
        self._disk.write_synced(FOLDER / name, content)


def test_a_store_that_writes_in_place_is_caught() -> None:
    disk = DyingDisk(2, keeps=False)
    saved = saved_before_the_crash(Naive(disk))
    assert saved == 2
    assert Checkpoints(Naive(disk.after_the_crash())).latest().number == 0


@pytest.mark.parametrize("content", [b"", b"state", bytes(range(256)) * 5000])
def test_a_real_folder_gives_back_what_was_written(tmp_path: Path, content: bytes) -> None:
    store = FolderStore(tmp_path)
    store.write("name", content)
    assert store.read_if_there("name") == content


def test_a_real_folder_holds_the_contents_and_nothing_else(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "a" / "b")
    for _ in range(3):
        store.write("name", b"content")
    assert [path.name for path in (tmp_path / "a" / "b").iterdir()] == ["name"]
    assert store.read_if_there("other") is None


def test_a_real_write_is_synced_before_it_takes_its_name_and_its_folder_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = list[tuple[str, bool]]()

    def fsync(descriptor: int) -> None:
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        synced.append((path.name, (tmp_path / "name").exists()))

    monkeypatch.setattr(os, "fsync", fsync)
    FolderStore(tmp_path).write("name", b"content")
    assert synced == [(".name.part", False), (tmp_path.name, True)]


def test_what_a_dead_writer_left_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / ".name.part").write_bytes(b"half a check")
    FolderStore(tmp_path).write("name", b"whole")
    assert [path.name for path in tmp_path.iterdir()] == ["name"]


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises((FileExistsError, NotADirectoryError), match="file"):
        FolderStore(tmp_path / "file" / "folder").write("name", b"content")
