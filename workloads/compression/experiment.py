"""What each way of compressing does to the digits model, side by side.

``python -m workloads.compression.experiment`` trains the model, compresses it in each way and in
combinations, and prints before and after.
Flags: --epochs and --seed of the training; --tune-epochs after each loss.
"""

from argparse import Namespace
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from typing import Any

import torch
from torch import nn

from workloads.compression import Plan, Report, Timing, assess, compress, plan_from, saved
from workloads.compression.tuning import Tune, leave
from workloads.contract import Flags, in_one_sentence, whole_number
from workloads.digits.data import as_csv, from_csv
from workloads.digits.learning_on import learn_on
from workloads.digits.network import accuracy, as_artifact, network
from workloads.digits.split import Split, split
from workloads.digits.training import Training

_PRUNE = {"fraction": 0.9, "of": "weights"}
_NARROW = {"fraction": 0.5, "of": "channels"}

WAYS: Mapping[str, tuple[dict[str, Any], bool]] = {
    "prune 90 % of weights": ({"prune": _PRUNE}, False),
    "prune 90 % of weights, tuned": ({"prune": _PRUNE}, True),
    "prune 50 % of channels": ({"prune": _NARROW}, False),
    "prune 50 % of channels, tuned": ({"prune": _NARROW}, True),
    "int8, dynamic": ({"quantise": {"activations": "dynamic"}}, False),
    "int8, static": ({"quantise": {"activations": "static"}}, False),
    "share 16 values": ({"share": {"values": 16}}, False),
    "share 4 values, tuned": ({"share": {"values": 4}}, True),
    "hash into 2,048 values, tuned": ({"share": {"values": 2048, "by": "hash"}}, True),
    "prune weights, share 16, tuned": ({"prune": _PRUNE, "share": {"values": 16}}, True),
    "prune weights, int8, tuned": ({"prune": _PRUNE, "quantise": {}}, True),
    "prune channels, int8, tuned": ({"prune": _NARROW, "quantise": {}}, True),
    "prune channels, share 16, tuned": ({"prune": _NARROW, "share": {"values": 16}}, True),
}
"""Plan, and whether the model learns on after it."""


@dataclass(frozen=True, kw_only=True)
class Experiment:
    model: nn.Sequential
    rows: Split
    tune: Tune
    timing: Timing

    def report(self, plan: Plan, *, tuned: bool) -> Report:
        compressed = compress(
            self.model,
            plan,
            seen=torch.from_numpy(self.rows.images),
            tune=self.tune if tuned else leave,
        )
        return assess(
            saved(compressed, about={}),
            build=lambda _about: network(),
            of=self.model,
            plan=plan,
            inputs=torch.from_numpy(self.rows.held_out_images),
            labels=torch.from_numpy(self.rows.held_out_labels),
            timing=self.timing,
        )


def trained(*, epochs: int, seed: int, rows: Split) -> nn.Sequential:
    training = Training(rows=rows, epochs=epochs, seed=seed, tell=lambda _line: None)
    while training.done < training.total:
        training.step()
    return training.model.cpu().eval()


def table(reports: Mapping[str, Report]) -> Iterator[str]:
    yield (
        f"{'method':<32} {'bytes':>9} {'smaller':>8} {'loaded':>8} {'accuracy':>9} {'loss':>8} "
        f"{'one':>6} {'batch':>6}  gate"
    )
    for name, report in reports.items():
        before, after = report.before, report.after
        yield (
            f"{name:<32} {after.disk_bytes:>9,} {before.disk_bytes / after.disk_bytes:>7.1f}x "
            f"{before.loaded_bytes / after.loaded_bytes:>7.1f}x {after.accuracy:>9.4f} "
            f"{before.accuracy - after.accuracy:>+8.4f} "
            f"{after.single_ms / before.single_ms:>5.2f}x {after.batch_ms / before.batch_ms:>5.2f}x"
            f"  {'; '.join(report.verdict.reasons) or 'accepted'}"
        )


def run(flags: Namespace) -> None:
    rows = split(*from_csv(as_csv()), seed=flags.seed)
    model = trained(epochs=flags.epochs, seed=flags.seed, rows=rows)
    experiment = Experiment(
        model=model,
        rows=rows,
        tune=partial(learn_on, rows.images, rows.labels, flags.tune_epochs, flags.seed),
        timing=Timing(),
    )
    reports = {
        name: experiment.report(plan_from(told), tuned=tuned)
        for name, (told, tuned) in WAYS.items()
    }
    before, how = next(iter(reports.values())).before, Timing()
    print(
        f"before: {before.disk_bytes:,} bytes in the same file format "
        f"({len(as_artifact(model)):,} as model.pt), {before.loaded_bytes:,} loaded, accuracy "
        f"{before.accuracy:.4f} on {before.rows} rows, {before.single_ms:.3f} ms for one sample, "
        f"{before.batch_ms:.3f} ms for {how.batch}"
    )
    longer = deepcopy(model)
    experiment.tune(longer)
    longer_accuracy = accuracy(longer, rows.held_out_images, rows.held_out_labels)
    print(f"the same model, tuned alike and not compressed: accuracy {longer_accuracy:.4f}")
    print(*table(reports), sep="\n")


def main() -> None:
    flags = Flags(prog="experiment")
    flags.add_argument("--epochs", type=whole_number(at_least=1, at_most=1000), default=20)
    flags.add_argument("--tune-epochs", type=whole_number(at_least=1, at_most=1000), default=5)
    flags.add_argument("--seed", type=whole_number(at_least=0, at_most=2**32 - 1), default=1)
    with in_one_sentence("experiment"):
        run(flags.parse_args())


if __name__ == "__main__":
    main()
