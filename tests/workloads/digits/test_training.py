"""Digits: a training that was interrupted ends exactly as one that was not."""

import functools

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from tests.workloads.digits.rows import SEED, rows
from workloads.digits.network import accuracy, as_artifact, from_artifact
from workloads.digits.training import Share, Training

EPOCHS = 2


def fresh(*, epochs: int = EPOCHS, share: Share | None = None) -> Training:
    return Training(
        rows=rows(), epochs=epochs, seed=SEED, share=share or Share(), tell=lambda _: None
    )


@functools.cache
def uninterrupted() -> Training:
    return trained(interrupted_after=frozenset())


def trained(*, interrupted_after: frozenset[int]) -> Training:
    """The training after all epochs; at each of the given steps only the state survives."""
    training = fresh()
    while training.done < training.total:
        training.step()
        if training.done in interrupted_after:
            state = training.state()
            training = fresh()
            torch.manual_seed(training.done)
            training.restore(state)
    return training


def weights(training: Training) -> list[bytes]:
    return [each.numpy(force=True).tobytes() for each in training.model.state_dict().values()]


@settings(max_examples=6, deadline=None)
@given(st.frozensets(st.integers(min_value=1, max_value=86), min_size=1, max_size=6))
def test_wherever_it_is_interrupted_the_model_is_the_same_bit_for_bit(
    steps: frozenset[int],
) -> None:
    assert weights(trained(interrupted_after=steps)) == weights(uninterrupted())


def test_it_learns_to_read_most_digits() -> None:
    assert uninterrupted().accuracy() > 0.9


def test_the_artifact_reads_as_the_model_did() -> None:
    model = from_artifact(as_artifact(uninterrupted().model))
    read = accuracy(model, rows().held_out_images, rows().held_out_labels)
    assert read == pytest.approx(uninterrupted().accuracy())


def test_another_seed_is_another_model() -> None:
    other = Training(rows=rows(), epochs=1, seed=SEED + 1)
    assert weights(other) != weights(fresh())


def test_it_tells_of_each_epoch() -> None:
    told = list[str]()
    training = Training(rows=rows(), epochs=1, seed=SEED, tell=told.append)
    while training.done < training.total:
        training.step()
    assert told == [f"epoch 1/1 accuracy {training.accuracy():.3f}"]
    assert training.where() == "epoch 2, batch 0"


@pytest.mark.parametrize("of", [1, 2, 3])
def test_shares_are_the_whole_and_no_row_is_in_two(of: int) -> None:
    batch = torch.arange(31)
    shared: list[Tensor] = [Share(rank, of).rows(batch) for rank in range(of)]
    assert sorted(torch.cat(shared).tolist()) == batch.tolist()
