"""Quantising: int8 in place of floats, close to the model that it was made of."""

import warnings

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from torch import nn

from tests.workloads.compression.models import network, rows
from workloads.compression import UncompressableError, compress, plan_from
from workloads.compression.int8 import Int8Linear, in_steps, scale_of

ACTIVATIONS = pytest.mark.parametrize("activations", ["dynamic", "static"])


def quantised(model: nn.Module, activations: str) -> nn.Module:
    plan = plan_from({"quantise": {"activations": activations}})
    return compress(model, plan, seen=rows()).model


@ACTIVATIONS
def test_every_weight_is_int8(activations: str) -> None:
    kept = quantised(network(), activations).state_dict()
    assert {each.dtype for name, each in kept.items() if name.endswith("weight")} == {torch.int8}


@ACTIVATIONS
def test_outputs_are_close_to_those_of_floats(activations: str) -> None:
    was, made = network()(rows()), quantised(network(), activations)(rows())
    assert (made - was).abs().max() < 0.02 * was.abs().max()


def test_each_output_has_its_own_scale() -> None:
    layer = nn.Linear(36, 3, bias=False)
    layer.weight.data *= torch.tensor([[1e-4], [1.0], [1e4]])
    was, made = layer(rows()), quantised(nn.Sequential(layer), "dynamic")(rows())
    assert ((made - was).abs().amax(0) < 0.03 * was.abs().amax(0)).all()


@ACTIVATIONS
def test_a_row_is_read_alike_alone_and_among_others(activations: str) -> None:
    model, among = quantised(network(), activations)[7], torch.rand(40, 72)  # type: ignore[index]
    assert torch.equal(torch.cat([model(row[None]) for row in among]), model(among))


def test_a_dynamic_scale_meets_any_size_of_input_and_a_static_one_those_seen() -> None:
    dynamic, static = (quantised(network(), each)[7] for each in ("dynamic", "static"))  # type: ignore[index]
    large, floats = 1000 * torch.rand(8, 72), network()[7]
    loss = [(each(large) - floats(large)).abs().max() for each in (dynamic, static)]
    assert loss[0] < 10 < loss[1]


@settings(max_examples=40, deadline=None)
@given(
    steps=hnp.arrays("int8", (7, 40), elements=st.integers(-127, 127)),
    weight=hnp.arrays("int8", (5, 40), elements=st.integers(-127, 127)),
)
def test_whole_numbers_are_multiplied_exactly(steps: object, weight: object) -> None:
    given, kept = torch.as_tensor(steps), torch.as_tensor(weight)
    layer = Int8Linear(kept, torch.ones(5), bias=None, activation_scale=torch.tensor(1.0))
    assert torch.equal(layer(given.float()).long(), given.long() @ kept.long().t())


@settings(max_examples=40, deadline=None)
@given(numbers=hnp.arrays("float32", 9, elements=st.floats(-1e6, 1e6, width=32)))
def test_a_number_moves_by_half_a_step_at_most_and_zero_not_at_all(numbers: object) -> None:
    given = torch.as_tensor(numbers)
    scale = scale_of(given.abs().max())
    steps = in_steps(given, scale)
    assert (steps * scale - given).abs().max() <= 0.501 * scale
    assert not steps[given == 0].any()


def test_pytorch_itself_while_it_still_does_computes_the_same() -> None:
    ao = pytest.importorskip("torch.ao.quantization")
    floats = nn.Sequential(nn.Linear(72, 30)).eval()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = ao.quantize_dynamic(
            floats, {nn.Linear: ao.per_channel_dynamic_qconfig}, dtype=torch.qint8
        )
        made = theirs(rows(64).repeat(1, 2))
    ours = quantised(floats, "dynamic")(rows(64).repeat(1, 2))
    assert (ours - made).abs().max() < 0.02 * made.abs().max()


@pytest.mark.parametrize("seen", [None, torch.zeros(0, 36)])
def test_static_scales_need_rows(seen: torch.Tensor | None) -> None:
    with pytest.raises(UncompressableError, match="needs rows to find the scales in, got none"):
        compress(network(), plan_from({"quantise": {"activations": "static"}}), seen=seen)
