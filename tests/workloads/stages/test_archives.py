"""model.tar.gz: the same content is the same file, and what is none is refused."""

import io
import tarfile
from pathlib import Path

import pytest

from tests.workloads.stages.files import folder
from workloads.stages import archives
from workloads.stages.archives import ArchiveError


def packed(at: Path) -> bytes:
    made = at / "made"
    made.mkdir(parents=True)
    return archives.pack(folder(at / "model", {"b": "2", "deep/a": "1"}), made).read_bytes()


def test_the_same_content_is_the_same_file(tmp_path: Path) -> None:
    assert packed(tmp_path / "here") == packed(tmp_path / "there")


def test_what_was_packed_comes_out(tmp_path: Path) -> None:
    out = archives.unpack(packed(tmp_path), tmp_path / "out", called="it")
    assert (out / "deep" / "a").read_text() == "1"


@pytest.mark.parametrize("spoil", [lambda c: c[:-20], lambda _c: b"", lambda _c: b"no archive"])
def test_what_is_not_whole_is_refused(tmp_path: Path, spoil: object) -> None:
    content = spoil(packed(tmp_path))  # type: ignore[operator]
    with pytest.raises(ArchiveError, match=r"^the champion is no whole model\.tar\.gz: "):
        archives.unpack(content, tmp_path / "out", called="the champion")


def test_nothing_is_written_outside(tmp_path: Path) -> None:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz") as archive:
        archive.addfile(tarfile.TarInfo("../out.txt"))
    with pytest.raises(ArchiveError, match="no whole model"):
        archives.unpack(content.getvalue(), tmp_path / "in", called="it")
    assert not (tmp_path / "out.txt").exists()


def test_a_folder_without_one_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"holds no model\.tar\.gz$"):
        archives.unpack_folder(tmp_path, tmp_path / "out")
