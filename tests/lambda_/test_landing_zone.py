"""The raw zone in S3: versions by name, conditional copies, in parts where they are large."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import boto3
import pytest
from boto3.s3.transfer import TransferConfig
from botocore.response import StreamingBody
from botocore.stub import ANY, Stubber

from millrace.adapters.zones import S3Zone, SnsTickets
from millrace.domain.landing import Upload
from millrace.domain.landing_desk import Copy, Notice

S3 = boto3.client("s3", region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
SNS = boto3.client("sns", region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
MIB = 1024 * 1024
ONE_BY_ONE = TransferConfig(
    multipart_threshold=8 * MIB, multipart_chunksize=8 * MIB, use_threads=False
)
ZONE = S3Zone(S3, bucket="raw", transfer=ONE_BY_ONE)
KEY, TO = "landing/vision/a.csv", "vision/a.csv"
AT = datetime(2026, 11, 1, tzinfo=UTC)
UPLOAD = Upload(key=KEY, version="v1", size=10, etag='"e"', checksum="c==", uploaded_at=AT)
HEAD = {
    "ContentLength": 10,
    "ContentType": "text/csv",
    "ETag": '"e"',
    "ChecksumCRC64NVME": "c==",
    "LastModified": AT,
    "Metadata": {"by": "me"},
    "VersionId": "v1",
}
REASON = "it is größer\nthan allowed"


@pytest.fixture
def s3() -> Iterator[Stubber]:
    with Stubber(S3) as stub:
        yield stub
        stub.assert_no_pending_responses()


def asked(key: str = KEY, **more: object) -> dict[str, Any]:
    return {"Bucket": "raw", "Key": key, **more}


class TestFinding:
    def test_the_version_of_the_notice_is_what_is_found(self, s3: Stubber) -> None:
        s3.add_response("head_object", HEAD, asked(ChecksumMode="ENABLED", VersionId="v1"))
        assert ZONE.find(Notice(key=KEY, version="v1")) == UPLOAD

    def test_without_one_it_is_the_newest(self, s3: Stubber) -> None:
        s3.add_response("head_object", HEAD, asked(ChecksumMode="ENABLED"))
        assert ZONE.find(Notice(key=KEY, version=None)) == UPLOAD

    @pytest.mark.parametrize("status", [404, 405])
    def test_what_is_not_there_is_no_failure(self, s3: Stubber, status: int) -> None:
        s3.add_client_error("head_object", str(status), http_status_code=status)
        assert ZONE.find(Notice(key=KEY, version="v1")) is None

    def test_what_may_not_be_seen_is_one(self, s3: Stubber) -> None:
        s3.add_client_error("head_object", "403", http_status_code=403)
        with pytest.raises(S3.exceptions.ClientError, match="403"):
            ZONE.find(Notice(key=KEY, version="v1"))


@pytest.mark.parametrize(("ask", "header"), [("first", "bytes=0-3"), ("last", "bytes=-4")])
def test_only_the_ends_of_an_object_are_read(s3: Stubber, ask: str, header: str) -> None:
    body = StreamingBody(BytesIO(b"PAR1"), 4)
    s3.add_response("get_object", {"Body": body}, asked(VersionId="v1", Range=header))
    assert getattr(ZONE.content(UPLOAD), ask)(4) == b"PAR1"


def test_a_copy_says_which_upload_it_was_made_of(s3: Stubber) -> None:
    notes = {"landing-version": "v1", "landing-uploaded": AT.isoformat()}
    s3.add_response("head_object", HEAD | {"Metadata": notes}, asked(TO, ChecksumMode="ENABLED"))
    there = ZONE.copy_at(TO)
    assert there == Copy(size=10, checksum="c==", source="v1", uploaded_at=AT)
    assert there.is_of(UPLOAD)


@pytest.mark.parametrize(
    ("but", "same"),
    [
        ({}, True),
        ({"checksum": None}, True),
        ({"checksum": "other"}, False),
        ({"size": 9}, False),
        ({"source": "v0"}, False),
        ({"source": None}, False),
    ],
)
def test_a_copy_is_one_if_version_size_and_checksum_agree(
    but: dict[str, Any],
    same: bool,  # noqa: FBT001 - the question has two answers
) -> None:
    made = {"size": 10, "checksum": "c==", "source": "v1", "uploaded_at": AT, **but}
    assert Copy(**made).is_of(UPLOAD) is same


def expect_copy(s3: Stubber, metadata: dict[str, str]) -> None:
    s3.add_response(
        "copy_object",
        {},
        {
            "Bucket": "raw",
            "Key": TO,
            "CopySource": {"Bucket": "raw", "Key": KEY, "VersionId": "v1"},
            "CopySourceIfMatch": '"e"',
            "ContentType": "text/csv",
            "Metadata": metadata,
            "MetadataDirective": "REPLACE",
            "TaggingDirective": "REPLACE",
        },
    )


OURS = {
    "landing-version": "v1",
    "landing-uploaded": "2026-11-01T00:00:00+00:00",
    "landing-reason": "it is gr\\xf6\\xdfer than allowed",
}


@pytest.mark.parametrize(
    ("given", "kept"),
    [({"by": "me"}, {"by": "me", **OURS}), ({"long": "x" * 2000}, OURS)],
    ids=["with the uploader's own", "without it where there is no room"],
)
def test_the_copy_carries_reason_and_origin(
    s3: Stubber, given: dict[str, str], kept: dict[str, str]
) -> None:
    s3.add_response("head_object", HEAD | {"Metadata": given}, asked(VersionId="v1"))
    s3.add_response("head_object", HEAD, asked(VersionId="v1", IfMatch='"e"'))
    expect_copy(s3, kept)
    ZONE.copy(UPLOAD, to=TO, reason=REASON)


def test_a_large_object_is_copied_in_parts_with_the_same_notes(s3: Stubber) -> None:
    s3.add_response("head_object", HEAD, asked(VersionId="v1"))
    large = HEAD | {"ContentLength": 12 * MIB}
    s3.add_response("head_object", large, asked(VersionId="v1", IfMatch='"e"'))
    made = {"Bucket": "raw", "Key": TO}
    s3.add_response(
        "create_multipart_upload",
        {"UploadId": "u"},
        {
            **made,
            "ContentType": "text/csv",
            "Metadata": {"by": "me", **OURS},
        },
    )
    for number in (1, 2):
        part = {"UploadId": "u", "PartNumber": number, "CopySourceRange": ANY}
        source = {"Bucket": "raw", "Key": KEY, "VersionId": "v1"}
        s3.add_response(
            "upload_part_copy",
            {"CopyPartResult": {"ETag": str(number)}},
            {**made, **part, "CopySource": source, "CopySourceIfMatch": '"e"'},
        )
    parts = [{"ETag": str(number), "PartNumber": number} for number in (1, 2)]
    s3.add_response(
        "complete_multipart_upload",
        {},
        {**made, "UploadId": "u", "MultipartUpload": {"Parts": parts}},
    )
    ZONE.copy(UPLOAD, to=TO, reason=REASON)


def test_the_outcome_is_a_tag(s3: Stubber) -> None:
    tags = {"TagSet": [{"Key": "landing", "Value": "quarantined"}]}
    s3.add_response("put_object_tagging", {}, asked(TO, Tagging=tags))
    ZONE.mark(TO, "quarantined")


def test_only_the_version_that_was_copied_is_deleted(s3: Stubber) -> None:
    s3.add_response("delete_object", {}, asked(VersionId="v1"))
    ZONE.delete(UPLOAD)


def test_a_ticket_is_a_message_on_the_topic() -> None:
    with Stubber(SNS) as sns:
        message = {"TopicArn": "arn:tickets", "Subject": "subject", "Message": "text"}
        sns.add_response("publish", {"MessageId": "1"}, message)
        SnsTickets(SNS, topic="arn:tickets").open(subject="subject", text="text")
