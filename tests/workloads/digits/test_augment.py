"""Copies of digits: as many as asked for, further sources mixed in, the same ones each time."""

from typing import Any

import numpy as np
import pytest

from workloads.augmentation import AugmentationError
from workloads.digits import example
from workloads.digits.augment import augmented
from workloads.stages.settings import Settings
from workloads.stages.tables import Table

ROWS = example.rows()
TRAIN = ROWS.take(np.arange(60))


def made(told: dict[str, Any], further: dict[str, Table] | None = None, seed: int = 1) -> Table:
    settings = Settings({"augmentation": told, "seed": seed})
    return augmented(TRAIN, further or {}, settings)


def test_without_copies_nothing_is_added() -> None:
    assert (made({"copies": 0}).rows == TRAIN.rows).all()


def test_copies_differ_from_each_other_and_are_the_same_again() -> None:
    told = {"copies": 2, "rotate": {"strength": 15}}
    one, again, other = made(told), made(told), made(told, seed=2)
    assert (one.rows == again.rows).all()
    assert not (one.rows == other.rows).all()
    first, second = one.rows[60:120], one.rows[120:]
    assert not (first[np.lexsort(first.T)] == second[np.lexsort(second.T)]).all()


def test_grey_levels_stay_within_what_they_are() -> None:
    levels = made({"copies": 3, "noise": {"strength": 0.5}}).rows[:, :-1]
    assert levels.min() >= 0
    assert levels.max() <= 16


def test_a_further_source_has_its_share_of_every_copy() -> None:
    seven = ROWS.take(ROWS.whole("digit") == 7)
    alone = TRAIN.take(TRAIN.whole("digit") != 7)
    settings = Settings({"augmentation": {"copies": 2, "mix_in": {"scanned": 0.25}}})
    rows = augmented(alone, {"scanned": seven}, settings)
    copies = rows.rows[len(alone) :].reshape(2, -1, 65)
    for copy in copies:
        assert (copy[:, -1] == 7).mean() == pytest.approx(0.25, abs=0.01)


def test_a_source_that_is_not_named_is_refused() -> None:
    with pytest.raises(AugmentationError, match="mix_in must name the sources that are given"):
        made({"copies": 1}, {"scanned": TRAIN})
