"""Jobs and executions of SageMaker: each step is kept as SageMaker would describe it then."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.lambda_.reconciling.batch_stories import ACCOUNT, START, milliseconds

ARN = f"arn:aws:sagemaker:{ACCOUNT}"
TAGS = {"millrace:team": "vision"}
ENDS = ("Completed", "Failed", "Stopped")
WORDS = {
    "training-job": ("TrainingJob", "SageMaker Training Job State Change"),
    "processing-job": ("ProcessingJob", "SageMaker Processing Job State Change"),
    "transform-job": ("TransformJob", "SageMaker Transform Job State Change"),
    "hyper-parameter-tuning-job": (
        "HyperParameterTuningJob",
        "SageMaker HyperParameter Tuning Job State Change",
    ),
    "automl-job": ("AutoMLJob", "SageMaker AutoML Job State Change"),
    "labeling-job": ("LabelingJob", "SageMaker Ground Truth Labeling Job State Change"),
}
_BETWEEN = timedelta(seconds=20)


@dataclass
class SageMakerJob:
    type_: str
    name: str
    story: list[dict[str, Any]] = field(default_factory=list)
    at: datetime = START

    def __post_init__(self) -> None:
        self.becomes("InProgress", inner="Starting")

    @property
    def word(self) -> str:
        return WORDS[self.type_][0]

    @property
    def arn(self) -> str:
        return f"{ARN}:{self.type_}/{self.name.lower()}"

    @property
    def now(self) -> dict[str, Any]:
        return self.story[-1]

    def becomes(self, status: str, *, inner: str = "", reason: str | None = None) -> None:
        self.at += _BETWEEN
        before = self.story[-1] if self.story else self._created()
        told = {"FailureReason": reason} if reason else {}
        self.story.append(
            {**before, f"{self.word}Status": status, "LastModifiedTime": self.at, **told}
        )
        if self.type_ == "training-job":
            self._enters(inner or status)
        if status in ENDS and self.word in ("TrainingJob", "ProcessingJob", "TransformJob"):
            self.now[f"{self.word.removesuffix('Job')}EndTime"] = self.at

    def events(self) -> list[str]:
        """The detail has times as milliseconds, and the tags that no description has."""
        return [
            event(
                WORDS[self.type_][1],
                self.arn,
                {**_in_milliseconds(step), "Tags": TAGS},
                f"{self.name}-{number}",
                step["LastModifiedTime"],
            )
            for number, step in enumerate(self.story)
        ]

    def _enters(self, inner: str) -> None:
        past = self.now.get("SecondaryStatusTransitions", [])
        entered = {"Status": inner, "StartTime": self.at, "StatusMessage": f"it is {inner}"}
        self.now["SecondaryStatus"] = inner
        self.now["SecondaryStatusTransitions"] = [*past, entered]

    def _created(self) -> dict[str, Any]:
        return {
            f"{self.word}Name": self.name,
            f"{self.word}Arn": self.arn,
            "CreationTime": START,
        }


@dataclass
class Execution:
    name: str
    pipeline: str = "digits"
    began_at: datetime = START
    story: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    """What was described anew, an execution or a step, at each change."""
    steps: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.at = self.began_at
        self.becomes("Executing")

    @property
    def arn(self) -> str:
        return f"{ARN}:pipeline/{self.pipeline}/execution/{self.name}"

    def becomes(self, status: str, reason: str | None = None) -> None:
        self.at += _BETWEEN
        self.now = {
            "PipelineArn": f"{ARN}:pipeline/{self.pipeline}",
            "PipelineExecutionArn": self.arn,
            "PipelineExecutionDisplayName": self.name,
            "PipelineExecutionStatus": status,
            "CreationTime": self.began_at,
            "LastModifiedTime": self.at,
            **({"FailureReason": reason} if reason else {}),
        }
        self.story.append(("", self.now))

    def step_becomes(self, step: str, status: str, reason: str | None = None) -> None:
        self.at += _BETWEEN
        began = self.steps.get(step, {}).get("StartTime", self.at)
        ended = {} if status in ("Starting", "Executing") else {"EndTime": self.at}
        told = {"FailureReason": reason} if reason else {}
        made = {"ProcessingJob": {"Arn": f"{ARN}:processing-job/{step.lower()}"}}
        self.steps[step] = {
            "StepName": step,
            "StartTime": began,
            "StepStatus": status,
            "Metadata": made,
            "AttemptCount": 1,
            **ended,
            **told,
        }
        self.story.append((step, self.steps[step]))

    def events(self) -> list[str]:
        return [
            self._step_event(number, told) if step else self._event(number, told)
            for number, (step, told) in enumerate(self.story)
        ]

    def _event(self, number: int, told: Mapping[str, Any]) -> str:
        status = told["PipelineExecutionStatus"]
        ended = (
            {} if status == "Executing" else {"executionEndTime": _text(told["LastModifiedTime"])}
        )
        detail = {
            "pipelineExecutionDisplayName": self.name,
            "currentPipelineExecutionStatus": status,
            "previousPipelineExecutionStatus": "Executing",
            "executionStartTime": _text(self.began_at),
            "failureReason": told.get("FailureReason", ""),
            **ended,
        }
        kind = "SageMaker Model Building Pipeline Execution Status Change"
        return self._told(kind, detail, number, told["LastModifiedTime"])

    def _step_event(self, number: int, told: Mapping[str, Any]) -> str:
        ended = {"stepEndTime": _text(told["EndTime"])} if "EndTime" in told else {}
        arn = told["Metadata"]["ProcessingJob"]["Arn"]
        detail = {
            "metadata": {"processingJob": {"arn": arn}},
            "stepName": told["StepName"],
            "stepType": "Processing",
            "currentStepStatus": told["StepStatus"],
            "stepStartTime": _text(told["StartTime"]),
            "failureReason": told.get("FailureReason", ""),
            **ended,
        }
        kind = "SageMaker Model Building Pipeline Execution Step Status Change"
        return self._told(kind, detail, number, told.get("EndTime", told["StartTime"]))

    def _told(self, kind: str, detail: Mapping[str, Any], number: int, at: datetime) -> str:
        place = {
            "pipelineArn": f"{ARN}:pipeline/{self.pipeline}",
            "pipelineExecutionArn": self.arn,
        }
        return event(kind, self.arn, {**detail, **place}, f"{self.name}-{number}", at)


def event(
    detail_type: str, arn: str, detail: Mapping[str, Any], event_id: str, at: datetime
) -> str:
    """Some time after what it tells of."""
    return json.dumps(
        {
            "version": "0",
            "id": event_id,
            "detail-type": detail_type,
            "source": "aws.sagemaker",
            "account": "111122223333",
            "time": _text(at + timedelta(seconds=2)),
            "region": "us-east-1",
            "resources": [arn],
            "detail": detail,
        }
    )


def _text(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _in_milliseconds(value: Any) -> Any:
    if isinstance(value, datetime):
        return milliseconds(value)
    if isinstance(value, dict):
        return {name: _in_milliseconds(item) for name, item in value.items()}
    return [*map(_in_milliseconds, value)] if isinstance(value, list) else value
