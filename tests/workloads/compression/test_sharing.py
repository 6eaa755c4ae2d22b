"""Sharing: a layer keeps few values, each of its weights is one of those."""

import numpy as np
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from torch import nn

from tests.workloads.compression.models import network, rows
from workloads.compression import compress, plan_from
from workloads.compression.hashing import Hashed, places
from workloads.compression.layers import weighted

WEIGHTS = hnp.arrays(
    np.float32,
    st.tuples(st.integers(1, 6), st.integers(1, 12)),
    elements=st.floats(-(2.0**60), 2.0**60, width=32)
    | st.sampled_from([0.0, 0.1, -0.1, 3.0])
    | st.floats(-1, 1, width=32),
)


def holding(weight: np.ndarray) -> nn.Sequential:
    layer = nn.Linear(weight.shape[1], weight.shape[0])
    layer.weight.data = torch.from_numpy(weight.copy())
    return nn.Sequential(layer)


def shared(model: nn.Module, values: int, **how: str) -> nn.Module:
    return compress(model, plan_from({"share": {"values": values, **how}})).model


def first(model: nn.Module) -> torch.Tensor:
    return next(weighted(model))[1].weight.detach()


def distinct(weight: torch.Tensor) -> set[float]:
    return set(weight.flatten().tolist())


@settings(max_examples=60, deadline=None)
@given(weight=WEIGHTS, values=st.integers(2, 20))
def test_a_codebook_of_k_values_has_at_most_k(weight: np.ndarray, values: int) -> None:
    assert len(distinct(first(shared(holding(weight), values)))) <= values


@settings(max_examples=60, deadline=None)
@given(weight=WEIGHTS, more=st.integers(0, 5))
def test_as_many_values_as_there_are_lose_nothing(weight: np.ndarray, more: int) -> None:
    enough = max(2, len(np.unique(weight)) + more)
    assert np.array_equal(first(shared(holding(weight), enough)).numpy(), weight)


@settings(max_examples=30, deadline=None)
@given(weight=WEIGHTS, values=st.integers(2, 20))
def test_zeros_stay_zeros_and_none_comes_to_them(weight: np.ndarray, values: int) -> None:
    kept = weight != 0
    model = holding(np.where(kept, np.abs(weight) + 1, 0).astype(np.float32))
    assert np.array_equal(first(shared(model, values)).numpy() != 0, kept)


def test_the_zero_of_what_was_pruned_is_one_of_the_values() -> None:
    plan = plan_from({"prune": {"fraction": 0.5}, "share": {"values": 4}})
    made = distinct(first(compress(network(), plan).model))
    assert 0.0 in made
    assert len(made) == 4


def test_the_values_are_near_what_they_stand_for() -> None:
    weight = np.array([[0.1, 0.11, 0.9, 0.92, -0.5, -0.52]], np.float32)
    made = first(shared(holding(weight), 3)).numpy()
    np.testing.assert_allclose(made, [[0.105, 0.105, 0.91, 0.91, -0.51, -0.51]], rtol=1e-5)


def test_the_same_plan_makes_the_same_model() -> None:
    one, other = shared(network(), 8), shared(network(), 8)
    assert torch.equal(one(rows()), other(rows()))


def test_learning_on_moves_values_and_splits_none() -> None:
    def push(model: nn.Module) -> None:
        optimiser = torch.optim.SGD(model.parameters(), lr=0.1)
        for _ in range(3):
            optimiser.zero_grad()
            torch.autograd.backward(model(rows()).square().sum())
            optimiser.step()

    plan = plan_from({"share": {"values": 4}})
    before = first(compress(network(), plan).model)
    after = first(compress(network(), plan, tune=push).model)
    assert not torch.equal(before, after)
    for value in distinct(before):
        assert len(distinct(after[before == value])) == 1


def test_a_hash_tells_values_by_place_alone() -> None:
    hashed = compress(network(), plan_from({"share": {"values": 5, "by": "hash"}})).hashed
    assert hashed == Hashed(values=5, seed=1)
    model = shared(network(), 5, by="hash")
    for name, layer in weighted(model):
        weight = layer.weight.detach().flatten()
        chosen, signs = places(hashed.of(name), len(weight))
        unsigned = (weight.numpy() * signs).astype(np.float32)
        assert all(len(np.unique(unsigned[chosen == value])) <= 1 for value in range(5))


def test_a_hash_is_of_the_place_the_seed_and_the_layer() -> None:
    one, _ = places(Hashed(values=16, seed=1).of("a"), 1000)
    again, _ = places(Hashed(values=16, seed=1).of("a"), 2000)
    layer, _ = places(Hashed(values=16, seed=1).of("b"), 1000)
    seed, _ = places(Hashed(values=16, seed=2).of("a"), 1000)
    assert np.array_equal(one, again[:1000])
    assert not np.array_equal(one, layer)
    assert not np.array_equal(one, seed)
    assert np.bincount(one, minlength=16).min() > 30


def test_a_layer_of_fewer_weights_than_values_is_not_hashed() -> None:
    model = shared(network(), 200, by="hash")
    assert torch.equal(first(model), first(network()))
