"""The experiment: the digits model is trained, compressed, measured, and set side by side."""

from functools import partial

import pytest

from workloads.compression import Timing, plan_from
from workloads.compression.experiment import (
    WAYS,
    Experiment,
    table,
    trained,
)
from workloads.compression.wide import main as wide
from workloads.digits.data import as_csv, from_csv
from workloads.digits.learning_on import learn_on
from workloads.digits.split import split


@pytest.fixture(scope="module")
def experiment() -> Experiment:
    rows = split(*from_csv(as_csv()), seed=1)
    return Experiment(
        model=trained(epochs=3, seed=1, rows=rows),
        rows=rows,
        tune=partial(learn_on, rows.images, rows.labels, 1, 1),
        timing=Timing(warm_up=1, repeats=3, batch=16),
    )


@pytest.mark.parametrize("way", WAYS)
def test_every_way_is_a_plan_that_says_what_it_does(way: str) -> None:
    plan, tuned = plan_from(WAYS[way][0]), WAYS[way][1]
    assert ("tuned" in way) == tuned
    assert ("prune" in way) == (plan.prune is not None)
    assert ("int8" in way) == (plan.quantise is not None)


def test_int8_costs_no_accuracy_and_makes_digits_almost_four_times_smaller(
    experiment: Experiment,
) -> None:
    report = experiment.report(plan_from({"quantise": {}}), tuned=False)
    assert abs(report.before.accuracy - report.after.accuracy) <= 0.01
    assert report.before.disk_bytes / report.after.disk_bytes > 3.5
    assert report.before.loaded_bytes / report.after.loaded_bytes > 3.5


def test_pruned_shared_and_tuned_it_is_over_twenty_times_smaller_and_passes(
    experiment: Experiment,
) -> None:
    plan = plan_from(
        {"prune": {"fraction": 0.9}, "share": {"values": 16}, "allow": {"times_smaller": 20}}
    )
    report = experiment.report(plan, tuned=True)
    assert report.verdict.accepted, report.verdict.reasons
    header, line = table({"both": report})
    assert header.split()[0] == "method"
    assert line.startswith("both ")
    assert line.endswith("  accepted")


def test_wide_layers_are_timed_in_every_way(capsys: pytest.CaptureFixture[str]) -> None:
    wide(width=32, timing=Timing(warm_up=1, repeats=3, batch=4))
    before, *after = capsys.readouterr().out.splitlines()
    assert before.endswith(" ms for 4")
    assert [line.split("  ")[0] for line in after] == [
        "int8, dynamic",
        "int8, static",
        "prune 50 % of channels",
    ]
