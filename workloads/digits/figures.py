"""The figures of docs/workloads.md, made by the pipeline's own stages: ``python -m`` this module.

Flags: --seeds (of the augmentation's trial), --jobs (of the tuning). Seven minutes of processor
time; all seeds are fixed.
"""

import os
import tempfile
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import mean, stdev
from typing import Any

from workloads.compression import read_section
from workloads.contract import Flags, in_one_sentence, say, whole_number
from workloads.digits.trials import FEW, Data, Few, Runs, Tried, accuracy, drawn, judged

_SEED = 1


def augmentation(runs: Runs, seeds: int) -> Iterator[str]:
    read = _side_by_side(Few(runs=runs).gain, range(1, seeds + 1))
    gains = [100 * (augmented - plain) for plain, augmented in read]
    without, augmented = zip(*read, strict=True)
    yield f"{FEW} training samples, {seeds} seeds; mean ± standard deviation"
    yield f"  without augmentation  {mean(without):.3f} ± {_spread(without):.3f}"
    yield f"  with augmentation     {mean(augmented):.3f} ± {_spread(augmented):.3f}"
    better = sum(gain > 0 for gain in gains)
    yield f"  points gained         {mean(gains):+.1f} ± {_spread(gains):.1f}, {better} of {seeds}"


def compression(runs: Runs) -> Iterator[str]:
    """Of the workload as its file has it; alone on the machine, for the clock's sake."""
    told = runs.whole("whole")
    report = read_section(told)
    yield f"compression, on {told['rows']} held-out rows"
    for name, each in (("before", report.before), ("after", report.after)):
        yield (
            f"  {name:<7}{each.disk_bytes:>9,} bytes  accuracy {each.accuracy:.4f}  "
            f"{each.single_ms:.3f} ms for one row, {each.batch_ms:.2f} ms for {report.timing.batch}"
        )


def tuning(runs: Runs, jobs: int) -> Iterator[str]:
    """Chosen by the validation rows; the test rows are asked once, of the chosen one."""
    few = Few(runs=runs)
    data = runs.prepared("tuned", seed=_SEED, rows=FEW)
    more = runs.copied("tuned", data, seed=_SEED, copies=few.copies)

    def tried(numbered: tuple[int, dict[str, Any]]) -> Tried:
        number, told = numbered
        return runs.learnt(f"job-{number}", more, {"epochs": few.epochs, **told}, seed=_SEED)

    default, *others = _side_by_side(tried, enumerate([{}, *drawn(jobs, seed=_SEED)]))
    best = min(others, key=lambda each: each.loss)
    yield f"tuned against default: {jobs} random jobs, {FEW} training samples, augmented"
    for name, each in (("default", default), ("tuned", best)):
        yield f"  {name:<8}{_read(each, data)}"
    told = ", ".join(f"{name} {value}" for name, value in best.told.items() if name != "epochs")
    yield f"  tuned is {told}"


def _read(each: Tried, data: Data) -> str:
    test = accuracy(judged(each, data))
    return f"validation {each.accuracy:.4f} (loss {each.loss:.4f})  test {test:.4f}"


def _side_by_side(one: Callable[[Any], Any], many: Iterable[Any]) -> list[Any]:
    """Each is processes of its own: a thread that waits for them is enough."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(one, many))


def _spread(values: Iterable[float]) -> float:
    held = list(values)
    return stdev(held) if len(held) > 1 else 0.0


def figures(parameters: Namespace) -> None:
    with tempfile.TemporaryDirectory() as name:
        runs = Runs(folder=Path(name))
        for lines in (
            augmentation(runs, parameters.seeds),
            tuning(runs, parameters.jobs),
            compression(runs),
        ):
            for line in lines:
                say(line)


def main() -> None:
    flags = Flags(prog="figures")
    flags.add_argument("--seeds", type=whole_number(at_least=1), default=6)
    flags.add_argument("--jobs", type=whole_number(at_least=1), default=8)
    with in_one_sentence("figures"):
        figures(flags.parse_args())


if __name__ == "__main__":
    main()
