"""S3 as a store: one PUT a write, asked for by listing, through whatever client is given."""

import io
from dataclasses import dataclass, field
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from workloads.contract import Checkpoints, CheckpointTooLargeError, S3Store


@dataclass
class Bucket:
    """As much of S3 as is used, and what was asked of it."""

    objects: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def list_objects_v2(self, *, Bucket: str, Prefix: str, MaxKeys: int) -> dict[str, Any]:  # noqa: N803
        self.asked.append(f"list {Prefix}")
        keys = sorted(key for key in self.objects if key.startswith(Prefix))[:MaxKeys]
        return {"Contents": [{"Key": key} for key in keys]} if keys else {"KeyCount": 0}

    def get_object(self, *, Bucket: str, Key: str) -> dict[str, Any]:  # noqa: N803
        self.asked.append(f"get {Key}")
        return {"Body": io.BytesIO(self.objects[Key])}

    def put_object(self, *, Bucket: str, Key: str, Body: bytes) -> dict[str, Any]:  # noqa: N803
        self.asked.append(f"put {Key}")
        self.objects[Key] = bytes(Body)
        return {}


def test_a_checkpoint_is_one_put_below_the_prefix() -> None:
    bucket = Bucket()
    Checkpoints(S3Store(bucket, bucket="models", prefix="/checkpoints/job-1/")).save(b"state")
    assert [each for each in bucket.asked if each.startswith("put")] == [
        "put checkpoints/job-1/checkpoint-1"
    ]


def test_the_newest_is_found_by_the_next_attempt() -> None:
    bucket = Bucket()
    for state in (b"one", b"two", b"three"):
        Checkpoints(S3Store(bucket, bucket="models", prefix="job")).save(state)
    found = Checkpoints(S3Store(bucket, bucket="models", prefix="job")).latest()
    assert (found.number, found.state) == (3, b"three")


def test_a_longer_name_is_not_taken_for_the_name() -> None:
    store = S3Store(Bucket({"job/name-2": b"other"}), bucket="models", prefix="job")
    assert store.read_if_there("name") is None


class Huge(bytes):
    def __len__(self) -> int:
        return 6 * 1024**3


def test_what_one_put_does_not_take_is_refused_with_the_way_out() -> None:
    store = S3Store(Bucket(), bucket="models", prefix="job")
    with pytest.raises(CheckpointTooLargeError, match="one PUT takes 5368709120: keep checkpoints"):
        store.write("name", Huge())


def test_it_speaks_to_the_real_client_in_its_own_words() -> None:
    client = boto3.client(
        "s3", region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b"
    )
    where = {"Bucket": "models", "Key": "job/name"}
    with Stubber(client) as stubber:
        stubber.add_response(
            "list_objects_v2",
            {"Contents": [{"Key": "job/name"}]},
            {"Bucket": "models", "Prefix": "job/name", "MaxKeys": 1},
        )
        stubber.add_response("get_object", {"Body": io.BytesIO(b"state")}, where)
        stubber.add_response("put_object", {}, {**where, "Body": b"next"})
        store = S3Store(client, bucket="models", prefix="job")
        assert store.read_if_there("name") == b"state"
        store.write("name", b"next")
        stubber.assert_no_pending_responses()


def test_it_says_where_it_is() -> None:
    assert str(S3Store(Bucket(), bucket="models", prefix="job")) == "s3://models/job"
