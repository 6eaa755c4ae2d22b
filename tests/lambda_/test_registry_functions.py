"""The two functions that pipelines call, at the edge of AWS."""

import io
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError
from botocore.response import StreamingBody
from botocore.stub import Stubber

from millrace.adapters import clients
from millrace.domain.approval import Report, message
from millrace.fields import MalformedError
from millrace.handlers import find_champion, tell_outcome
from tests.lambda_.registered import ARN, EXECUTION, PACKAGE, REGISTRATION, REPORT_URI

TOPIC = "arn:aws:sns:us-east-1:111122223333:tickets"
WHEN = datetime(2026, 11, 1, tzinfo=UTC)
GROUP = {"model_package_group": "dev-digits"}
REGISTERED = {
    **GROUP,
    "model_package_arn": ARN,
    "pipeline": "dev-digits",
    "execution_arn": EXECUTION,
}
EVALUATION = {
    "metrics": {"accuracy": {"value": 0.98}},
    "champion": {"compared": 1, "better": 1, "metrics": {"accuracy": {"value": 0.97}}},
}
REPORT = Report(metrics={"accuracy": 0.98}, champion={"accuracy": 0.97})
TICKET = {
    "TopicArn": TOPIC,
    "Subject": "dev-digits 3 waits for approval",
    "Message": message(REGISTRATION, PACKAGE, REPORT).text,
    "MessageAttributes": {
        "execution": {"DataType": "String", "StringValue": EXECUTION},
        "package": {"DataType": "String", "StringValue": ARN},
    },
}


@pytest.fixture(autouse=True)
def container(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A container that has just started."""
    for name, value in {
        "AWS_ACCESS_KEY_ID": "a",
        "AWS_SECRET_ACCESS_KEY": "b",
        "AWS_DEFAULT_REGION": "us-east-1",
        "TICKETS_TOPIC": TOPIC,
    }.items():
        monkeypatch.setenv(name, value)
    once_per_container = (clients.sagemaker, clients.s3, clients.sns, tell_outcome.desk)
    for made in once_per_container:
        made.cache_clear()
    yield
    for made in once_per_container:
        made.cache_clear()


def listed(*arns: str, more: str | None = None) -> dict[str, Any]:
    summaries = [
        {
            "ModelPackageArn": arn,
            "ModelPackageGroupName": "dev-digits",
            "ModelPackageVersion": 3,
            "CreationTime": WHEN,
            "ModelPackageStatus": "Completed",
            "ModelApprovalStatus": "Approved",
        }
        for arn in arns
    ]
    return {"ModelPackageSummaryList": summaries, **({"NextToken": more} if more else {})}


def described(approval: str = "PendingManualApproval") -> dict[str, Any]:
    return {
        "ModelPackageName": "dev-digits",
        "ModelPackageGroupName": "dev-digits",
        "ModelPackageVersion": 3,
        "ModelPackageArn": ARN,
        "CreationTime": WHEN,
        "ModelPackageStatus": "Completed",
        "ModelPackageStatusDetails": {"ValidationStatuses": []},
        "ModelApprovalStatus": approval,
        "InferenceSpecification": {
            "Containers": [
                {"ContainerHostname": "transform", "Image": "i", "ModelDataUrl": "s3://t/m.tar.gz"},
                {"ContainerHostname": "model", "Image": "i", "ModelDataUrl": "s3://m/m.tar.gz"},
            ]
        },
        "ModelMetrics": {
            "ModelQuality": {"Statistics": {"ContentType": "application/json", "S3Uri": REPORT_URI}}
        },
    }


ASKED = {
    "ModelPackageGroupName": "dev-digits",
    "ModelApprovalStatus": "Approved",
    "SortBy": "CreationTime",
    "SortOrder": "Descending",
}


def test_the_newest_approved_model_is_the_champion() -> None:
    with Stubber(clients.sagemaker()) as registry:
        registry.add_response("list_model_packages", listed(more="next"), ASKED)
        registry.add_response("list_model_packages", listed(ARN), {**ASKED, "NextToken": "next"})
        registry.add_response("describe_model_package", described(), {"ModelPackageName": ARN})
        found = find_champion.handler(GROUP, None)
    assert found == {
        "model_uri": "s3://m/m.tar.gz",
        "transform_uri": "s3://t/m.tar.gz",
        "package_arn": ARN,
    }


def test_an_empty_group_has_no_champion() -> None:
    with Stubber(clients.sagemaker()) as registry:
        registry.add_response("list_model_packages", listed(), ASKED)
        found = find_champion.handler(GROUP, None)
    assert set(found.values()) == {"none"}


def tell(evaluation: Mapping[str, Any], *, refused: bool = False) -> dict[str, str]:
    body = json.dumps(evaluation).encode()
    where = {"Bucket": "features", "Key": REPORT_URI.removeprefix("s3://features/")}
    with (
        Stubber(clients.sagemaker()) as registry,
        Stubber(clients.s3()) as reports,
        Stubber(clients.sns()) as topic,
    ):
        registry.add_response("describe_model_package", described(), {"ModelPackageName": ARN})
        reports.add_response(
            "get_object", {"Body": StreamingBody(io.BytesIO(body), len(body))}, where
        )
        if refused:
            topic.add_client_error("publish", "Throttled")
        else:
            topic.add_response("publish", {"MessageId": "1"}, TICKET)
        return tell_outcome.handler(REGISTERED, None)


def test_a_model_that_waits_opens_a_ticket_that_can_be_known_again() -> None:
    assert tell(EVALUATION) == {"outcome": "told"}


def test_a_ticket_that_cannot_be_opened_fails_the_step() -> None:
    with pytest.raises(ClientError, match="Throttled"):
        tell(EVALUATION, refused=True)


def test_an_evaluation_that_is_none_fails_the_step() -> None:
    with pytest.raises(MalformedError) as refused:
        tell({"metrics": {"accuracy": {"value": "high"}}})
    assert str(refused.value) == "the value of a metric must be a number, got 'high'"


def test_a_model_that_somebody_decided_on_opens_none() -> None:
    with Stubber(clients.sagemaker()) as registry, Stubber(clients.sns()):
        registry.add_response("describe_model_package", described("Approved"))
        assert tell_outcome.handler(REGISTERED, None) == {"outcome": "decided"}


@pytest.mark.parametrize("missing", ["model_package_arn", "pipeline", "execution_arn"])
def test_a_word_that_a_pipeline_leaves_out_is_named(missing: str) -> None:
    with pytest.raises(MalformedError) as refused:
        tell_outcome.handler({k: v for k, v in REGISTERED.items() if k != missing}, None)
    assert str(refused.value) == f"{missing} must be a text that is not empty, got nothing"
