"""The keys that are written down here are those that the containers' own readers know."""

from typing import Any

import numpy as np
import pytest

from pipelines.model.sections import AUGMENTATION, COMPRESSION
from workloads.augmentation import AugmentationError, read_augmentation
from workloads.augmentation.kinds import KINDS
from workloads.compression import PlanError, plan_from
from workloads.digits.augment import augmented
from workloads.stages.settings import Settings, SettingsError
from workloads.stages.tables import Table

OF_THE_STAGE = "copies"
"""What the stage takes out before the library reads the rest."""


def test_the_operations_are_those_of_the_library() -> None:
    assert AUGMENTATION.keys() == {*KINDS, "outside", OF_THE_STAGE}


@pytest.mark.parametrize("operation", KINDS)
def test_an_operation_has_the_keys_that_the_library_reads(operation: str) -> None:
    """It names those that it knows when it is given another."""
    known = AUGMENTATION[operation]
    read_augmentation({operation: dict.fromkeys(known, 0.5)})
    with pytest.raises(AugmentationError) as refused:
        read_augmentation({operation: {"strange": 1}})
    told = f"augmentation.{operation}: unknown key 'strange'; allowed: {', '.join(known)}"
    assert str(refused.value).startswith(told)


def test_what_is_seen_outside_is_read_by_the_library() -> None:
    assert read_augmentation({"outside": "mirror"}).outside == "mirror"


def test_how_many_copies_is_read_by_the_stage() -> None:
    nothing = Table(columns=(), rows=np.empty((0, 0)))
    with pytest.raises(SettingsError, match="copies must be"):
        augmented(nothing, {}, Settings({"augmentation": {OF_THE_STAGE: -1}}))


@pytest.mark.parametrize("section", ["", *(key for key, inner in COMPRESSION.items() if inner)])
def test_compression_has_the_keys_that_the_library_reads(section: str) -> None:
    known = COMPRESSION[section] if section else tuple(COMPRESSION)
    strange: dict[str, Any] = {"strange": 1}
    with pytest.raises(PlanError) as refused:
        plan_from({"prune": {"fraction": 0.5}, **({section: strange} if section else strange)})
    assert str(refused.value).endswith(f"strange is not known; known: {', '.join(known)}")
