"""What a model made of rows that it has not seen, in numbers."""

import numpy as np
import pytest

from tests.workloads.stages.files import SCHEMA
from workloads.stages.measuring import MeasureError, measure

TRUTH = np.array([0, 0, 1, 1])
SURE = np.array([[0.9, 0.1], [0.4, 0.6], [0.2, 0.8], [0.1, 0.9]])


def test_a_pair_has_its_own_measures() -> None:
    found = measure(SURE, TRUTH, SCHEMA)
    assert found.confusion == ((1, 1), (0, 2))
    assert found.metrics["accuracy"] == 0.75
    assert found.metrics["recall"] == 1.0
    assert found.metrics["precision"] == pytest.approx(2 / 3)
    assert found.metrics["auc"] == 1.0
    assert found.metrics["log_loss"] == pytest.approx(-np.log([0.9, 0.4, 0.8, 0.9]).mean())


def test_what_is_no_number_is_refused() -> None:
    lost = SURE.copy()
    lost[1] = np.nan
    with pytest.raises(MeasureError, match="reads 1 of 4 test rows as no number"):
        measure(lost, TRUTH, SCHEMA)


def test_numbers_for_other_labels_are_refused() -> None:
    with pytest.raises(MeasureError, match=r"must give \(4, 2\) numbers, gave \(4, 10\)"):
        measure(np.ones((4, 10)), TRUTH, SCHEMA)
