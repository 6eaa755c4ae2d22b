"""Networks and plans that the specifications of compression are told with."""

from typing import Any

import torch
from torch import nn

from workloads.compression import Figures

ABOUT = {"hidden": 24}


def network(hidden: int = 24, *, seed: int = 1) -> nn.Sequential:
    """As digits' network is built: convolutions, a pool, linear layers."""
    torch.manual_seed(seed)
    return nn.Sequential(
        nn.Unflatten(1, (1, 6, 6)),
        nn.Conv2d(1, 4, 3, padding=1),
        nn.ReLU(),
        nn.Conv2d(4, 8, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(8 * 3 * 3, hidden),
        nn.ReLU(),
        nn.Linear(hidden, 5),
    ).eval()


def build(about: dict[str, Any]) -> nn.Module:
    return network(about["hidden"], seed=99)


def rows(count: int = 32) -> torch.Tensor:
    return torch.rand(count, 36, generator=torch.Generator().manual_seed(7))


def figures(**but: Any) -> Figures:
    told = {
        "disk_bytes": 1000,
        "loaded_bytes": 4000,
        "correct": 98,
        "rows": 100,
        "single_ms": 1.0,
        "batch_ms": 8.0,
    }
    return Figures(**{**told, **but})
