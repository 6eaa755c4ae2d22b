"""The catalogue of SageMaker's instance types has what SageMaker has, each with a price."""

import botocore.session
import pytest

from config import MlInstanceType, ml_instance_types
from config.catalogue import instance_types


def enum(shape: str) -> set[str]:
    model = botocore.session.get_session().get_service_model("sagemaker")
    return set(model.shape_for(shape).metadata["enum"])


def test_training_jobs_run_on_every_type_that_it_knows() -> None:
    assert set(ml_instance_types()) <= enum("TrainingInstanceType")


def test_processing_jobs_run_on_those_that_it_says() -> None:
    said = {name for name, known in ml_instance_types().items() if known.processing}

    assert said == set(ml_instance_types()) & enum("ProcessingInstanceType")


@pytest.mark.parametrize("name", ml_instance_types())
def test_every_price_says_where_it_was_read_and_of_when_it_is(name: str) -> None:
    known = ml_instance_types()[name]

    assert known.source
    assert known.date
    assert known.usd_per_hour > 0


SHARED = sorted({name.removeprefix("ml.") for name in ml_instance_types()} & {*instance_types()})


@pytest.mark.parametrize("name", SHARED)
def test_a_type_is_ec2s_and_costs_as_much_at_least(name: str) -> None:
    known, of_ec2 = ml_instance_types()[f"ml.{name}"], instance_types()[name]

    assert known.usd_per_hour >= of_ec2.usd_per_hour
    assert (known.vcpus, known.memory_gib, known.gpus) == (
        of_ec2.vcpus,
        of_ec2.memory_gib,
        of_ec2.gpus,
    )


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("ml.m5.large", (2, 8, 0, 0.115)),
        ("ml.g4dn.xlarge", (4, 16, 1, 0.7364)),
        ("ml.p3.8xlarge", (32, 244, 4, 14.688)),
    ],
)
def test_it_knows(name: str, facts: tuple[int, int, int, float]) -> None:
    known: MlInstanceType = ml_instance_types()[name]

    assert (known.vcpus, known.memory_gib, known.gpus, known.usd_per_hour) == facts
