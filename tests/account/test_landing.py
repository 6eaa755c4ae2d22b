"""The landing, deployed: what is uploaded is let in or put aside with its reason, never lost."""

import pytest
from botocore.exceptions import ClientError

from tests.account.conftest import Deployed
from tests.account.eventually import eventually

pytestmark = pytest.mark.account

GOOD = b"image,label\na.png,3\nb.png,7\n"


@pytest.fixture
def bucket(deployed: Deployed) -> str:
    return deployed.output("Foundation", "RawBucket")


def upload(deployed: Deployed, bucket: str, name: str, content: bytes) -> None:
    deployed.up.session.client("s3").put_object(Bucket=bucket, Key=f"landing/{name}", Body=content)


def at(deployed: Deployed, bucket: str, key: str) -> bytes | None:
    try:
        found = deployed.up.session.client("s3").get_object(Bucket=bucket, Key=key)
    except ClientError as error:
        if error.response["Error"]["Code"] == "NoSuchKey":
            return None
        raise
    return found["Body"].read()


def test_a_good_upload_is_let_in(deployed: Deployed, bucket: str) -> None:
    upload(deployed, bucket, "vision/labels/good.csv", GOOD)

    assert eventually(lambda: at(deployed, bucket, "vision/labels/good.csv")) == GOOD
    eventually(lambda: at(deployed, bucket, "landing/vision/labels/good.csv") is None)


@pytest.mark.parametrize(
    ("name", "content", "because"),
    [
        ("vision/labels/wrong.csv", b"picture,label\na.png,3\n", "image"),
        ("vision/malware.exe", b"MZ\x90\x00", "exe"),
        ("vision/liar.parquet", b"this is no parquet", "parquet"),
        ("elsewhere/data.csv", GOOD, "one of"),
    ],
)
def test_a_bad_upload_is_put_aside_with_its_reason(
    deployed: Deployed, bucket: str, name: str, content: bytes, because: str
) -> None:
    upload(deployed, bucket, name, content)

    s3 = deployed.up.session.client("s3")

    def put_aside() -> str | None:
        found = s3.list_objects_v2(Bucket=bucket, Prefix="quarantine/").get("Contents", [])
        return next((one["Key"] for one in found if one["Key"].endswith(f"/{name}")), None)

    key = eventually(put_aside)
    assert at(deployed, bucket, key) == content
    told = s3.head_object(Bucket=bucket, Key=key)["Metadata"]
    assert because in " ".join(told.values())
