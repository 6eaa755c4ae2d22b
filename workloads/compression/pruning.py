"""The smallest weights of a model become zero, and stay zero while it is tuned."""

import torch
from torch import Tensor, nn
from torch.nn.utils import prune

from workloads.compression.layers import weighted
from workloads.compression.tuning import Tune


def prune_weights(model: nn.Module, *, fraction: float, tune: Tune) -> None:
    """Over the layers together: one that holds much keeps much."""
    pruned = [(layer, "weight") for _, layer in weighted(model)]
    prune.global_unstructured(pruned, prune.L1Unstructured, amount=fraction)
    tune(model)
    for layer, name in pruned:
        prune.remove(layer, name)  # type: ignore[no-untyped-call]
        _without_minus_zero(layer.weight)


@torch.no_grad()
def _without_minus_zero(weight: Tensor) -> None:
    """A mask makes -0.0 of a negative weight, and that would not be stored as a zero is."""
    weight[weight == 0] = 0.0
