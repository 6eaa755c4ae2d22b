"""Does augmentation help on digits with 200 training samples, and which of its operations?

    python -m workloads.augmentation.experiment

Flags: --seeds (how many), --epochs. docs/augmentation.md has what it printed.
"""

import functools
from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from statistics import mean, stdev
from typing import Any

from workloads.augmentation.learning import Read, read_after
from workloads.contract import Flags, in_one_sentence, say, whole_number

DIGITS: Mapping[str, Any] = {
    "crop": {"strength": 0.125},
    "rotate": {"strength": 15},
    "scale": {"strength": 0.2},
    "noise": {"strength": 0.1},
}
"""What helps on digits; chosen by the rows that are not held out."""

_HALF = {"probability": 0.5}
TRIED: Mapping[str, Mapping[str, Any]] = {
    "crop, rotate, scale, noise": DIGITS,
    "the same, and flip": {**DIGITS, "flip": _HALF},
    "flip, half of them": {"flip": _HALF},
    "flip_vertically, half of them": {"flip_vertically": _HALF},
    "crop 0.125": {"crop": {"strength": 0.125}},
    "crop 0.3": {"crop": {"strength": 0.3}},
    "rotate 15": {"rotate": {"strength": 15}},
    "rotate 180": {"rotate": {"strength": 180}},
    "scale 0.2": {"scale": {"strength": 0.2}},
    "blur 0.7": {"blur": {"strength": 0.7}},
    "contrast 0.3": {"contrast": {"strength": 0.3}},
    "brightness 0.2": {"brightness": {"strength": 0.2}},
    "noise 0.1": {"noise": {"strength": 0.1}},
}

Measure = Callable[[Callable[[int], Read], Iterable[int]], Iterable[Read]]


@dataclass(frozen=True)
class Outcome:
    """One reading a seed, in the order of the seeds."""

    reads: Sequence[Read]

    @classmethod
    def of(cls, plain: object, *, seeds: int, epochs: int, measure: Measure = map) -> "Outcome":
        one = functools.partial(read_after, plain, epochs)
        return cls(list(measure(one, range(1, seeds + 1))))

    @property
    def held_out(self) -> float:
        return mean(each.held_out for each in self.reads)

    def gains(self, without: "Outcome") -> list[float]:
        """In held-out accuracy, seed by seed: both read the same 200 samples in the same order."""
        return [
            ours.held_out - theirs.held_out
            for ours, theirs in zip(self.reads, without.reads, strict=True)
        ]

    def line(self, name: str, without: "Outcome") -> str:
        gains, spread = self.gains(without), stdev(each.held_out for each in self.reads)
        return (
            f"{name:<30}{mean(each.choosing for each in self.reads):>9.3f}"
            f"{self.held_out:>10.3f} ± {spread:.3f}"
            f"{100 * mean(gains):>+8.1f} ± {100 * stdev(gains):.1f}"
            f"{sum(gain > 0 for gain in gains):>5} of {len(gains)}"
        )


def experiment(parameters: Namespace) -> None:
    seeds, epochs = parameters.seeds, parameters.epochs
    say(f"200 training samples, {epochs} epochs, {seeds} seeds; mean ± standard deviation")
    say(f"{'':<30}{'choosing':>9}{'held out':>10}{'points gained':>21}  better")
    # Forked, PyTorch's threads would be missing.
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as processes:
        outcome = functools.partial(Outcome.of, seeds=seeds, epochs=epochs, measure=processes.map)
        without = outcome(None)
        say(without.line("nothing", without))
        for name, plain in TRIED.items():
            say(outcome(plain).line(name, without))


def main() -> None:
    flags = Flags(prog="experiment")
    flags.add_argument("--seeds", type=whole_number(at_least=2, at_most=1000), default=6)
    flags.add_argument("--epochs", type=whole_number(at_least=1, at_most=10_000), default=80)
    with in_one_sentence("experiment"):
        experiment(flags.parse_args())


if __name__ == "__main__":
    main()
