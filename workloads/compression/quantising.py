"""int8 in place of float32, after training: a scale for each output, activations in int8 too."""

from functools import partial

import torch
from torch import Tensor, nn

from workloads.compression.int8 import Int8Conv2d, Int8Linear, in_steps, scale_of
from workloads.compression.layers import UncompressableError, Weighted, weighted


def quantise(model: nn.Module, *, seen: Tensor | None) -> None:
    """With ``seen``, rows as the model will get them, the scale of activations is fixed by the
    largest that a layer meets in them (static); without, it is found for each row (dynamic).
    """
    scales = {} if seen is None else _activation_scales(model, seen)
    for name, layer in list(weighted(model)):
        model.set_submodule(name, _quantised(layer, scales.get(name)))


@torch.no_grad()
def _quantised(layer: Weighted, activation_scale: Tensor | None) -> nn.Module:
    weight = layer.weight.detach()
    scale = scale_of(weight.flatten(1).abs().amax(1))
    steps = in_steps(weight, scale.reshape(-1, *[1] * (weight.ndim - 1)))
    bias = None if layer.bias is None else layer.bias.detach()
    if isinstance(layer, nn.Conv2d):
        return Int8Conv2d(layer, steps, scale, bias=bias)
    return Int8Linear(steps, scale, bias=bias, activation_scale=activation_scale)


@torch.no_grad()
def _activation_scales(model: nn.Module, seen: Tensor) -> dict[str, Tensor]:
    if not len(seen):
        raise UncompressableError("static quantisation needs rows to find the scales in, got none")
    largest: dict[str, Tensor] = {}
    hooks = [
        layer.register_forward_pre_hook(partial(_note, largest, name))
        for name, layer in weighted(model)
        if isinstance(layer, nn.Linear)
    ]
    model(seen)
    for hook in hooks:
        hook.remove()
    return {name: scale_of(each) for name, each in largest.items()}


def _note(
    largest: dict[str, Tensor], name: str, _layer: nn.Module, given: tuple[Tensor, ...]
) -> None:
    met = given[0].abs().max()
    largest[name] = torch.maximum(met, largest.get(name, met))
