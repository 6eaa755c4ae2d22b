"""Moves whole prefixes between S3 and the folders of a job."""

import gzip
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from local.sagemaker.jobs.failures import client_error
from local.sagemaker.jobs.storage import S3Uri, StorageRefusedError, Store


def fetch(store: Store, source: S3Uri, folder: Path, *, region: str, role: str) -> None:
    """All objects below a prefix, or the one object of that key; none is a failure."""
    keys = objects(store, source)
    if not keys:
        raise client_error(
            f'No S3 objects found under S3 URL "{source}" given in input data source. Please '
            f"ensure that the bucket exists in the selected region ({region}), that objects exist "
            f'under that S3 prefix, and that the role "{role}" has "s3:ListBucket" permissions '
            f'on bucket "{source.bucket}".'
        )
    for key in keys:
        download(store, S3Uri(source.bucket, key), folder / relative(key, source.key))


def objects(store: Store, source: S3Uri) -> list[str]:
    with refusals(f"list {source}", "Data download failed"):
        return [key for key in store.keys(source) if not key.endswith("/")]


def download(store: Store, source: S3Uri, path: Path) -> None:
    with refusals(str(source), "Data download failed"):
        store.read(source, path)


def relative(key: str, prefix: str) -> str:
    """Where an object lies in the folder that stands for the prefix."""
    if key.startswith(f"{prefix.rstrip('/')}/") and key != prefix:
        return key[len(prefix.rstrip("/")) :].lstrip("/")
    return key[prefix.rpartition("/")[0].__len__() :].lstrip("/")


def store_folder(store: Store, folder: Path, target: S3Uri, *, kms_key: str | None) -> None:
    for path in files_of(folder):
        upload(store, path, target.below(path.relative_to(folder).as_posix()), kms_key=kms_key)


def upload(store: Store, path: Path, target: S3Uri, *, kms_key: str | None) -> None:
    with refusals(str(target), "Artifact upload failed"):
        store.write(path, target, kms_key=kms_key)


def files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def unzip(folder: Path) -> None:
    """Every .gz file becomes what is in it, as SageMaker does for CompressionType Gzip."""
    for packed in [path for path in files_of(folder) if path.suffix == ".gz"]:
        with gzip.open(packed) as source, packed.with_suffix("").open("wb") as target:
            shutil.copyfileobj(source, target)
        packed.unlink()


@contextmanager
def refusals(what: str, doing: str) -> Iterator[None]:
    try:
        yield
    except StorageRefusedError as error:
        raise client_error(f"{doing}:{error} ({what})") from error
