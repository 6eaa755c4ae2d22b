"""What is to be labelled: every object once, always in the same order, or a refusal."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from botocore.stub import Stubber
from hypothesis import given
from hypothesis import strategies as st

from millrace.adapters import objects
from millrace.domain.unlabelled import Asked, NothingToLabelError, list_unlabelled
from millrace.handlers import list_unlabelled as handler

ASKED = Asked(reads="s3://raw/vision/images", writes="s3://curated/labels", execution="run-1")


@dataclass
class FakeObjects:
    there: list[str]
    written: dict[str, str] = field(default_factory=dict)

    def below(self, uri: str) -> Iterator[str]:
        return (found for found in self.there if found.startswith(f"{uri}/"))

    def write(self, uri: str, text: str) -> None:
        self.written[uri] = text


def test_every_object_is_a_line_and_folders_are_none() -> None:
    there = [f"s3://raw/vision/images/{name}" for name in ("", "a.png", 'b".png')]
    fake = FakeObjects(there)
    answer = list_unlabelled(ASKED, fake)
    [(where, text)] = fake.written.items()
    assert answer["manifest"] == where == "s3://curated/labels/run-1.manifest"
    assert [json.loads(line)["source-ref"] for line in text.splitlines()] == there[1:]
    assert answer["objects"] == "2"


def test_with_nothing_to_label_no_job_is_started() -> None:
    fake = FakeObjects(["s3://raw/vision/images/"])
    with pytest.raises(NothingToLabelError, match="no object below s3://raw/vision/images"):
        list_unlabelled(ASKED, fake)
    assert not fake.written


@given(st.text(min_size=1, max_size=80))
def test_the_name_of_the_job_is_one_that_sagemaker_takes(execution: str) -> None:
    asked = Asked(reads="s3://raw/a", writes="s3://curated/b", execution=execution)
    name = list_unlabelled(asked, FakeObjects(["s3://raw/a/x"]))["job"]
    assert len(name) <= 63
    assert name.replace("-", "").isalnum()
    assert name.isascii()


def test_the_function_lists_every_page(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "a")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    objects.s3.cache_clear()
    with Stubber(objects.s3()) as s3:
        for key, more in (("vision/a", {"NextContinuationToken": "n"}), ("vision/b", {})):
            page = {"IsTruncated": bool(more), "Contents": [{"Key": key}], **more}
            s3.add_response("list_objects_v2", page)
        s3.add_response("put_object", {})
        event = {"reads": "s3://raw/vision", "writes": "s3://curated/l", "execution": "e"}
        assert handler.handler(event, None)["objects"] == "2"
        s3.assert_no_pending_responses()
