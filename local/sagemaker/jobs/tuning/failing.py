"""When a tuning job has failed: not by one of its training jobs, but by all of them."""

from collections.abc import Sequence

from local.sagemaker.jobs.failures import with_tail
from local.sagemaker.jobs.tuning.trial import Trial

_PATIENCE = 5


def failure(trials: Sequence[Trial], *, is_last: bool) -> str | None:
    """A reason once there is no objective, either of five jobs or of all."""
    ended = [one for one in trials if one.job.has_ended]
    if any(one.score is not None for one in ended) or (len(ended) < _PATIENCE and not is_last):
        return None
    if not ended:
        return None
    first = ended[0]
    told = with_tail(_sentence(ended), [f"{first.job.name}: {first.missing}"])
    return told.replace("The log ends:", "The first of them:", 1)


def _sentence(ended: Sequence[Trial]) -> str:
    if all(one.job.status == "Failed" for one in ended):
        return (
            "All training jobs failed. Please take a look at the training jobs failures to get "
            "more details."
        )
    return (
        f"No objective metrics found after running {len(ended)} training jobs. Please ensure that "
        f"the custom algorithm is emitting the objective metric as defined by the regular "
        f"expression provided."
    )
