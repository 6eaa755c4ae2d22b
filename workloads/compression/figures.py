"""What a model weighs, how quick it is and how often it is right: measured, here and in one way."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from statistics import median

import torch
from torch import Tensor, nn

_MS = 1e-6


@dataclass(frozen=True, kw_only=True)
class Figures:
    disk_bytes: int
    loaded_bytes: int
    correct: int
    rows: int
    single_ms: float
    batch_ms: float

    @property
    def accuracy(self) -> float:
        return self.correct / self.rows if self.rows else 0.0


@dataclass(frozen=True, kw_only=True)
class Timing:
    """Latency is the median of ``repeats`` runs, after ``warm_up`` runs that do not count."""

    threads: int = 1
    warm_up: int = 20
    repeats: int = 100
    batch: int = 128


@dataclass(frozen=True, kw_only=True)
class Latency:
    single_ms: float
    batch_ms: float


def loaded_bytes(model: nn.Module) -> int:
    """Of all that a model holds in memory to compute with."""
    return sum(each.nbytes for each in chain(model.parameters(), model.buffers()))


@torch.no_grad()
def correct(model: nn.Module, inputs: Tensor, labels: Tensor) -> int:
    """A row whose outputs are not all numbers is not right, whatever is the largest of them."""
    made = model(inputs)
    right = (made.argmax(1) == labels) & made.isfinite().all(1)
    return int(right.sum())


def latencies(
    models: Sequence[nn.Module],
    inputs: Tensor,
    how: Timing,
    *,
    clock: Callable[[], int] = time.perf_counter_ns,
) -> list[Latency]:
    """The models take turns, so what else the machine does befalls all of them alike."""
    times = -(-how.batch // len(inputs))
    batch = inputs.repeat(times, *[1] * (inputs.ndim - 1))[: how.batch]
    with _threads(how.threads), torch.inference_mode():
        single = _medians(models, inputs[:1], how, clock)
        whole = _medians(models, batch, how, clock)
    return [Latency(single_ms=one, batch_ms=many) for one, many in zip(single, whole, strict=True)]


def _medians(
    models: Sequence[nn.Module], rows: Tensor, how: Timing, clock: Callable[[], int]
) -> list[float]:
    taken: list[list[int]] = [[] for _ in models]
    for turn in range(how.warm_up + how.repeats):
        for model, mine in zip(models, taken, strict=True):
            began = clock()
            model(rows)
            took = clock() - began
            if turn >= how.warm_up:
                mine.append(took)
    return [median(mine) * _MS for mine in taken]


@contextmanager
def _threads(count: int) -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(before)
