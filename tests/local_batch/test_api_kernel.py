"""A request is held to the model at every depth before any operation of ours sees it."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from local.api.errors import ApiError
from local.api.kernel import Kernel
from local.api.message import Operation, Request, Response
from local.api.model import service_model
from local.api.rest_json import RestJson
from local.api.shapes import from_wire, to_wire
from local.api.validation import faults

BATCH = service_model("batch")
RESOURCES = {"type": "SPOT", "maxvCpus": 8}


def served(path: str, body: object, operations: Mapping[str, Operation]) -> Response:
    kernel = Kernel(BATCH, RestJson(BATCH), operations, refusal="ClientException")
    text = body if isinstance(body, bytes) else json.dumps(body).encode()
    return kernel.serve(Request(method="POST", path=f"/v1/{path}", body=text))


def message(response: Response) -> str:
    return str(json.loads(response.body)["message"])


def create(its: Mapping[str, Any]) -> Response:
    body = {"computeEnvironmentName": "a", "type": "MANAGED", "computeResources": its}
    return served("createcomputeenvironment", body, {"CreateComputeEnvironment": dict})


@pytest.mark.parametrize(
    ("its", "because"),
    [
        ({"maxVcpus": 8}, 'Unknown parameter in computeResources: "maxVcpus"'),
        ({"launchTemplate": {"id": "x"}}, 'computeResources.launchTemplate: "id"'),
        ({"ec2Configuration": [{"imageTypo": "x"}]}, "computeResources.ec2Configuration[0]"),
        ({"maxvCpus": "8"}, "Invalid type for parameter computeResources.maxvCpus"),
        ({"maxvCpus": True}, "computeResources.maxvCpus must be of type integer, got True"),
        ({"type": "SPOTTY"}, "computeResources.type must be one of EC2, SPOT, "),
        ({"tags": {"a": 1}}, "Invalid type for parameter computeResources.tags.a"),
    ],
)
def test_what_the_model_does_not_allow_is_refused_at_its_place(
    its: Mapping[str, Any], because: str
) -> None:
    response = create({**RESOURCES, **its})

    assert (response.status, response.headers["x-amzn-ErrorType"]) == (400, "ClientException")
    assert message(response).startswith("CreateComputeEnvironment: ")
    assert because in message(response)


def test_what_is_required_is_missed() -> None:
    assert 'Missing required parameter in input: "jobDefinition"' in message(
        served("submitjob", {"jobName": "a", "jobQueue": "b"}, {"SubmitJob": dict})
    )


def test_all_faults_are_told_at_once() -> None:
    told = message(create({"type": "SPOTTY", "maxVcpus": 8}))

    assert "maxVcpus" in told
    assert "SPOTTY" in told
    assert 'Missing required parameter in computeResources: "maxvCpus"' in told


@pytest.mark.parametrize("count", [0, 51])
def test_the_size_of_a_map_has_bounds(count: int) -> None:
    tags = {f"k{number}": "v" for number in range(count)}
    found = faults(BATCH.operation_model("TagResource"), {"resourceArn": "a", "tags": tags})

    assert bool(found) == (count > 50)


def test_null_is_as_good_as_nothing() -> None:
    seen: list[Mapping[str, Any]] = []

    def submit(request: Mapping[str, Any]) -> Mapping[str, Any]:
        seen.append(request)
        return {"jobName": "a", "jobId": "b"}

    body = {"jobName": "a", "jobQueue": "b", "jobDefinition": "c", "timeout": None}
    assert served("submitjob", body, {"SubmitJob": submit}).status == 200
    assert seen == [{"jobName": "a", "jobQueue": "b", "jobDefinition": "c"}]


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff"])
def test_a_body_that_is_no_json_object_is_refused(body: bytes) -> None:
    response = served("submitjob", body, {"SubmitJob": dict})

    assert response.status == 400
    assert response.headers["x-amzn-ErrorType"] == "SerializationException"


def test_an_operation_that_is_not_ours_is_refused_by_its_name() -> None:
    response = served("submitjob", {}, {})

    assert response.status == 400
    assert message(response) == "SubmitJob is not served by the local account yet"


def test_a_path_that_the_model_does_not_know_is_refused() -> None:
    response = served("submitjobs", {}, {})

    assert response.status == 404
    assert message(response) == "no operation is called by POST /v1/submitjobs"


def test_a_label_may_hold_slashes_and_a_query_many_values() -> None:
    call = RestJson(BATCH).call(
        Request(
            method="DELETE",
            path="/v1/tags/arn:aws:batch:r:a:job-queue/gpu",
            query={"tagKeys": ["a", "b"]},
        )
    )

    assert call.operation.name == "UntagResource"
    assert call.params == {
        "resourceArn": "arn:aws:batch:r:a:job-queue/gpu",
        "tagKeys": ["a", "b"],
    }


@pytest.mark.parametrize(
    ("path", "operation"),
    [
        ("functions/f", "GetFunction"),
        ("functions/f/configuration", "GetFunctionConfiguration"),
        ("functions/f/aliases/a", "GetAlias"),
        ("functions", "ListFunctions"),
    ],
)
def test_a_label_does_not_swallow_the_path_of_another_operation(path: str, operation: str) -> None:
    request = Request(method="GET", path=f"/2015-03-31/{path}")

    assert RestJson(service_model("lambda")).call(request).operation.name == operation


def test_an_operation_that_the_model_does_not_know_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="batch has no operation SubmitJobs"):
        Kernel(BATCH, RestJson(BATCH), {"SubmitJobs": dict})


def test_an_answer_that_the_model_does_not_know_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="has no member 'jobID'"):
        served(
            "submitjob",
            {"jobName": "a", "jobQueue": "b", "jobDefinition": "c"},
            {"SubmitJob": lambda _request: {"jobID": "b"}},
        )


def test_times_and_bytes_travel_as_numbers_and_base64() -> None:
    shape = service_model("kms").shape_for("PlaintextType")
    moment = service_model("sagemaker").shape_for("Timestamp")
    noon = datetime(2026, 11, 21, 12, tzinfo=UTC)

    assert from_wire(shape, to_wire(shape, b"\x00x")) == b"\x00x"
    assert from_wire(moment, to_wire(moment, noon)) == noon
    with pytest.raises(ApiError, match="is no blob"):
        from_wire(shape, "?")
