"""The other services that steps call: jobs that end as a test says, functions, and objects."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from local.api.errors import ApiError
from local.api.message import Operation

Answer = tuple[int, dict[str, str], bytes]
_NOT_THERE = b"<Error><Code>NoSuchKey</Code><Message>not there</Message></Error>"


@dataclass
class FakeJobs:
    """Every job completes when it is looked at, but for those of steps that a test names."""

    created: list[dict[str, Any]] = field(default_factory=list)
    reasons: dict[str, list[str]] = field(default_factory=dict)
    """Of the failures of a step's jobs, one after the other."""
    refusals: dict[str, list[ApiError]] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)
    """Steps whose jobs go on until they are stopped or let go."""
    deaf: set[str] = field(default_factory=set)
    """Steps whose jobs do not stop."""
    stopped: set[str] = field(default_factory=set)

    @property
    def operations(self) -> Mapping[str, Operation]:
        return {
            **self._of("ProcessingJob", "processing-job"),
            **self._of("TrainingJob", "training-job"),
        }

    def admin(self, _method: str, _path: str, _body: bytes) -> Answer | None:
        """They are on no spot."""
        return None

    def stop(self) -> None:
        """They run nowhere."""

    def of(self, step: str) -> list[dict[str, Any]]:
        return [one for one in self.created if step_of(one["name"]) == step]

    def _of(self, noun: str, kind: str) -> dict[str, Operation]:
        def create(request: Mapping[str, Any]) -> Mapping[str, Any]:
            name = request[f"{noun}Name"]
            for refusal in self._next(self.refusals, name):
                raise refusal
            why = next(iter(self._next(self.reasons, name)), None)
            arn = f"arn:aws:sagemaker:us-east-1:000000000000:{kind}/{name.lower()}"
            self.created.append({"name": name, "why": why, f"{noun}Arn": arn, **request})
            return {f"{noun}Arn": arn}

        def describe(request: Mapping[str, Any]) -> Mapping[str, Any]:
            return self._described(noun, request[f"{noun}Name"])

        def stop(request: Mapping[str, Any]) -> Mapping[str, Any]:
            self.stopped.add(request[f"{noun}Name"])
            return {}

        return {f"Create{noun}": create, f"Describe{noun}": describe, f"Stop{noun}": stop}

    def _described(self, noun: str, name: str) -> dict[str, Any]:
        [job] = [one for one in self.created if one["name"] == name]
        told = {key: value for key, value in job.items() if key not in ("name", "why", "Tags")}
        artifacts = {"S3ModelArtifacts": f"s3://models/{step_of(name)}/model.tar.gz"}
        more = {"ModelArtifacts": artifacts} if noun == "TrainingJob" else {}
        return {**told, **more, f"{noun}Status": self._status(job), "FailureReason": job["why"]}

    def _status(self, job: Mapping[str, Any]) -> str:
        if job["name"] in self.stopped and step_of(job["name"]) not in self.deaf:
            return "Stopped"
        if step_of(job["name"]) in self.held:
            return "InProgress"
        return "Failed" if job["why"] else "Completed"

    def _next(self, script: dict[str, list[Any]], name: str) -> list[Any]:
        waiting = script.get(step_of(name), [])
        return [waiting.pop(0)] if waiting else []


@dataclass
class FakeNeighbours:
    """Lambda and S3."""

    functions: dict[str, Any] = field(default_factory=dict)
    """What a function answers, or the exception that it raises."""
    called: list[tuple[str, Any]] = field(default_factory=list)
    objects: dict[str, Any] = field(default_factory=dict)

    def answer(self, path: str, body: bytes, query: Mapping[str, Sequence[str]]) -> Answer:
        if "/functions/" in path:
            return self._invoked(unquote(path).split("/")[3].rpartition(":")[2], body)
        if "list-type" in query:
            return self._listed(path.strip("/"), query.get("prefix", [""])[0])
        key = f"s3:/{path}"
        found = self.objects.get(key)
        return (404, {}, _NOT_THERE) if found is None else (200, {}, json.dumps(found).encode())

    def _invoked(self, name: str, body: bytes) -> Answer:
        self.called.append((name, json.loads(body)))
        answer = self.functions[name]
        if isinstance(answer, Exception):
            failure = {"errorType": type(answer).__name__, "errorMessage": str(answer)}
            return 200, {"X-Amz-Function-Error": "Unhandled"}, json.dumps(failure).encode()
        return 200, {}, json.dumps(answer).encode()

    def _listed(self, bucket: str, prefix: str) -> Answer:
        found = [key for key in self.objects if key.startswith(f"s3://{bucket}/{prefix}")]
        text = f"<ListBucketResult><KeyCount>{len(found)}</KeyCount></ListBucketResult>"
        return 200, {"Content-Type": "application/xml"}, text.encode()


def step_of(job: str) -> str:
    """The step in pipelines-<id>-<step>-<random>."""
    return job.split("-", 2)[2].rpartition("-")[0]
