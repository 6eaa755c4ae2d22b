"""The weakest channels are taken out of a model, which is smaller in memory then, and quicker."""

from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn.utils import prune

from workloads.compression.layers import UncompressableError, Weighted, of_shape, weighted

_CHANNEL_BY_CHANNEL = (
    nn.AdaptiveAvgPool2d,
    nn.AvgPool2d,
    nn.Dropout,
    nn.Dropout2d,
    nn.ELU,
    nn.Flatten,
    nn.GELU,
    nn.Hardswish,
    nn.Identity,
    nn.LeakyReLU,
    nn.MaxPool2d,
    nn.ReLU,
    nn.ReLU6,
    nn.SiLU,
    nn.Tanh,
)
"""Layers that keep channels apart, and make zeros of zeros."""


def prune_channels(model: nn.Module, *, fraction: float) -> None:
    """Of every weighted layer but the last, whose outputs are the model's."""
    for name, following in pairwise(_chain(model)):
        layers = dict(weighted(model))
        layer, after = layers[name], layers[following]
        kept = _strongest(layer, fraction)
        bias = None if layer.bias is None else layer.bias[kept]
        _put(model, name, layer, layer.weight[kept], bias)
        _put(model, following, after, after.weight[:, _inputs(after, layer, kept)], after.bias)


def _chain(model: nn.Module) -> list[str]:
    """In a sequence it is known which layer reads what another has made; elsewhere it is not."""
    names = [name for name, _ in weighted(model)]
    if not isinstance(model, nn.Sequential) or len(names) != _standing_in(model):
        raise UncompressableError(
            "channels can be pruned of an nn.Sequential of plain layers, each of them there once, "
            f"got another {type(model).__name__}: prune weights"
        )
    row = [name for name, _ in model.named_children()]
    for name in row[row.index(names[0]) : row.index(names[-1])]:
        layer = model.get_submodule(name)
        if name not in names and not isinstance(layer, _CHANNEL_BY_CHANNEL):
            raise UncompressableError(
                f"channels cannot be pruned through layer {name}, a {type(layer).__name__}: "
                "prune weights"
            )
    return names


def _standing_in(row: nn.Sequential) -> int:
    """Layers with channels: one that is there twice counts as two, one further below as none."""
    return sum(isinstance(layer, nn.Linear | nn.Conv2d) for layer in row)


def _strongest(layer: Weighted, fraction: float) -> Tensor:
    """At least one: a layer without outputs is none."""
    count = min(round(fraction * len(layer.weight)), len(layer.weight) - 1)
    weakest = prune.LnStructured(count, n=2, dim=0)
    mask: Tensor = weakest.compute_mask(  # type: ignore[no-untyped-call]
        layer.weight, torch.ones_like(layer.weight)
    )
    return mask.flatten(1).any(1).nonzero().flatten()


def _inputs(after: Weighted, layer: Weighted, kept: Tensor) -> Tensor:
    """A channel that was flattened is several inputs of the next layer, side by side."""
    each = after.weight.shape[1] // len(layer.weight)
    return (kept[:, None] * each + torch.arange(each)).flatten()


def _put(model: nn.Module, name: str, layer: Weighted, weight: Tensor, bias: Tensor | None) -> None:
    smaller = of_shape(layer, weight.shape)
    smaller.weight.data = weight.detach().clone()
    if bias is not None:
        smaller.bias.data = bias.detach().clone()  # type: ignore[union-attr]
    model.set_submodule(name, smaller)
