"""The digits travel as a file, and some of them are never learned from."""

import numpy as np

from workloads.digits.data import as_csv, from_csv
from workloads.digits.split import split


def test_the_data_survive_the_way_through_a_file() -> None:
    images, labels = from_csv(as_csv())
    assert images.shape == (1797, 64)
    assert (images.min(), images.max()) == (0.0, 1.0)
    assert sorted(np.unique(labels)) == list(range(10))


def test_held_out_rows_are_not_learned_from() -> None:
    rows = split(*from_csv(as_csv()), seed=1)
    learned = {row.tobytes() for row in rows.images}
    held_out = [row.tobytes() for row in rows.held_out_images]
    assert sum(row in learned for row in held_out) <= 1
