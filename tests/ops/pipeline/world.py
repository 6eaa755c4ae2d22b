"""An account with one deployed pipeline and one execution of it, that goes as a test says."""

import hashlib
import io
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from ops.pipeline.watching import Clock
from tests.ops.pipeline.fake_aws import Answer, Asked, FakeAws, refusal
from tests.ops.pipeline.pipelines_known import DEFINITION

START = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)
NAME = "Millrace-local-digits"
PIPELINE = f"arn:aws:sagemaker:us-east-1:000000000000:pipeline/{NAME}"
ID = "abcdef123456"
EXECUTION = f"{PIPELINE}/execution/{ID}"
PACKAGE = "arn:aws:sagemaker:us-east-1:000000000000:model-package/digits/3"
EVALUATION = {
    "metrics": {"accuracy": {"value": 0.9822}, "loss": {"value": 0.07}},
    "gate": {"passed": 1, "reason": "accuracy 0.9822 is at least 0.95"},
    "champion": {"compared": 1, "better": 1, "metrics": {"accuracy": {"value": 0.97}}},
    "confusion": {"labels": ["0", "1"], "rows": [[220, 5], [3, 222]]},
    "rows": 450,
}


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def job(kind: str, name: str) -> dict[str, Any]:
    word = {"TrainingJob": "training-job", "TuningJob": "hyper-parameter-tuning-job"}.get(
        kind, "processing-job"
    )
    arn = f"arn:aws:sagemaker:us-east-1:000000000000:{word}/pipelines-{ID}-{name}"
    return {"Metadata": {kind: {"Arn": arn}}}


def ran(name: str, state: str = "Succeeded", *, span: tuple[float, float], **more: Any) -> Any:
    """A step as SageMaker lists it, from and to so many seconds after the start."""
    body = {"StepName": name, "StepStatus": state, "StartTime": at(span[0]), **more}
    return body if state in {"Executing", "Starting"} else body | {"EndTime": at(span[1])}


DONE = [
    ran("Ingest", span=(0, 4), CacheHitResult={"SourcePipelineExecutionArn": EXECUTION}),
    ran("Prepare", span=(4, 14), **job("ProcessingJob", "prepare")),
    ran("Train", span=(14, 74), AttemptCount=2, **job("TrainingJob", "train")),
    ran("Champion", span=(0, 1)),
    ran("Evaluate", span=(74, 84), **job("ProcessingJob", "evaluate")),
    ran("Gate", span=(84, 85), Metadata={"Condition": {"Outcome": "True"}}),
    ran("Register", span=(85, 86), Metadata={"RegisterModel": {"Arn": PACKAGE}}),
    ran("Tell", span=(86, 87)),
]


