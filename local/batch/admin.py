"""The words under /_millrace/spot/, which AWS has no API for."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from local.batch.job import Job
from local.batch.pace import Pace
from local.batch.records import Host
from local.batch.refusals import RefusedError
from local.batch.spot import Spot

PREFIX = "/_millrace/spot/"

Answer = tuple[int, dict[str, str], bytes]


class _Word(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Instance(_Word):
    job_id: str | None = Field(default=None, alias="jobId")
    instance_id: str | None = Field(default=None, alias="instanceId")

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        if (self.job_id is None) == (self.instance_id is None):
            raise ValueError("give jobId or instanceId, one of them")
        return self


class _Reclaim(_Instance):
    notice_seconds: float | None = Field(default=None, alias="noticeSeconds", ge=0)
    grace_seconds: float | None = Field(default=None, alias="graceSeconds", ge=0)


class _Capacity(_Word):
    available: bool


class Admin:
    def __init__(self, spot: Spot, pace: Pace) -> None:
        self._spot = spot
        self._pace = pace
        self._words: Mapping[tuple[str, str], Callable[[bytes], Mapping[str, Any]]] = {
            ("POST", "reclaim"): self._reclaim,
            ("POST", "lose"): self._lose,
            ("POST", "capacity"): self._capacity,
            ("GET", "instances"): self._instances,
        }

    def answer(self, method: str, path: str, body: bytes) -> Answer:
        word = self._words.get((method, path.removeprefix(PREFIX)))
        if word is None:
            known = ", ".join(f"{method} {PREFIX}{name}" for method, name in self._words)
            return _json(404, {"message": f"no word is {method} {path}; known: {known}"})
        try:
            return _json(200, word(body))
        except ValidationError as error:
            return _json(400, {"message": _complaints(error)})
        except RefusedError as error:
            return _json(400, {"message": str(error)})

    def _reclaim(self, body: bytes) -> Mapping[str, Any]:
        word = _Reclaim.model_validate_json(body)
        host = self._host(word)
        notice_s = self._pace.notice_s if word.notice_seconds is None else word.notice_seconds
        grace_s = self._pace.grace_s if word.grace_seconds is None else word.grace_seconds
        jobs = self._spot.reclaim(host, notice_s=notice_s, grace_s=grace_s)
        return {**_seen(host, jobs), "noticeSeconds": notice_s, "graceSeconds": grace_s}

    def _lose(self, body: bytes) -> Mapping[str, Any]:
        host = self._host(_Instance.model_validate_json(body))
        return _seen(host, self._spot.lose(host))

    def _host(self, word: _Instance) -> Host:
        if word.instance_id:
            return self._spot.host(word.instance_id)
        return self._spot.host_of_job(word.job_id or "")

    def _capacity(self, body: bytes) -> Mapping[str, Any]:
        word = _Capacity.model_validate_json(body)
        self._spot.offer(is_available=word.available)
        return {"available": word.available}

    def _instances(self, _body: bytes) -> Mapping[str, Any]:
        return {"instances": [_seen(host, jobs) for host, jobs in self._spot.hosts()]}


def _seen(host: Host, jobs: list[Job]) -> dict[str, Any]:
    return {
        "instanceId": host.id,
        "instanceType": host.instance_type,
        "computeEnvironment": host.environment.name,
        "isSpot": host.environment.is_spot,
        "jobIds": [job.id for job in jobs],
    }


def _complaints(error: ValidationError) -> str:
    return "; ".join(
        f"{'.'.join(str(part) for part in fault['loc']) or 'the body'}: {fault['msg']}"
        for fault in error.errors()
    )


def _json(status: int, document: Mapping[str, Any]) -> Answer:
    return status, {"Content-Type": "application/json"}, json.dumps(document).encode()
