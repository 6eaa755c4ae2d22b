"""Digits: a training that was interrupted ends exactly as one that was not."""

import functools
import io

import joblib
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from workloads.digits.data import as_csv, from_csv
from workloads.digits.network import Split, Training, split

EPOCHS = 2
SEED = 1


@functools.cache
def rows() -> Split:
    return split(*from_csv(as_csv()), seed=SEED)


@functools.cache
def uninterrupted() -> Training:
    return trained(interrupted_after=frozenset())


def trained(*, interrupted_after: frozenset[int]) -> Training:
    """The training after all epochs; at each of the given steps only the checkpoint survives."""
    training = Training.fresh(seed=SEED)
    step = 0
    while training.epoch < EPOCHS:
        for _ in training.steps(rows()):
            step += 1
            if step in interrupted_after:
                training = Training.from_checkpoint(training.checkpoint())
                break
    return training


def weights(training: Training) -> list[bytes]:
    return [layer.tobytes() for layer in (*training.model.coefs_, *training.model.intercepts_)]


@settings(max_examples=8, deadline=None)
@given(st.frozensets(st.integers(min_value=1, max_value=86), max_size=6))
def test_wherever_it_is_interrupted_the_model_is_the_same_bit_for_bit(
    steps: frozenset[int],
) -> None:
    assert weights(trained(interrupted_after=steps)) == weights(uninterrupted())


def test_it_learns_to_read_most_digits() -> None:
    model = joblib.load(io.BytesIO(uninterrupted().artifact()))
    assert model.score(rows().held_out_images, rows().held_out_labels) > 0.9


def test_the_data_survive_the_way_through_a_file() -> None:
    images, labels = from_csv(as_csv())
    assert images.shape == (1797, 64)
    assert (images.min(), images.max()) == (0.0, 1.0)
    assert sorted(np.unique(labels)) == list(range(10))


def test_held_out_rows_are_not_learned_from() -> None:
    learned = {row.tobytes() for row in rows().images}
    held_out = [row.tobytes() for row in rows().held_out_images]
    assert sum(row in learned for row in held_out) <= 1