class World(FakeAws):
    """Each look at the execution shows the next of ``frames``, and then the last one again."""

    def __init__(self) -> None:
        self.frames: list[tuple[str, list[Any]]] = [("Succeeded", DONE)]
        self.objects: dict[str, str] = {"raw/vision/digits/digits.csv": "a,b"}
        self.outputs = {"DigitsPipeline": NAME, "DigitsData": "s3://raw/vision/digits"}
        self.logs: dict[str, list[str]] = {}
        self.jobs: dict[str, Mapping[str, Any]] = {}
        self.runs: list[tuple[str, str]] = [(ID, "Succeeded")]
        self.reason = ""
        self.definition = DEFINITION
        super().__init__(self._table())
        self.writes("features/pipelines/digits/x/evaluation.json", EVALUATION)

    def writes(self, key: str, body: object) -> None:
        self.objects[key] = json.dumps(body)

    def fails(self, operation: str, code: str, message: str) -> None:
        def failing(_asked: Asked) -> Mapping[str, Any]:
            raise refusal(code, message, operation)

        self.answers[operation] = failing

    def _table(self) -> Mapping[str, Answer]:
        return {
            "DescribeStacks": self._stacks,
            "DescribePipeline": lambda _: {"PipelineDefinition": self.definition},
            "DescribePipelineDefinitionForExecution": lambda _: {
                "PipelineDefinition": self.definition
            },
            "DescribePipelineExecution": self._execution,
            "ListPipelineExecutionSteps": lambda _: {"PipelineExecutionSteps": self.frames[0][1]},
            "ListPipelineExecutions": self._runs,
            "ListPipelineParametersForExecution": lambda _: {
                "PipelineParameters": [{"Name": "Epochs", "Value": "3"}]
            },
            "StartPipelineExecution": lambda _: {"PipelineExecutionArn": EXECUTION},
            "StopPipelineExecution": lambda _: {"PipelineExecutionArn": EXECUTION},
            "DescribeModelPackage": self._package,
            "DescribeProcessingJob": self._processing,
            "DescribeTrainingJob": self._training,
            "DescribeHyperParameterTuningJob": lambda asked: self.jobs["tuning"],
            "ListProcessingJobs": lambda _: self._made("ProcessingJob"),
            "ListTrainingJobs": lambda _: self._made("TrainingJob"),
            "ListHyperParameterTuningJobs": lambda _: self._made("HyperParameterTuningJob"),
            "ListTrainingJobsForHyperParameterTuningJob": lambda asked: self.jobs["trainings"],
            "DescribeLogStreams": self._streams,
            "GetLogEvents": self._events,
            "ListObjectsV2": self._listed,
            "GetObject": self._object,
            "PutObject": self._put,
        }

    def _stacks(self, asked: Asked) -> Mapping[str, Any]:
        outputs = [{"OutputKey": k, "OutputValue": v} for k, v in self.outputs.items()]
        name = asked["StackName"]
        stack = {"StackName": name, "CreationTime": START, "StackStatus": "CREATE_COMPLETE"}
        return {"Stacks": [stack | {"Outputs": outputs}]}

    def _execution(self, asked: Asked) -> Mapping[str, Any]:
        seen = len(self.asks_of("DescribePipelineExecution"))
        if seen > 1 and len(self.frames) > 1:
            self.frames.pop(0)
        state, steps = self.frames[0]
        ends = [step["EndTime"] for step in steps if "EndTime" in step]
        return {
            "PipelineExecutionArn": asked["PipelineExecutionArn"],
            "PipelineExecutionStatus": state,
            "CreationTime": START,
            "LastModifiedTime": max(ends, default=START),
            **({"FailureReason": self.reason} if self.reason else {}),
        }

    def _runs(self, _asked: Asked) -> Mapping[str, Any]:
        summaries = [
            {
                "PipelineExecutionArn": f"{PIPELINE}/execution/{id_}",
                "PipelineExecutionStatus": state,
                "StartTime": START - timedelta(hours=number),
            }
            for number, (id_, state) in enumerate(self.runs)
        ]
        return {"PipelineExecutionSummaries": summaries}

    def _package(self, _asked: Asked) -> Mapping[str, Any]:
        return {
            "ModelPackageName": "digits",
            "ModelPackageArn": PACKAGE,
            "ModelPackageVersion": 3,
            "CreationTime": START,
            "ModelPackageStatus": "Completed",
            "ModelPackageStatusDetails": {"ValidationStatuses": []},
            "ModelApprovalStatus": "PendingManualApproval",
        }

    def _made(self, kind: str) -> Mapping[str, Any]:
        """Every job of the steps, as listings have them: names with capitals, ARNs without."""
        word = kind.replace("HyperParameter", "")
        metadata = [step.get("Metadata", {}) for step in self.frames[-1][1]]
        arns = [one[word]["Arn"] for one in metadata if word in one]
        more = {"CreationTime": START, f"{kind}Status": "Completed"}
        tuning: dict[str, Any] = {"TrainingJobStatusCounters": {}, "ObjectiveStatusCounters": {}}
        more |= tuning | {"Strategy": "Random"} if word == "TuningJob" else {}
        jobs = [
            {f"{kind}Name": _cased(arn.rsplit("/", 1)[-1]), f"{kind}Arn": arn, **more}
            for arn in arns
        ]
        return {f"{kind}Summaries": jobs}

    def _processing(self, asked: Asked) -> Mapping[str, Any]:
        name = _exact(asked["ProcessingJobName"])
        s3 = {
            "S3Uri": "s3://features/pipelines/digits/x",
            "LocalPath": "/opt/ml/processing/output/evaluation",
            "S3UploadMode": "EndOfJob",
        }
        outputs = [{"OutputName": "evaluation", "S3Output": s3}] if "Evaluate" in name else []
        return {
            "ProcessingJobName": name,
            "ProcessingJobArn": f"arn:aws:sagemaker:us-east-1:000000000000:processing-job/{name}",
            "ProcessingJobStatus": "Completed",
            "CreationTime": START,
            "ProcessingOutputConfig": {"Outputs": outputs},
            "ProcessingResources": {
                "ClusterConfig": {
                    "InstanceCount": 1,
                    "InstanceType": "ml.m5.large",
                    "VolumeSizeInGB": 30,
                }
            },
            "AppSpecification": {"ImageUri": "image"},
        }

    def _training(self, asked: Asked) -> Mapping[str, Any]:
        name = _exact(asked["TrainingJobName"])
        return {
            "TrainingJobName": name,
            "TrainingJobArn": f"arn:aws:sagemaker:us-east-1:000000000000:training-job/{name}",
            "TrainingJobStatus": "Completed",
            "SecondaryStatus": "Completed",
            "ModelArtifacts": {"S3ModelArtifacts": "s3://models/m.tar.gz"},
            "AlgorithmSpecification": {"TrainingInputMode": "File"},
            "ResourceConfig": {"VolumeSizeInGB": 30},
            "StoppingCondition": {},
            "CreationTime": START,
            **self.jobs.get("training", {}),
        }

    def _streams(self, asked: Asked) -> Mapping[str, Any]:
        prefix = asked["logStreamNamePrefix"]
        names = [name for name in self.logs if name.startswith(prefix)]
        if not self.logs:
            raise refusal("ResourceNotFoundException", "no such group", "DescribeLogStreams")
        streams = [{"logStreamName": n, "lastEventTimestamp": i} for i, n in enumerate(names)]
        return {"logStreams": streams}

    def _events(self, asked: Asked) -> Mapping[str, Any]:
        lines = self.logs[asked["logStreamName"]]
        if not asked["startFromHead"]:
            lines = lines[-asked["limit"] :]
        events = [{"message": line} for line in (lines if "nextToken" not in asked else [])]
        return {"events": events, "nextForwardToken": "f/1"}

    def _listed(self, asked: Asked) -> Mapping[str, Any]:
        where = f"{asked['Bucket']}/"
        keys = [key.removeprefix(where) for key in self.objects if key.startswith(where)]
        found = [key for key in keys if key.startswith(asked["Prefix"])]
        content = {key: hashlib.sha256(self.objects[where + key].encode()) for key in found}
        return {"Contents": [{"Key": key, "ETag": of.hexdigest()} for key, of in content.items()]}

    def _object(self, asked: Asked) -> Mapping[str, Any]:
        key = f"{asked['Bucket']}/{asked['Key']}"
        if key not in self.objects:
            raise refusal("NoSuchKey", "no such key", "GetObject")
        return {"Body": io.BytesIO(self.objects[key].encode())}

    def _put(self, asked: Asked) -> Mapping[str, Any]:
        self.objects[f"{asked['Bucket']}/{asked['Key']}"] = ""
        return {}


def _exact(name: str) -> str:
    """No job is called as its ARN is."""
    if name == name.lower():
        raise refusal("ValidationException", f"no job is called {name}", "DescribeJob")
    return name


def _cased(name: str) -> str:
    """Names have their capitals where ARNs have none."""
    head, _, last = name.rpartition("-")
    return f"{head}-{last.capitalize()}"


def clock() -> Clock:
    return Clock(now=lambda: at(100), sleep=lambda _seconds: None)
