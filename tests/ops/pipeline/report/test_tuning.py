"""Tuning: what was tried, the best so far, and which way is better."""

from dataclasses import replace

import pytest

from ops.pipeline.report.facts import Facts
from ops.pipeline.report.trials import trials
from ops.pipeline.report.tuning import Trial, Tuning


def tuning(*objectives: float | None, maximize: bool = True) -> Tuning:
    tried = tuple(Trial(f"t{n}", "Completed", {}, value) for n, value in enumerate(objectives))
    return Tuning("Tune", "Random", "accuracy", maximize, tried)


@pytest.mark.parametrize(
    ("maximize", "so_far", "best"),
    [(True, [0.5, 0.7, 0.7, 0.9], "t4"), (False, [0.5, 0.5, 0.4, 0.4], "t3")],
)
def test_the_best_so_far_goes_the_way_that_is_better(
    *, maximize: bool, so_far: list[float], best: str
) -> None:
    searched = tuning(0.5, 0.7, None, 0.4, 0.9, maximize=maximize)

    assert searched.best_so_far == so_far
    assert searched.best is not None
    assert searched.best.name == best


def test_a_search_without_any_objective_has_no_best() -> None:
    assert tuning(None, None).best is None


def test_the_first_of_two_equals_is_the_best() -> None:
    assert [row.best for row in trials(tuning(0.9, 0.9))] == [True, False]


def test_hyperparameters_are_shown_as_people_write_them(success: Facts) -> None:
    [searched] = success.tunings
    first = trials(searched)[0]

    assert searched.tuned == ["batch", "learning_rate"]
    assert first.values == ("32", "0.01")


def test_a_word_stays_a_word() -> None:
    searched = tuning(0.9)
    worded = replace(searched.trials[0], hyperparameters={"optimizer": '"adam"', "plain": "sgd"})

    assert trials(replace(searched, trials=(worded,)))[0].values == ("adam", "sgd")
