"""What a step of each type consists of, calls, and can be asked afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass

_ALL = ("Name", "Type", "Arguments", "DependsOn", "DisplayName", "Description")
_JUDGED = (
    "CheckType", "ModelPackageGroupName", "SkipCheck", "RegisterNewBaseline", "FailOnViolation",
    "SuppliedBaselineConstraints", "SuppliedBaselineStatistics", "ModelName",
)  # fmt: skip
_BASELINES = (
    "CalculatedBaselineConstraints",
    "CalculatedBaselineStatistics",
    "BaselineUsedForDriftCheckConstraints",
    "BaselineUsedForDriftCheckStatistics",
)


@dataclass(frozen=True, kw_only=True)
class StepType:
    creates: str = ""
    """The operation of SageMaker that takes the arguments."""
    name: str = ""
    """The argument that an execution gives."""
    tells: tuple[str, ...] = ()
    """The shapes that its properties have."""
    also_tells: tuple[str, ...] = ()
    is_open: bool = False
    """Its properties are in no model that is read here."""
    retried: bool = False
    cached: bool = False
    has: tuple[str, ...] = ()
    """Fields that steps of other types do not have."""

    @property
    def fields(self) -> frozenset[str]:
        retried = ("RetryPolicies",) if self.retried else ()
        return frozenset((*_ALL, *retried, *(("CacheConfig",) if self.cached else ()), *self.has))


def _job(kind: str, *, has: tuple[str, ...] = (), also_tells: tuple[str, ...] = ()) -> StepType:
    return StepType(
        creates=f"Create{kind}",
        name=f"{kind}Name",
        tells=(f"Describe{kind}Response",),
        also_tells=also_tells,
        retried=True,
        cached=True,
        has=has,
    )


def _thing(kind: str) -> StepType:
    return StepType(
        creates=f"Create{kind}",
        name=f"{kind}Name",
        tells=(f"Describe{kind}Output",),
        retried=True,
        cached=kind.startswith(("Endpoint", "Inference")),
    )


_CHECK = _job("ProcessingJob", has=_JUDGED, also_tells=_BASELINES)
_ELSEWHERE = StepType(is_open=True, cached=True, retried=True)

STEP_TYPES: Mapping[str, StepType] = {
    "AutoML": _job("AutoMLJob", also_tells=("BestCandidateProperties",)),
    "Callback": StepType(cached=True, has=("SqsQueueUrl", "OutputParameters")),
    "ClarifyCheck": _CHECK,
    "Cleanup": _ELSEWHERE,
    "Condition": StepType(also_tells=("Outcome",)),
    "EMR": _ELSEWHERE,
    "EMRServerless": _ELSEWHERE,
    "Endpoint": _thing("Endpoint"),
    "EndpointConfig": _thing("EndpointConfig"),
    "Fail": StepType(),
    "ForEach": StepType(is_open=True),
    "InferenceComponent": _thing("InferenceComponent"),
    "Job": _job("Job"),
    "Lambda": StepType(cached=True, has=("FunctionArn", "OutputParameters")),
    "Lineage": _ELSEWHERE,
    "Model": _thing("Model"),
    "Processing": _job("ProcessingJob", has=("PropertyFiles",)),
    "QualityCheck": _CHECK,
    "RegisterModel": _thing("ModelPackage"),
    "Training": _job("TrainingJob"),
    "Transform": _job("TransformJob"),
    "Tuning": StepType(
        creates="CreateHyperParameterTuningJob",
        name="HyperParameterTuningJobName",
        tells=(
            "DescribeHyperParameterTuningJobResponse",
            "ListTrainingJobsForHyperParameterTuningJobResponse",
        ),
        retried=True,
        cached=True,
    ),
}
