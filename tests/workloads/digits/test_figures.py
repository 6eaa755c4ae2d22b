"""Through the pipeline's own stages: with 200 training samples, augmentation raises accuracy."""

import signal
from collections.abc import Iterator
from pathlib import Path
from statistics import mean

import pytest

from tests.workloads.stages.chains import here
from workloads.digits.trials import Few, Runs, drawn


@pytest.fixture
def given_back() -> Iterator[None]:
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.mark.usefixtures("given_back")
def test_augmented_more_is_read_right_that_was_held_out(tmp_path: Path) -> None:
    few = Few(runs=Runs(folder=tmp_path, start=here), copies=8, epochs=5, width=16)
    read = [few.gain(seed) for seed in (1, 2, 3)]
    assert mean(augmented - plain for plain, augmented in read) > 0.005


def test_a_tuning_draws_the_same_again() -> None:
    assert list(drawn(5, seed=1)) == list(drawn(5, seed=1)) != list(drawn(5, seed=2))
