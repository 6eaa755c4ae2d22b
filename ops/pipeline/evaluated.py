"""The evaluation of an execution, read from where its step wrote it."""

import json
from urllib.parse import urlparse

from botocore.exceptions import ClientError

from ops.pipeline.evaluation import Evaluation, read_evaluation
from ops.pipeline.jobs import described_job
from ops.pipeline.place import Place
from ops.pipeline.snapshot import Snapshot
from ops.pipeline.states import State
from ops.pipeline.step import JobKind, Step
from ops.session import RefusalError

_GONE = {"NoSuchKey", "NoSuchBucket", "404"}


def evaluation(place: Place, snapshot: Snapshot) -> Evaluation | None:
    """Of the processing step that has an output of that name, whichever execution it ran in."""
    for step in snapshot.steps:
        if step.state is State.SUCCEEDED and (uri := _written(place, step)):
            text = _text(place, uri)
            return None if text is None else _read(uri, text)
    return None


def _written(place: Place, step: Step) -> str | None:
    if step.job is None or step.job.kind is not JobKind.PROCESSING:
        return None
    _, described = described_job(place.sagemaker, step.job)
    config = described.get("ProcessingOutputConfig", {})
    for output in config.get("Outputs", []):
        if output["OutputName"] == "evaluation":
            return f"{output['S3Output']['S3Uri'].rstrip('/')}/evaluation.json"
    return None


def _text(place: Place, uri: str) -> str | None:
    at = urlparse(uri)
    try:
        answer = place.s3.get_object(Bucket=at.netloc, Key=at.path.lstrip("/"))
    except ClientError as error:
        if error.response["Error"]["Code"] in _GONE:
            return None
        raise
    return answer["Body"].read().decode()


def _read(uri: str, text: str) -> Evaluation:
    try:
        return read_evaluation(uri, json.loads(text))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise RefusalError(f"{uri} is not what an evaluation says of a model: {error!r}") from error
