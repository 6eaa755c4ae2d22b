"""Places are named by URI: S3, or a mounted folder."""

from pathlib import Path

import pytest

from workloads.digits import storage
from workloads.digits.storage import StorageError


@pytest.mark.parametrize("scheme", ["", "file://"])
def test_a_mounted_folder_is_a_place(tmp_path: Path, scheme: str) -> None:
    uri = f"{scheme}{tmp_path}/deep/name"
    assert storage.read_if_there(uri) is None
    storage.write(uri, b"content")
    assert storage.read(uri) == b"content"


def test_s3_is_a_place() -> None:
    assert str(storage.store_at("s3://models/checkpoints/job")) == "s3://models/checkpoints/job"


@pytest.mark.parametrize("uri", ["http://models/x", "models/x", ""])
def test_other_places_are_refused(uri: str) -> None:
    with pytest.raises(StorageError, match=f"'{uri}' is no place to read or write: give s3://"):
        storage.store_at(uri)


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"data\.csv is not there$"):
        storage.read(f"{tmp_path}/data.csv")
