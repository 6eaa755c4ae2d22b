"""The environment of a container, built from nothing."""

import os
from collections.abc import Mapping

from local.api.context import AccountContext
from local.batch.sandbox import Sandbox, image
from local.sagemaker.jobs.ml_folder import MlFolder

_ROOT = "MILLRACE_ML_ROOT"
_MOST_THREADS = 2


def surroundings(
    context: AccountContext,
    place: Sandbox,
    ml: MlFolder,
    credentials: Mapping[str, str],
    own: Mapping[str, str],
) -> dict[str, str]:
    """`credentials` are none for a job with network isolation, which then reaches nothing."""
    reachable = {"AWS_ENDPOINT_URL": context.endpoint, **credentials} if credentials else {}
    elsewhere = {} if ml.is_mounted else {_ROOT: ml.seen}
    return {
        **image(context.python, place.home),
        **_threads(),
        "AWS_REGION": context.region,
        "AWS_DEFAULT_REGION": context.region,
        "AWS_EC2_METADATA_DISABLED": "true",
        **reachable,
        **elsewhere,
        **{name: ml.translated(text) for name, text in own.items()},
    }


def vcpus() -> int:
    return os.cpu_count() or 1


def _threads() -> dict[str, str]:
    """Half of the machine: two threads that wait for each other on busy cores take twice the time
    of one, and ten times if they spin while they wait.
    """
    return {
        "OMP_NUM_THREADS": str(max(1, min(vcpus() // 2, _MOST_THREADS))),
        "OMP_WAIT_POLICY": "PASSIVE",
    }
