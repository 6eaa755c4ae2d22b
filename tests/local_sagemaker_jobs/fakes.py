"""S3, CloudWatch and EC2 as jobs need them, without an emulator: folders and lists."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from local.sagemaker.jobs.failures import client_error
from local.sagemaker.jobs.meters import Found
from local.sagemaker.jobs.storage import S3Uri, StorageRefusedError, Store

FORBIDDEN = "forbidden"
NOWHERE = "nowhere"
NO_SUBNET = "subnet-0"


@dataclass
class FakeStores:
    """A bucket is a folder; one is not there, and one is for nobody."""

    folder: Path
    keys_used: dict[str, str | None] = field(default_factory=dict)
    opened_by: list[str] = field(default_factory=list)

    def open(self, credentials: Mapping[str, str]) -> Store:
        self.opened_by.append(credentials["AWS_ACCESS_KEY_ID"])
        return _FakeStore(self)

    def put(self, uri: str, text: str | bytes) -> None:
        path = self.path(S3Uri.of(uri))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def text(self, uri: str) -> str:
        return self.path(S3Uri.of(uri)).read_text()

    def has(self, uri: str) -> bool:
        return self.path(S3Uri.of(uri)).is_file()

    def path(self, uri: S3Uri) -> Path:
        if uri.bucket == FORBIDDEN:
            raise StorageRefusedError("AccessDenied", "Access Denied")
        return self.folder / uri.bucket / uri.key


@dataclass
class _FakeStore:
    stores: FakeStores

    def keys(self, place: S3Uri) -> Sequence[str]:
        bucket = self.stores.path(S3Uri(place.bucket, ""))
        if place.bucket == NOWHERE:
            raise StorageRefusedError("NoSuchBucket", "The specified bucket does not exist")
        found = [
            path.relative_to(bucket).as_posix() for path in bucket.rglob("*") if path.is_file()
        ]
        return sorted(key for key in found if key.startswith(place.key))

    def read(self, source: S3Uri, path: Path) -> None:
        found = self.stores.path(source)
        if not found.is_file():
            raise StorageRefusedError("NoSuchKey", "The specified key does not exist")
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(found, path)

    def write(self, path: Path, target: S3Uri, *, kms_key: str | None) -> None:
        self.stores.keys_used[str(target)] = kms_key
        self.stores.put(str(target), path.read_bytes())


@dataclass
class FakeMeter:
    found: list[tuple[str, str, float]] = field(default_factory=list)

    def put(self, job_name: str, found: Found, credentials: Mapping[str, str]) -> None:
        self.found += [(job_name, name, value) for name, value in found]


@dataclass
class FakeNetwork:
    """Has every subnet but one."""

    checked: list[Mapping[str, Any]] = field(default_factory=list)

    def check(self, vpc: Mapping[str, Any], credentials: Mapping[str, str]) -> None:
        self.checked.append(vpc)
        if NO_SUBNET in vpc["Subnets"]:
            raise client_error(f"Unable to use the VpcConfig: {NO_SUBNET} does not exist")
