"""The kinds of jobs, each with the words that SageMaker has for it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    word: str
    """The operations are CreateX, DescribeX, StopX, ListXs."""
    arn: str
    detail_type: str
    start: str
    """The member of Describe that says when its container began; none where there is none."""
    end: str
    plain: str
    """What it is called in sentences."""

    @property
    def name(self) -> str:
        return f"{self.word}Name"

    @property
    def status(self) -> str:
        return f"{self.word}Status"

    @property
    def log_group(self) -> str:
        return f"/aws/sagemaker/{self.word}s"

    @property
    def summaries(self) -> str:
        return f"{self.word}Summaries"


PROCESSING = Kind(
    word="ProcessingJob",
    arn="processing-job",
    detail_type="SageMaker Processing Job State Change",
    start="ProcessingStartTime",
    end="ProcessingEndTime",
    plain="processing job",
)
TRAINING = Kind(
    word="TrainingJob",
    arn="training-job",
    detail_type="SageMaker Training Job State Change",
    start="TrainingStartTime",
    end="TrainingEndTime",
    plain="training job",
)
TUNING = Kind(
    word="HyperParameterTuningJob",
    arn="hyper-parameter-tuning-job",
    detail_type="SageMaker HyperParameter Tuning Job State Change",
    start="",
    end="HyperParameterTuningEndTime",
    plain="hyperparameter tuning job",
)
