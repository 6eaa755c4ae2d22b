"""What is wrong: rows with a label that there is not, and steps that nobody should have written."""

from typing import Any
from urllib.parse import urlparse

from tests.account.pipelines.deployed_definition import Copies, Edit
from tests.account.pipelines.jobs import job_of, read
from tests.account.pipelines.person import Person, Run

_HANGS = "import time; print('waits for a lock', flush=True); time.sleep(600)"


def mislabelled(person: Person) -> str:
    """The id of an execution over rows of which the third has the label 7."""
    uri = f"{person.place.data('tabular')}/rows.csv"
    header, *rows = read(person.deployed, uri).decode().splitlines()
    at = header.split(",").index("malignant")
    cells = rows[2].split(",")
    cells[at] = "7"
    rows[2] = ",".join(cells)
    place = urlparse(uri)
    body = "\n".join([header, *rows, ""]).encode()
    person.place.s3.put_object(Bucket=place.netloc, Key=place.path[1:], Body=body)
    return person.starts("tabular")


def copies_of_one_step(person: Person, copies: Copies, first: Run, tuned: Run) -> dict[str, str]:
    """ARNs of executions; their channels are those that the whole pipelines had."""
    learnt = job_of(person, first, "Train")["InputDataConfig"]
    searched = job_of(person, tuned, "Tune")["TrainingJobDefinition"]["InputDataConfig"]
    return {
        "hanging": copies.start("hanging", "digits", "Train", hangs(learnt)),
        "channel": copies.start("channel", "digits", "Train", lacks_validation(learnt)),
        "empty": copies.start("empty", "digits", "Train", reads_nothing(learnt)),
        "silent": copies.start("silent", "tabular", "Tune", tells_another_metric(searched)),
    }


def hangs(channels: Any) -> Edit:
    def edit(arguments: dict[str, Any]) -> None:
        arguments["InputDataConfig"] = channels
        arguments["AlgorithmSpecification"]["ContainerEntrypoint"] = ["python3", "-c", _HANGS]
        arguments["StoppingCondition"] = {"MaxRuntimeInSeconds": 3, "MaxWaitTimeInSeconds": 60}

    return edit


def lacks_validation(channels: Any) -> Edit:
    def edit(arguments: dict[str, Any]) -> None:
        arguments["InputDataConfig"] = [
            one for one in channels if one["ChannelName"] != "validation"
        ]

    return edit


def reads_nothing(channels: Any) -> Edit:
    """A channel whose prefix has no object."""

    def edit(arguments: dict[str, Any]) -> None:
        [train, validation] = channels
        source = train["DataSource"]["S3DataSource"]
        nowhere = {**source, "S3Uri": f"{source['S3Uri']}/nowhere"}
        empty = {**train, "DataSource": {"S3DataSource": nowhere}}
        arguments["InputDataConfig"] = [empty, validation]

    return edit


def tells_another_metric(channels: Any) -> Edit:
    def edit(arguments: dict[str, Any]) -> None:
        training = arguments["TrainingJobDefinition"]
        training["InputDataConfig"] = channels
        training["StaticHyperParameters"]["eval_metric"] = "error"
        limits = arguments["HyperParameterTuningJobConfig"]["ResourceLimits"]
        limits["MaxNumberOfTrainingJobs"] = 2

    return edit


def misspelt(arguments: dict[str, Any]) -> None:
    arguments["StopingCondition"] = arguments.pop("StoppingCondition")


def asks_for_nobody(arguments: dict[str, Any]) -> None:
    arguments["RoleArn"] = {"Get": "Parameters.Nobody"}


def spot_without_a_wait(arguments: dict[str, Any]) -> None:
    del arguments["StoppingCondition"]["MaxWaitTimeInSeconds"]
