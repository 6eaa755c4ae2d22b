"""The file that would ship, held against the model that it was made of."""

from collections.abc import Iterator
from copy import deepcopy

import torch
from torch import Tensor, nn

from workloads.compression.artifact import Build, loaded, saved_as_it_is
from workloads.compression.figures import Figures, Latency, Timing, correct, latencies, loaded_bytes
from workloads.compression.gate import judge
from workloads.compression.plan import Plan
from workloads.compression.report import Layer, Report


def assess(
    content: bytes,
    *,
    build: Build,
    of: nn.Module,
    plan: Plan,
    inputs: Tensor,
    labels: Tensor,
    timing: Timing | None = None,
) -> Report:
    """Measures what ``loaded`` makes of the file, on held-out rows; the model that was written into
    it is not asked.
    """
    timing = timing or Timing()
    after, before = loaded(content, build), deepcopy(of).cpu().eval()
    now, then = latencies([after, before], inputs, timing)
    was = _figures(before, len(saved_as_it_is(before, about={})), inputs, labels, then)
    became = _figures(after, len(content), inputs, labels, now)
    return Report(
        plan=plan,
        before=was,
        after=became,
        timing=timing,
        layers=tuple(_layers(after)),
        verdict=judge(was, became, plan.allow),
    )


def _figures(
    model: nn.Module, disk_bytes: int, inputs: Tensor, labels: Tensor, latency: Latency
) -> Figures:
    return Figures(
        disk_bytes=disk_bytes,
        loaded_bytes=loaded_bytes(model),
        correct=correct(model, inputs, labels),
        rows=len(labels),
        single_ms=latency.single_ms,
        batch_ms=latency.batch_ms,
    )


def _layers(model: nn.Module) -> Iterator[Layer]:
    for name, each in model.state_dict().items():
        if name.endswith("weight") and each.ndim > 1:
            yield Layer(
                name=name.removesuffix(".weight"),
                weights=each.numel(),
                dtype=str(each.dtype).removeprefix("torch."),
                zeros=int((each == 0).sum()) / each.numel(),
                values=len(torch.unique(each)),
            )
