"""Latency where large linear layers are the time: ``python -m workloads.compression.wide``.

The network has learnt nothing; its accuracy is no question, and its times do not depend on it.
"""

from collections.abc import Mapping
from typing import Any

import torch
from torch import nn

from workloads.compression import Timing, compress, plan_from
from workloads.compression.figures import latencies

PLANS: Mapping[str, dict[str, Any]] = {
    "int8, dynamic": {"quantise": {"activations": "dynamic"}},
    "int8, static": {"quantise": {"activations": "static"}},
    "prune 50 % of channels": {"prune": {"fraction": 0.5, "of": "channels"}},
}


def main(*, width: int = 1024, timing: Timing | None = None) -> None:
    timing = timing or Timing()
    torch.manual_seed(1)
    model = nn.Sequential(
        nn.Linear(width, width), nn.ReLU(), nn.Linear(width, width), nn.ReLU(), nn.Linear(width, 10)
    ).eval()
    seen = torch.rand(timing.batch, width)
    smaller = [compress(model, plan_from(plan), seen=seen).model for plan in PLANS.values()]
    before, *after = latencies([model, *smaller], seen, timing)
    print(f"before: {before.single_ms:.3f} ms for one, {before.batch_ms:.3f} ms for {timing.batch}")
    for name, took in zip(PLANS, after, strict=True):
        one, batch = took.single_ms / before.single_ms, took.batch_ms / before.batch_ms
        print(f"{name:<24} {one:>5.2f}x {batch:>5.2f}x")


if __name__ == "__main__":
    main()
