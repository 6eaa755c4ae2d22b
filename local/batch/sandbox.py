"""What a job finds around it: an empty folder and an environment built from nothing."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from local.api.context import AccountContext
from local.batch import arrays, nodes
from local.batch.job import Attempt, Job

_MARK = "AWS_BATCH_JOB_ID"


@dataclass(frozen=True)
class Sandbox:
    """The folders of one attempt, gone with it."""

    folder: Path

    @property
    def home(self) -> Path:
        """Where the command runs; empty when it starts."""
        return self.folder / "home"

    @property
    def root(self) -> Path:
        """Where the file systems of the container are put together."""
        return self.folder / "root"

    @property
    def volumes(self) -> Path:
        return self.folder / "volumes"


@contextmanager
def sandbox(folder: Path) -> Iterator[Sandbox]:
    made = Sandbox(folder)
    made.home.mkdir(parents=True)
    made.root.mkdir()
    try:
        yield made
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def mark_of(job: Job) -> str:
    """By which all processes of a job are found."""
    return f"{_MARK}={job.id}"


def environment_of(
    job: Job,
    attempt: Attempt,
    *,
    context: AccountContext,
    credentials: Mapping[str, str],
    secrets: Mapping[str, str],
    folder: Path,
) -> dict[str, str]:
    """Later entries win, as in AWS: the container's own over its image's, Batch's over all."""
    own = {item["name"]: item.get("value", "") for item in job.container["environment"]}
    return {
        **image(context.python, folder),
        "AWS_REGION": context.region,
        "AWS_DEFAULT_REGION": context.region,
        "AWS_ENDPOINT_URL": context.endpoint,
        "AWS_EC2_METADATA_DISABLED": "true",
        **credentials,
        **own,
        **secrets,
        _MARK: job.id,
        "AWS_BATCH_JOB_ATTEMPT": str(attempt.number),
        "AWS_BATCH_JQ_NAME": job.queue_arn.rpartition("/")[2],
        "AWS_BATCH_CE_NAME": attempt.host.environment.name,
        **arrays.variables(job),
        **nodes.variables(job),
    }


def image(python: Path, folder: Path) -> dict[str, str]:
    """As if the container brought it."""
    return {
        "PATH": f"{python.parent}:/usr/local/bin:/usr/bin:/bin",
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        # As AWS's deep learning images: lines reach the log when they are printed.
        "PYTHONUNBUFFERED": "1",
    }
