"""The types of steps that run here, and what each needs in a definition."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A type of step."""

    operation: str = ""
    """Of SageMaker, which takes its arguments."""
    supplied: frozenset[str] = frozenset()
    """Members of the operation that the engine gives."""
    needs: tuple[str, ...] = ()
    """Members of the step beside its arguments."""
    caches: bool = True


def _job(operation: str, name: str) -> Kind:
    return Kind(operation=operation, supplied=frozenset({name}))


SERVED = frozenset({"CreateModel", "CreateModelPackage"})
"""What steps call beside the operations on jobs."""

KINDS: Mapping[str, Kind] = {
    "Processing": _job("CreateProcessingJob", "ProcessingJobName"),
    "Training": _job("CreateTrainingJob", "TrainingJobName"),
    "Tuning": _job("CreateHyperParameterTuningJob", "HyperParameterTuningJobName"),
    "Transform": _job("CreateTransformJob", "TransformJobName"),
    "Model": Kind(operation="CreateModel", supplied=frozenset({"ModelName"}), caches=False),
    "RegisterModel": Kind(operation="CreateModelPackage", caches=False),
    "Lambda": Kind(needs=("FunctionArn",)),
    "Condition": Kind(caches=False),
    "Fail": Kind(caches=False),
}
