"""A SageMaker on a bench: boto3 to speak to it, fakes around it, and words that tests share."""

import time
import uuid
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from botocore.exceptions import ClientError
from mypy_boto3_sagemaker import SageMakerClient

from local.sagemaker.service import SageMaker
from tests.local_batch.fakes import FakeAccount
from tests.local_sagemaker.definitions import ROLE
from tests.local_sagemaker.fakes import FakeJobs, FakeNeighbours

Answer = tuple[int, dict[str, str], bytes]
Step = dict[str, Any]


@dataclass
class Bench:
    client: SageMakerClient
    account: FakeAccount
    jobs: FakeJobs
    neighbours: FakeNeighbours
    service: SageMaker

    def create(self, definition: str, *, name: str = "digits", **more: Any) -> str:
        answer = self.client.create_pipeline(
            PipelineName=name,
            PipelineDefinition=definition,
            RoleArn=ROLE,
            ClientRequestToken=_token(),
            **more,
        )
        return answer["PipelineArn"]

    def start(self, *, name: str = "digits", **more: Any) -> str:
        answer = self.client.start_pipeline_execution(
            PipelineName=name, ClientRequestToken=_token(), **more
        )
        return answer["PipelineExecutionArn"]

    def run(self, definition: str, **more: Any) -> str:
        self.create(definition)
        return self.end(self.start(**more))

    def end(self, arn: str) -> str:
        """Waits for the execution, whatever becomes of it."""
        eventually(lambda: self.status(arn) in ("Succeeded", "Failed", "Stopped"), f"{arn} ends")
        return arn

    def status(self, arn: str) -> str:
        return self.client.describe_pipeline_execution(PipelineExecutionArn=arn)[
            "PipelineExecutionStatus"
        ]

    def reason(self, arn: str) -> str:
        return self.client.describe_pipeline_execution(PipelineExecutionArn=arn)["FailureReason"]

    def steps(self, arn: str) -> dict[str, Step]:
        """In the order of their start."""
        answer = self.client.list_pipeline_execution_steps(
            PipelineExecutionArn=arn, SortOrder="Ascending"
        )
        return {step["StepName"]: dict(step) for step in answer["PipelineExecutionSteps"]}

    def statuses(self, arn: str) -> dict[str, str]:
        return {name: step["StepStatus"] for name, step in self.steps(arn).items()}

    def stop(self, arn: str) -> None:
        self.client.stop_pipeline_execution(PipelineExecutionArn=arn, ClientRequestToken=_token())

    def retry(self, arn: str) -> None:
        self.client.retry_pipeline_execution(PipelineExecutionArn=arn, ClientRequestToken=_token())

    def told(self, detail_type: str) -> list[Mapping[str, Any]]:
        return [one.detail for one in self.account.events if one.detail_type == detail_type]


def everything(
    service: SageMaker, neighbours: FakeNeighbours
) -> Callable[[str, str, Mapping[str, str], bytes, Mapping[str, Sequence[str]]], Awaitable[Answer]]:
    """The account's one door: SageMaker by its header, the others by their paths."""

    async def answer(
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes,
        query: Mapping[str, Sequence[str]],
    ) -> Answer:
        lower = {name.lower(): text for name, text in headers.items()}
        if lower.get("x-amz-target", "").startswith("SageMaker."):
            return await service(method, path, lower, body, query)
        return neighbours.answer(path, body, query)

    return answer


@contextmanager
def refused(because: str, *, code: str = "ValidationException") -> Iterator[None]:
    with pytest.raises(ClientError) as raised:
        yield
    assert raised.value.response["Error"]["Code"] == code
    assert because in raised.value.response["Error"]["Message"]


def eventually(is_so: Callable[[], bool], what: str, *, within_s: float = 20) -> None:
    deadline = time.monotonic() + within_s
    while not is_so():
        assert time.monotonic() < deadline, f"not within {within_s} s: {what}"
        time.sleep(0.02)


def _token() -> str:
    return str(uuid.uuid4())
