"""What tests do with jobs: write their code, start them, wait for what becomes of them."""

import io
import itertools
import json
import tarfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import pytest
from botocore.exceptions import ClientError
from mypy_boto3_sagemaker import SageMakerClient

from local.sagemaker.jobs.desk import Ports
from local.sagemaker.jobs.service import Jobs
from tests.local_batch.desk import eventually
from tests.local_batch.fakes import JOB_ROLE, FakeLogs
from tests.local_sagemaker_jobs.fakes import FakeStores

_REGISTRY = "763104351884.dkr.ecr.us-east-1.amazonaws.com"
PYTORCH = f"{_REGISTRY}/pytorch-training:2.8.0-cpu-py312-ubuntu22.04-sagemaker"
XGBOOST = "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1"
CODE = "s3://code/sourcedir.tar.gz"
Request = dict[str, Any]


@dataclass
class Bench:
    client: SageMakerClient
    jobs: Jobs
    stores: FakeStores
    ports: Ports
    _numbers: "itertools.count[int]" = field(default_factory=itertools.count)

    def new_name(self) -> str:
        return f"job-{next(self._numbers)}"

    def code(self, files: Mapping[str, str], *, at: str = CODE) -> None:
        self.stores.put(at, packed(files))

    def process(self, script: str, *arguments: str, **more: Any) -> str:
        """Starts a processing job that runs this script; `more` are members of the request."""
        name = self.new_name()
        self.stores.put(f"s3://code/{name}/main.py", script)
        request = processing_request(name, *arguments) | more
        code = s3_input("code", f"s3://code/{name}")
        request["ProcessingInputs"] = [code, *more.get("ProcessingInputs", [])]
        self.client.create_processing_job(**request)
        return name

    def train(self, script: str, **more: Any) -> str:
        """Starts a training job whose program is this script."""
        name = self.new_name()
        self.code({"learn.py": script})
        request = training_request(name) | more
        self.client.create_training_job(**request)
        return name

    def processed(self, name: str) -> Mapping[str, Any]:
        return cast(
            "Mapping[str, Any]", self.client.describe_processing_job(ProcessingJobName=name)
        )

    def trained(self, name: str) -> Mapping[str, Any]:
        return cast("Mapping[str, Any]", self.client.describe_training_job(TrainingJobName=name))

    def processing_end(self, name: str) -> Mapping[str, Any]:
        eventually(lambda: self.processed(name)["ProcessingJobStatus"] in _ENDED, f"{name} ends")
        return self.processed(name)

    def training_end(self, name: str) -> Mapping[str, Any]:
        eventually(lambda: self.trained(name)["TrainingJobStatus"] in _ENDED, f"{name} ends")
        return self.trained(name)

    def lines(self, name: str) -> list[str]:
        """What the job printed, over all of its containers."""
        logs = cast("FakeLogs", self.ports.logs)
        streams = sorted(stream for stream in logs.lines if stream.startswith(f"{name}/"))
        return [line for stream in streams for line in logs.lines[stream]]

    def wait_for_line(self, name: str, line: str) -> None:
        eventually(lambda: line in self.lines(name), f"{name} prints {line!r}")

    def refusal(self, operation: str, request: Mapping[str, Any]) -> tuple[str, str]:
        with pytest.raises(ClientError) as caught:
            getattr(self.client, operation)(**request)
        error = caught.value.response["Error"]
        return error["Code"], error["Message"]


_ENDED = ("Completed", "Failed", "Stopped")


def processing_request(name: str, *arguments: str) -> Request:
    return {
        "ProcessingJobName": name,
        "RoleArn": JOB_ROLE,
        "ProcessingResources": {
            "ClusterConfig": {
                "InstanceCount": 1,
                "InstanceType": "ml.m5.large",
                "VolumeSizeInGB": 1,
            }
        },
        "AppSpecification": {
            "ImageUri": PYTORCH,
            "ContainerEntrypoint": ["python3", "/opt/ml/processing/input/code/main.py"],
            **({"ContainerArguments": list(arguments)} if arguments else {}),
        },
    }


def s3_input(name: str, uri: str, **more: str) -> Request:
    place = f"/opt/ml/processing/input/{name}"
    source = {"S3Uri": uri, "LocalPath": place, "S3DataType": "S3Prefix", "S3InputMode": "File"}
    return {"InputName": name, "S3Input": source | more}


def s3_outputs(uris: Mapping[str, str], *, mode: str = "EndOfJob", **more: str) -> Request:
    outputs = [
        {
            "OutputName": name,
            "S3Output": {
                "S3Uri": uri,
                "LocalPath": f"/opt/ml/processing/output/{name}",
                "S3UploadMode": mode,
            },
        }
        for name, uri in uris.items()
    ]
    return {"Outputs": outputs, **more}


def training_request(name: str, *, image: str = PYTORCH) -> Request:
    return {
        "TrainingJobName": name,
        "RoleArn": JOB_ROLE,
        "AlgorithmSpecification": {"TrainingImage": image, "TrainingInputMode": "File"},
        "HyperParameters": hyperparameters(
            sagemaker_program="learn.py", sagemaker_submit_directory=CODE
        ),
        "OutputDataConfig": {"S3OutputPath": "s3://models/out"},
        "ResourceConfig": {
            "InstanceCount": 1,
            "InstanceType": "ml.m5.large",
            "VolumeSizeInGB": 1,
        },
        "StoppingCondition": {"MaxRuntimeInSeconds": 600},
    }


def hyperparameters(**values: object) -> dict[str, str]:
    """As the SageMaker SDK writes them."""
    return {name: json.dumps(value) for name, value in values.items()}


def channel(name: str, uri: str, **more: str) -> Request:
    source = {"S3DataType": "S3Prefix", "S3Uri": uri}
    return {"ChannelName": name, "DataSource": {"S3DataSource": source}, **more}


def packed(files: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, text in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(text.encode())
            archive.addfile(entry, io.BytesIO(text.encode()))
    return buffer.getvalue()


def unpacked(data: bytes) -> dict[str, str]:
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        files = [(one.name, archive.extractfile(one)) for one in archive if one.isfile()]
        return {name: file.read().decode() for name, file in files if file}


def statuses(job: Mapping[str, Any]) -> Sequence[str]:
    return [one["Status"] for one in job["SecondaryStatusTransitions"]]
