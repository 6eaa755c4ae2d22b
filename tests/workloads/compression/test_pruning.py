"""Pruning: as many weights or channels go as were asked for, the weakest, and they stay away."""

from itertools import pairwise

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from tests.workloads.compression.models import network, rows
from workloads.compression import UncompressableError, compress, plan_from
from workloads.compression.layers import weighted


def weights(model: nn.Module) -> torch.Tensor:
    return torch.cat([layer.weight.detach().flatten() for _, layer in weighted(model)])


def pruned(model: nn.Module, fraction: float, of: str = "weights") -> nn.Module:
    return compress(model, plan_from({"prune": {"fraction": fraction, "of": of}})).model


@settings(max_examples=40, deadline=None)
@given(fraction=st.floats(0, 1), seed=st.integers(0, 99))
def test_the_sparsity_reached_is_that_asked_for_within_one_weight(
    fraction: float, seed: int
) -> None:
    left = weights(pruned(network(seed=seed), fraction))
    assert abs(int((left == 0).sum()) - fraction * len(left)) <= 1


def test_the_smallest_go_and_the_rest_stay_bit_for_bit() -> None:
    before, after = weights(model := network()), weights(pruned(model, 0.7))
    gone = after == 0
    assert before[gone].abs().max() < before[~gone].abs().min()
    assert torch.equal(before[~gone], after[~gone])


def test_no_zero_is_a_negative_one() -> None:
    left = weights(pruned(network(), 0.7))
    assert not torch.signbit(left[left == 0]).any()


def test_the_model_that_was_given_stays_as_it_is() -> None:
    model = network()
    pruned(model, 0.7)
    assert torch.equal(weights(model), weights(network()))


def test_what_is_pruned_stays_pruned_while_the_model_learns_on() -> None:
    def push(model: nn.Module) -> None:
        optimiser = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9, weight_decay=0.1)
        for _ in range(3):
            optimiser.zero_grad()
            torch.autograd.backward(model(rows()).square().sum())
            optimiser.step()

    plan = plan_from({"prune": {"fraction": 0.5}})
    untuned, tuned = compress(network(), plan).model, compress(network(), plan, tune=push).model
    assert torch.equal(weights(untuned) == 0, weights(tuned) == 0)
    assert not torch.equal(weights(untuned), weights(tuned))


@settings(max_examples=20, deadline=None)
@given(fraction=st.floats(0, 1))
def test_channels_go_from_every_layer_but_the_last_and_one_stays(fraction: float) -> None:
    before = [len(layer.weight) for _, layer in weighted(network())]
    after = [len(layer.weight) for _, layer in weighted(pruned(network(), fraction, "channels"))]
    assert after[-1] == before[-1]
    for had, has in zip(before[:-1], after[:-1], strict=True):
        assert has == max(1, had - round(fraction * had))


@pytest.mark.parametrize("fraction", [0.0, 0.25, 0.5, 0.9])
def test_a_model_without_channels_computes_as_one_in_which_they_are_zero(fraction: float) -> None:
    zeroed = network()
    for (_, layer), (_, following) in pairwise(list(weighted(zeroed))):
        strength = layer.weight.detach().flatten(1).norm(dim=1)
        gone = min(round(fraction * len(strength)), len(strength) - 1)
        weakest = strength.argsort()[:gone]
        layer.weight.data[weakest] = 0.0
        assert layer.bias is not None
        layer.bias.data[weakest] = 0.0
        reads = following.weight.data.view(len(following.weight), len(strength), -1)
        reads[:, weakest] = 0.0

    smaller = pruned(network(), fraction, "channels")

    torch.testing.assert_close(smaller(rows()), zeroed(rows()))


class Crossing(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.one = nn.Linear(4, 4)


ONCE = (
    "channels can be pruned of an nn.Sequential of plain layers, each of them there once, "
    "got another {}: prune weights"
)
TWICE = nn.Linear(4, 4)


@pytest.mark.parametrize(
    ("model", "of", "sentence"),
    [
        (Crossing(), "channels", ONCE.format("Crossing")),
        (nn.Sequential(Crossing(), nn.Linear(4, 4)), "channels", ONCE.format("Sequential")),
        (nn.Sequential(TWICE, nn.ReLU(), TWICE), "channels", ONCE.format("Sequential")),
        (
            nn.Sequential(nn.Linear(4, 4), nn.BatchNorm1d(4), nn.Linear(4, 4)),
            "channels",
            "channels cannot be pruned through layer 1, a BatchNorm1d: prune weights",
        ),
        (
            nn.Sequential(nn.ReLU()),
            "weights",
            "a model must hold Linear or Conv2d layers, got Sequential without",
        ),
        (
            nn.Sequential(nn.Linear(4, 4).double()),
            "weights",
            "layer 0 must hold finite float32 weights, got torch.float64",
        ),
    ],
)
def test_a_model_that_it_has_no_way_for_is_refused(
    model: nn.Module, of: str, sentence: str
) -> None:
    with pytest.raises(UncompressableError) as refused:
        pruned(model, 0.5, of)
    assert str(refused.value) == sentence


def test_a_model_that_learnt_nonsense_is_refused() -> None:
    model = network()
    next(weighted(model))[1].weight.data[0, 0] = float("nan")
    with pytest.raises(UncompressableError, match=r"layer 1 .* with NaN or infinity"):
        pruned(model, 0.5)
