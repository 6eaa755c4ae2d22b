"""Training curves are found in the log, by the patterns that the job defines."""

import pytest

from ops.pipeline.report.curves import Curves, curves_in
from ops.pipeline.report.facts import Facts
from tests.ops.pipeline.sample import LOG, METRICS


def test_each_metric_is_found_in_its_order() -> None:
    found = curves_in(LOG, METRICS)

    assert found["train:loss"][:3] == (2.0, 1.0, 0.667)
    assert len(found["validation:accuracy"]) == 12


def test_a_metric_that_never_appears_has_no_curve() -> None:
    assert "never" not in curves_in(LOG, METRICS)


@pytest.mark.parametrize(
    ("pattern", "line", "values"),
    [
        ("loss ([0-9.]+)", "loss 1.5", (1.5, 1.5)),
        ("loss (.+)", "loss nan", ()),
        ("loss (.+)", "loss much", ()),
        ("[0-9.]+", "0.25", (0.25, 0.25)),
        ("loss( [0-9.]+)?", "loss", ()),
    ],
)
def test_what_is_no_number_is_no_point(pattern: str, line: str, values: tuple[float, ...]) -> None:
    found = curves_in([line, line], [{"Name": "m", "Regex": pattern}])

    assert found.get("m", ()) == values


def test_metrics_of_one_kind_share_a_chart() -> None:
    curves = Curves("Train", "job", {"train:loss": (1, 2), "validation:loss": (2, 1), "f1": (0, 1)})

    assert {kind: list(series) for kind, series in curves.kinds.items()} == {
        "loss": ["train:loss", "validation:loss"],
        "f1": ["f1"],
    }


def test_of_a_tuning_step_the_best_job_is_shown_with_all_its_attempts(success: Facts) -> None:
    [curves] = success.curves

    assert curves.job.endswith("Tune-005")
    assert len(curves.metrics["train:loss"]) == 12
