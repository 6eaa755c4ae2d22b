"""The jobs of executions, as SageMaker describes them, and the models that came of them."""

from typing import Any
from urllib.parse import urlparse

from ops.pipeline.jobs import described_job
from tests.account.conftest import Deployed
from tests.account.pipelines.person import Person, Run


def job_of(person: Person, run: Run, step: str) -> Any:
    """The description of a step's job."""
    seen = run.seen.step(step)
    assert seen is not None
    assert seen.job is not None
    return described_job(person.place.sagemaker, seen.job)[1]


def training_of(deployed: Deployed, execution: str) -> str | None:
    """The name of its training job, once there is one."""
    found = deployed.up.session.client("sagemaker").list_training_jobs(NameContains=execution)
    return next((one["TrainingJobName"] for one in found["TrainingJobSummaries"]), None)


def log_of(deployed: Deployed, job: str) -> list[list[str]]:
    """The lines of each start of a training job."""
    logs = deployed.up.session.client("logs")
    group = "/aws/sagemaker/TrainingJobs"
    streams = logs.describe_log_streams(logGroupName=group, logStreamNamePrefix=f"{job}/")
    return [
        [
            event["message"]
            for event in logs.get_log_events(
                logGroupName=group, logStreamName=stream, startFromHead=True
            )["events"]
        ]
        for stream in sorted(one["logStreamName"] for one in streams["logStreams"])
    ]


def package_of(person: Person, run: Run) -> Any:
    seen = run.seen.step("Register")
    assert seen is not None
    assert seen.package is not None
    return person.place.sagemaker.describe_model_package(ModelPackageName=seen.package)


def registered(deployed: Deployed, pipeline: str) -> list[str]:
    """The ARNs of all packages of its group."""
    found = deployed.up.session.client("sagemaker").list_model_packages(
        ModelPackageGroupName=deployed.output("Training", f"{pipeline.title()}Models")
    )
    return [one["ModelPackageArn"] for one in found["ModelPackageSummaryList"]]


def read(deployed: Deployed, uri: str) -> bytes:
    at = urlparse(uri)
    found = deployed.up.session.client("s3").get_object(Bucket=at.netloc, Key=at.path[1:])
    return found["Body"].read()
