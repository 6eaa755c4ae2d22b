"""The words under /_millrace/spot/ that name a training job; the others are those of AWS Batch."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from local.batch.leash import StopOrder
from local.sagemaker.jobs import endings
from local.sagemaker.jobs.kinds import TRAINING
from local.sagemaker.jobs.pace import JobPace
from local.sagemaker.jobs.state import State
from local.sagemaker.refusals import RefusedError

PREFIX = "/_millrace/spot/"
Answer = tuple[int, dict[str, str], bytes]


class _Reclaim(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    training_job: str = Field(alias="trainingJob")
    grace_seconds: float | None = Field(default=None, alias="graceSeconds", ge=0)


class Spot:
    def __init__(self, state: State, pace: JobPace) -> None:
        self._state = state
        self._pace = pace

    def answer(self, method: str, path: str, body: bytes) -> Answer | None:
        """None for a word that is not for training jobs; quick, so fit for the event loop."""
        given = _document(body)
        match method, path.removeprefix(PREFIX):
            case "POST", "reclaim" if "trainingJob" in given:
                return self._reclaimed(body)
            case "POST", "capacity" if isinstance(given.get("available"), bool):
                self.offer(is_available=given["available"])
        return None

    def offer(self, *, is_available: bool) -> None:
        with self._state.changed:
            self._state.is_spot_available = is_available
            self._state.changed.notify_all()

    def reclaim(self, name: str, *, grace_s: float) -> None:
        """SIGTERM now, SIGKILL after the grace; the job goes on by itself on another machine."""
        with self._state.changed:
            job = self._state.find(TRAINING, name)
            if not job.is_spot:
                raise RefusedError(f"only jobs on spot are reclaimed, {name} is on demand")
            if job.has_ended or job.leash.order:
                raise RefusedError(f"{name} has ended, or is being stopped or reclaimed already")
            job.leash.pull(StopOrder(status_reason=endings.RECLAIMED, grace_s=grace_s))
            self._state.changed.notify_all()

    def _reclaimed(self, body: bytes) -> Answer:
        try:
            word = _Reclaim.model_validate_json(body)
            grace_s = self._pace.grace_s if word.grace_seconds is None else word.grace_seconds
            self.reclaim(word.training_job, grace_s=grace_s)
        except (ValidationError, RefusedError) as error:
            return _json(400, {"message": str(error)})
        return _json(200, {"trainingJob": word.training_job, "graceSeconds": grace_s})


def _document(body: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(body or b"{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _json(status: int, document: Mapping[str, Any]) -> Answer:
    return status, {"Content-Type": "application/json"}, json.dumps(document).encode()
