"""Which work a step of each type is."""

from collections.abc import Collection, Mapping

from local.sagemaker.engine.task import Work
from local.sagemaker.engine.works.functions import call_function
from local.sagemaker.engine.works.jobs import PROCESSING, TRAINING, TRANSFORM, TUNING
from local.sagemaker.engine.works.judgements import fail, judge
from local.sagemaker.engine.works.models import create_model, register
from rules.definitions.step_types import STEP_TYPES

_ALWAYS_SERVED = frozenset({"", "CreateModel", "CreateModelPackage"})

WORKS: Mapping[str, Work] = {
    "Processing": PROCESSING,
    "Training": TRAINING,
    "Tuning": TUNING,
    "Transform": TRANSFORM,
    "Model": create_model,
    "RegisterModel": register,
    "Lambda": call_function,
    "Condition": judge,
    "Fail": fail,
}


def runnable(operations: Collection[str]) -> tuple[str, ...]:
    """The types of steps for which the account serves what they call."""
    served = _ALWAYS_SERVED.union(operations)
    return tuple(name for name in WORKS if STEP_TYPES[name].creates in served)
