"""Which work a step of each type is."""

from collections.abc import Mapping

from local.sagemaker.engine.task import Work
from local.sagemaker.engine.works.functions import call_function
from local.sagemaker.engine.works.jobs import PROCESSING, TRAINING, TRANSFORM, TUNING
from local.sagemaker.engine.works.judgements import fail, judge
from local.sagemaker.engine.works.models import create_model, register

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
