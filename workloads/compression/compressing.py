"""A plan carried out on a trained model, which itself stays as it is."""

from copy import deepcopy
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from workloads.compression.hashing import Hashed
from workloads.compression.layers import UncompressableError, weighted
from workloads.compression.plan import Plan, Prune, Share
from workloads.compression.pruning import prune_weights
from workloads.compression.quantising import quantise
from workloads.compression.sharing import share_by_hash, share_by_value
from workloads.compression.shrinking import prune_channels
from workloads.compression.tuning import Tune, leave


@dataclass(frozen=True, kw_only=True)
class Compressed:
    """``hashed``: how the place of a weight tells its value, where it does."""

    model: nn.Module
    plan: Plan
    hashed: Hashed | None = None


def compress(
    model: nn.Module, plan: Plan, *, seen: Tensor | None = None, tune: Tune = leave
) -> Compressed:
    """``seen`` are rows to find static scales in; ``tune`` learns on after pruning and sharing."""
    _check(model, plan, seen)
    smaller = deepcopy(model).cpu().eval()
    hashed = None
    if plan.prune is not None:
        _prune(smaller, plan.prune, tune)
    if plan.share is not None:
        hashed = _share(smaller, plan.share, plan.seed, tune)
    smaller.eval()
    if plan.quantise is not None:
        quantise(smaller, seen=seen if plan.quantise.activations == "static" else None)
    return Compressed(model=smaller, plan=plan, hashed=hashed)


def _prune(model: nn.Module, how: Prune, tune: Tune) -> None:
    if how.of == "channels":
        prune_channels(model, fraction=how.fraction)
        tune(model)
    else:
        prune_weights(model, fraction=how.fraction, tune=tune)


def _share(model: nn.Module, how: Share, seed: int, tune: Tune) -> Hashed | None:
    if how.by == "hash":
        hashed = Hashed(values=how.values, seed=seed)
        share_by_hash(model, hashed, tune=tune)
        return hashed
    share_by_value(model, values=how.values, seed=seed, tune=tune)
    return None


def _check(model: nn.Module, plan: Plan, seen: Tensor | None) -> None:
    layers = list(weighted(model))
    if not layers or layers[0][0] == "":
        raise UncompressableError(
            f"a model must hold Linear or Conv2d layers, got {type(model).__name__} without"
        )
    for name, layer in layers:
        if layer.weight.dtype != torch.float32 or not layer.weight.isfinite().all():
            raise UncompressableError(
                f"layer {name} must hold finite float32 weights, got {layer.weight.dtype}"
                f"{'' if layer.weight.isfinite().all() else ' with NaN or infinity'}"
            )
    if plan.quantise is not None and plan.quantise.activations == "static" and seen is None:
        raise UncompressableError("static quantisation needs rows to find the scales in, got none")
