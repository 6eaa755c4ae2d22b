"""On digits with 200 training samples, augmentation raises the accuracy on held-out rows."""

import functools
import pickle
from statistics import mean

from workloads.augmentation.experiment import DIGITS, TRIED, Outcome
from workloads.augmentation.learning import Read

SEEDS, EPOCHS = 3, 50


@functools.cache
def outcome(*, augmented: bool) -> Outcome:
    return Outcome.of(DIGITS if augmented else None, seeds=SEEDS, epochs=EPOCHS)


def test_what_is_for_digits_gains_more_than_a_point_and_a_half() -> None:
    gains = outcome(augmented=True).gains(outcome(augmented=False))
    assert mean(gains) > 0.015
    assert min(gains) > 0


def test_a_training_is_the_same_again() -> None:
    assert Outcome.of(DIGITS, seeds=1, epochs=2) == Outcome.of(DIGITS, seeds=1, epochs=2)


def test_what_is_tried_reaches_other_processes() -> None:
    assert pickle.loads(pickle.dumps(TRIED)) == TRIED  # noqa: S301 - written here


def test_a_line_tells_of_means_spreads_and_what_was_gained() -> None:
    without = Outcome([Read(0.9, 0.90), Read(0.9, 0.92)])
    line = Outcome([Read(0.95, 0.93), Read(0.97, 0.91)]).line("crop", without)
    assert " ".join(line.split()) == "crop 0.960 0.920 ± 0.014 +1.0 ± 2.8 1 of 2"
