"""A model group that goes with its stack: emptied first, and CloudFormation hears how it went."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from botocore.stub import Stubber

from millrace.adapters import clients
from millrace.adapters.model_versions import RegistryVersions
from millrace.domain.model_cleaning import CleaningError, answer_to

REQUEST = {
    "RequestType": "Delete",
    "ResponseURL": "https://answers.example.com/1",
    "StackId": "stack",
    "RequestId": "request",
    "LogicalResourceId": "Emptied",
    "ResourceProperties": {"ModelGroup": "millrace-dev-digits"},
}
ARN = "arn:aws:sagemaker:us-east-1:111122223333:model-package/millrace-dev-digits/1"


@dataclass
class FakeVersions:
    there: list[str] = field(default_factory=lambda: ["v1", "v2"])
    broken: str = ""

    def of(self, group: str) -> Iterator[str]:
        assert group == "millrace-dev-digits"
        yield from list(self.there)

    def delete(self, arn: str) -> None:
        if arn == self.broken:
            raise CleaningError("throttled")
        self.there.remove(arn)


def test_every_version_is_deleted_before_the_group() -> None:
    versions = FakeVersions()
    answer = answer_to(REQUEST, versions)
    assert versions.there == []
    assert answer.url == REQUEST["ResponseURL"]
    assert answer.body["Status"] == "SUCCESS"
    assert answer.body["PhysicalResourceId"] == "millrace-dev-digits"


@pytest.mark.parametrize("request_type", ["Create", "Update"])
def test_nothing_is_deleted_while_the_group_stays(request_type: str) -> None:
    versions = FakeVersions()
    answer = answer_to({**REQUEST, "RequestType": request_type}, versions)
    assert versions.there == ["v1", "v2"]
    assert answer.body["Status"] == "SUCCESS"


def test_a_version_that_stays_fails_the_deletion_with_the_reason() -> None:
    answer = answer_to(REQUEST, FakeVersions(broken="v2"))
    assert answer.body["Status"] == "FAILED"
    assert answer.body["Reason"] == "millrace-dev-digits could not be emptied: throttled"


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Any:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "a")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    clients.sagemaker.cache_clear()
    return clients.sagemaker()


def summary() -> dict[str, Any]:
    return {
        "ModelPackageArn": ARN,
        "CreationTime": 1,
        "ModelPackageStatus": "Completed",
    }


def test_versions_are_those_of_every_page(client: Any) -> None:
    with Stubber(client) as stubber:
        pages: tuple[dict[str, str], ...] = ({"NextToken": "next"}, {})
        for page in pages:
            stubber.add_response(
                "list_model_packages", {"ModelPackageSummaryList": [summary()], **page}
            )
        assert list(RegistryVersions(client).of("group")) == [ARN, ARN]


def test_a_group_or_a_version_that_is_gone_is_no_failure(client: Any) -> None:
    gone = ("ValidationException", "ModelPackage arn does not exist.")
    with Stubber(client) as stubber:
        stubber.add_client_error("list_model_packages", *gone)
        stubber.add_client_error("delete_model_package", *gone)
        assert list(RegistryVersions(client).of("group")) == []
        RegistryVersions(client).delete(ARN)


@pytest.mark.parametrize("operation", ["list_model_packages", "delete_model_package"])
def test_a_refusal_is_told(client: Any, operation: str) -> None:
    with Stubber(client) as stubber:
        stubber.add_client_error(operation, "AccessDeniedException", "not allowed")
        versions = RegistryVersions(client)
        with pytest.raises(CleaningError, match="not allowed"):
            list(versions.of("group")) if "list" in operation else versions.delete(ARN)
