"""What IAM must know of a request to AWS Batch: what it is about, and what else it takes."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from local.account.environment import ACCOUNT_ID, REGION

_SUBMIT = "/v1/submitjob"
_ON_ONE_JOB = ("/v1/canceljob", "/v1/terminatejob")
_TAGS = "/v1/tags/"


def resource_of(path: str, params: Mapping[str, Any]) -> str:
    """Actions that create, list or describe are about nothing that has an ARN yet, or any more."""
    if path == _SUBMIT:
        return _arn("job-definition", params.get("jobDefinition"))
    if path in _ON_ONE_JOB:
        return _arn("job", params.get("jobId"))
    return unquote(path.removeprefix(_TAGS)) if path.startswith(_TAGS) else "*"


def more_of(path: str, params: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Actions and resources beside the first: a submission takes its queue, and its tags."""
    if path == _SUBMIT:
        yield "batch:SubmitJob", _arn("job-queue", params.get("jobQueue"))
        if params.get("tags"):
            yield "batch:TagResource", _arn("job", "*")


def _arn(kind: str, name: object) -> str:
    text = str(name)
    return text if text.startswith("arn:") else f"arn:aws:batch:{REGION}:{ACCOUNT_ID}:{kind}/{text}"
