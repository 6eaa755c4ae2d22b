"""How a step fails, and which words of a retry policy mean that."""

from collections.abc import Mapping
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

_LONGEST = 1024
"""The characters that the API has for a reason."""
_CODES: Mapping[str, str] = {
    "ThrottlingException": "Step.THROTTLING",
    "Throttling": "Step.THROTTLING",
    "TooManyRequestsException": "Step.THROTTLING",
    "ResourceLimitExceeded": "SageMaker.RESOURCE_LIMIT",
}
_REASONS: Mapping[str, str] = {
    "CapacityError": "SageMaker.CAPACITY_ERROR",
    "InternalServerError": "SageMaker.JOB_INTERNAL_ERROR",
    "ResourceLimitExceeded": "SageMaker.RESOURCE_LIMIT",
}
_OUR_FAULT = 500


class StepFailedError(Exception):
    """A step did not do what it should; `kind` is the word of a retry policy, if there is one."""

    def __init__(self, reason: str, *, kind: str | None = None) -> None:
        super().__init__(reason[:_LONGEST])
        self.kind = kind


class StepStoppedError(Exception):
    """Somebody stopped the execution while the step ran."""


def of_call(error: ClientError | BotoCoreError) -> StepFailedError:
    """A service refused what the step asked."""
    if not isinstance(error, ClientError):
        return StepFailedError(f"InternalServerError: {error}", kind="Step.SERVICE_FAULT")
    answer: Any = error.response
    code, message = answer["Error"]["Code"], answer["Error"]["Message"]
    status = answer["ResponseMetadata"]["HTTPStatusCode"]
    fault = "Step.SERVICE_FAULT" if status >= _OUR_FAULT else None
    return StepFailedError(
        f"ClientError: {error.operation_name}: {code}: {message}", kind=_CODES.get(code, fault)
    )


def of_job(reason: str) -> StepFailedError:
    """The job's own reason, which ends with its log."""
    kind = next((kind for word, kind in _REASONS.items() if reason.startswith(word)), None)
    return StepFailedError(reason, kind=kind)
