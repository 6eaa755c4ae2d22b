"""The kinds of SageMaker's jobs that can be asked about, with its words for each."""

from collections.abc import Mapping
from dataclasses import dataclass

SOURCE = "aws.sagemaker"
EXECUTION = "SageMaker Model Building Pipeline Execution Status Change"
STEP = "SageMaker Model Building Pipeline Execution Step Status Change"


@dataclass(frozen=True, kw_only=True)
class Kind:
    word: str
    """Of the members of its description: ``<word>Name``, ``<word>Arn``, ``<word>Status``."""
    detail_type: str


KINDS: Mapping[str, Kind] = {
    "training-job": Kind(word="TrainingJob", detail_type="SageMaker Training Job State Change"),
    "processing-job": Kind(
        word="ProcessingJob", detail_type="SageMaker Processing Job State Change"
    ),
    "transform-job": Kind(word="TransformJob", detail_type="SageMaker Transform Job State Change"),
    "hyper-parameter-tuning-job": Kind(
        word="HyperParameterTuningJob",
        detail_type="SageMaker HyperParameter Tuning Job State Change",
    ),
    "automl-job": Kind(word="AutoMLJob", detail_type="SageMaker AutoML Job State Change"),
    "labeling-job": Kind(
        word="LabelingJob", detail_type="SageMaker Ground Truth Labeling Job State Change"
    ),
}
"""By what their ids begin with."""


def kind_of(job_id: str) -> Kind:
    return KINDS[job_id.partition("/")[0]]


def resource_of(arn: str) -> str:
    """The part of an ARN that the ledger knows the job by."""
    return arn.split(":", 5)[5]
