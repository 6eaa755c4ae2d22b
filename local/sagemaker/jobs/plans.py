"""What a training job runs: its entrypoint, a script by the toolkit, or a built-in algorithm."""

import shlex
import tarfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from local.account.environment import REPOSITORY
from local.sagemaker.jobs import hyperparameters as hp
from local.sagemaker.jobs.desk import Desk
from local.sagemaker.jobs.failures import client_error
from local.sagemaker.jobs.images import Image, cannot_run
from local.sagemaker.jobs.job import Job
from local.sagemaker.jobs.ml_folder import MlFolder
from local.sagemaker.jobs.storage import S3Uri
from local.sagemaker.jobs.toolkit_variables import variables
from local.sagemaker.jobs.transfer import download

_SAFELY: Any = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
"""Python knows the filter from 3.11.4 on."""


@dataclass(frozen=True)
class Words:
    """A command and the variables that are peculiar to it."""

    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)


class Plan(Protocol):
    def words(self, desk: Desk, ml: MlFolder) -> Words: ...

    def error(self, words: Words, exit_code: int | None, last_line: str) -> str:
        """What the container would write about its failure."""
        ...


def plan_of(job: Job, *, account_id: str) -> Plan:
    """Raises JobFailedError for what the local account cannot run."""
    algorithm = job.request["AlgorithmSpecification"]
    uri = algorithm.get("TrainingImage")
    if uri is None:
        raise cannot_run(algorithm.get("AlgorithmName", ""), "it is an algorithm of a marketplace")
    image = Image.of(uri, account_id=account_id)
    if not image.is_known:
        raise cannot_run(uri, "it is none that it knows")
    if algorithm.get("ContainerEntrypoint"):
        return Entrypoint()
    if hp.PROGRAM in job.request.get("HyperParameters", {}):
        return Script()
    if image.has_xgboost:
        return BuiltInXgboost()
    raise cannot_run(uri, f"neither {hp.PROGRAM} nor ContainerEntrypoint says what to run in it")


class Entrypoint:
    def words(self, desk: Desk, ml: MlFolder) -> Words:
        algorithm = desk.job.request["AlgorithmSpecification"]
        told = [*algorithm["ContainerEntrypoint"], *algorithm.get("ContainerArguments", [])]
        return Words([ml.translated(word) for word in told])

    def error(self, _words: Words, _exit_code: int | None, last_line: str) -> str:
        return last_line


class Script:
    def words(self, desk: Desk, ml: MlFolder) -> Words:
        given = hp.values(desk.job.request["HyperParameters"])
        program, code = str(given[hp.PROGRAM]), ml.made("code")
        if hp.SUBMIT_DIRECTORY in given:
            _unpack(desk, S3Uri.of(str(given[hp.SUBMIT_DIRECTORY])), code)
        if not (code / program).is_file():
            raise client_error(f"{hp.PROGRAM} is {program!r}, which is not in the submitted code")
        environment = {**variables(desk.job, ml), "PYTHONPATH": f"{ml.seen}/code"}
        flags = hp.flags(hp.for_script(given))
        if program.endswith(".sh"):
            return Words(["/bin/sh", "-c", shlex.join([f"./{program}", *flags])], environment)
        return Words(["python3", program, *flags], environment)

    def error(self, words: Words, exit_code: int | None, last_line: str) -> str:
        return (
            f"ExecuteUserScriptError:\nExitCode {exit_code}\n"
            f'ErrorMessage "{last_line}"\nCommand "{shlex.join(words.command)}"'
        )


class BuiltInXgboost(Entrypoint):
    def words(self, _desk: Desk, ml: MlFolder) -> Words:
        command = ["python3", "-m", "local.sagemaker.jobs.xgboost", ml.seen]
        return Words(command, {"PYTHONPATH": str(REPOSITORY)})


def _unpack(desk: Desk, source: S3Uri, folder: Path) -> None:
    archive = folder.parent / "sourcedir.tar.gz"
    download(desk.store, source, archive)
    try:
        with tarfile.open(archive) as packed:
            packed.extractall(folder, **_SAFELY)  # noqa: S202 - it does
    except (tarfile.TarError, OSError) as error:
        raise client_error(f"{source} is no tar.gz of code: {error}") from error
    archive.unlink()
