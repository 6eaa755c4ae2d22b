"""What a job finds around it: an empty folder and an environment built from nothing."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from local.api.context import AccountContext
from local.batch.job import Attempt, Job
from local.batch.processes import MARK


@contextmanager
def scratch_folder(root: Path, name: str) -> Iterator[Path]:
    folder = root / name
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def environment_of(
    job: Job,
    attempt: Attempt,
    *,
    context: AccountContext,
    credentials: Mapping[str, str],
    folder: Path,
) -> dict[str, str]:
    """Later entries win, as in AWS: the container's own over its image's, Batch's over all."""
    own = {item["name"]: item.get("value", "") for item in job.container["environment"]}
    return {
        **_image(context.python, folder),
        "AWS_REGION": context.region,
        "AWS_DEFAULT_REGION": context.region,
        "AWS_ENDPOINT_URL": context.endpoint,
        "AWS_EC2_METADATA_DISABLED": "true",
        **credentials,
        **own,
        MARK: job.id,
        "AWS_BATCH_JOB_ATTEMPT": str(attempt.number),
        "AWS_BATCH_JQ_NAME": job.queue_arn.rpartition("/")[2],
        "AWS_BATCH_CE_NAME": attempt.host.environment.name,
    }


def _image(python: Path, folder: Path) -> dict[str, str]:
    return {
        "PATH": f"{python.parent}:/usr/local/bin:/usr/bin:/bin",
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        # As AWS's deep learning images: lines reach the log when they are printed.
        "PYTHONUNBUFFERED": "1",
    }
