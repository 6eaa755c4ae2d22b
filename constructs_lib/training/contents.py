"""What a pipeline's definition says of the rights that it needs: its images, its kinds of jobs."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

_STEPS = "Steps"
_IMAGE_HOST = ".dkr.ecr."


class JobKind(StrEnum):
    """As a step's ``Type`` has it."""

    PROCESSING = "Processing"
    TRAINING = "Training"
    TUNING = "Tuning"
    AUTOML = "AutoML"


_JOBS = frozenset(str(kind) for kind in JobKind)


def kinds_in(definition: Mapping[str, Any]) -> frozenset[JobKind]:
    return frozenset(JobKind(step["Type"]) for step in _jobs(definition))


def images_in(definition: Mapping[str, Any]) -> frozenset[str]:
    """Of its jobs, in registries of AWS: what serves a model is pulled by others."""
    texts = (text for step in _jobs(definition) for text in texts_in(step))
    return frozenset(text for text in texts if _IMAGE_HOST in text)


def addresses_in(definition: Mapping[str, Any]) -> frozenset[str]:
    """Of S3, written out: what the environment does not own, such as a model of JumpStart."""
    texts = (text.strip('"') for step in _jobs(definition) for text in texts_in(step))
    return frozenset(text for text in texts if text.startswith("s3://"))


def texts_in(value: Any) -> Iterator[str]:
    """Every text of the document, names of members excepted."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from texts_in(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts_in(each)


def _jobs(definition: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    return (step for step in _steps(definition) if step["Type"] in _JOBS)


def _steps(definition: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Those in the branches of conditions too."""
    for step in definition.get(_STEPS, []):
        yield step
        arguments = step.get("Arguments", {}) if step["Type"] == "Condition" else {}
        for branch in ("IfSteps", "ElseSteps"):
            yield from _steps({_STEPS: arguments.get(branch, [])})
