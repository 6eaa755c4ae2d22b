"""Where a search looks next, and what it gives up: without any job that runs."""

from collections.abc import Sequence

import pytest

from local.sagemaker.jobs.job import Job
from local.sagemaker.jobs.kinds import TRAINING
from local.sagemaker.jobs.tuning.bayesian import BayesianSearch
from local.sagemaker.jobs.tuning.dimensions import Dimension, dimensions
from local.sagemaker.jobs.tuning.early import Hyperband, MedianRule
from local.sagemaker.jobs.tuning.strategies import Known, RandomSearch
from local.sagemaker.jobs.tuning.trial import Objective, Trial


def one(kind: str, least: str, most: str, scale: str = "Linear") -> Dimension:
    given = {"Name": "x", "MinValue": least, "MaxValue": most, "ScalingType": scale}
    [found] = dimensions({f"{kind}ParameterRanges": [given]})
    return found


def trial(*series: float, index: int = 0, status: str = "Completed") -> Trial:
    job = Job(TRAINING, f"t{index}", "arn", {}, status=status, series={"score": list(series)})
    return Trial(index, {}, job, Objective("score", "Maximize"))


@pytest.mark.parametrize(
    ("dimension", "share", "value"),
    [
        (one("Continuous", "0", "10"), 0.25, "2.5"),
        (one("Continuous", "0.001", "0.1", "Logarithmic"), 0.5, "0.01"),
        (one("Continuous", "0.001", "0.1", "Auto"), 0.5, "0.01"),
        (one("Continuous", "0.9", "0.999", "ReverseLogarithmic"), 0.5, "0.99"),
        (one("Integer", "1", "9"), 0.5, "5"),
        (one("Integer", "1", "9"), 1.0, "9"),
        (one("Integer", "1", "1"), 0.7, "1"),
    ],
)
def test_a_share_of_a_range_is_a_value_and_back(
    dimension: Dimension, share: float, value: str
) -> None:
    assert dimension.at(share) == value
    [feature] = dimension.features(value)
    assert dimension.at(feature) == value


def test_a_category_is_one_of_its_values() -> None:
    [kind] = dimensions({"CategoricalParameterRanges": [{"Name": "kind", "Values": ["a", "b"]}]})

    assert [kind.at(share) for share in (0.0, 0.49, 0.5, 1.0)] == ["a", "a", "b", "b"]
    assert kind.features("b") == [0.0, 1.0]


def test_nothing_is_tried_twice_as_long_as_there_is_something_else() -> None:
    search = RandomSearch([one("Integer", "1", "3")], seed=5)
    known: list[Known] = []
    for index in range(3):
        known.append(Known(search.propose(index, known) or {}, None))

    assert sorted(one.values["x"] for one in known) == ["1", "2", "3"]


def test_a_bayesian_search_is_the_same_every_time_and_heeds_what_runs() -> None:
    search = BayesianSearch([one("Continuous", "0", "1")], seed=1)
    scored = [Known({"x": f"{x}"}, -((x - 0.3) ** 2)) for x in (0.0, 0.2, 0.6, 1.0)]
    first = search.propose(4, scored) or {}
    again = search.propose(4, scored) or {}
    beside = search.propose(4, [*scored, Known(first, None)]) or {}

    assert first == again
    assert 0.2 < float(first["x"]) < 0.45
    assert beside != first


@pytest.mark.parametrize(
    ("mine", "is_given_up"),
    [([0.5, 0.6], False), ([0.5, 0.4], True), ([0.1], False), ([0.6, 0.55], False)],
)
def test_worse_than_the_median_of_earlier_averages_is_given_up(
    mine: Sequence[float], *, is_given_up: bool
) -> None:
    before = [trial(0.4, 0.5), trial(0.5, 0.6), trial(0.6, 0.7)]

    assert MedianRule().gives_up(trial(*mine, status="InProgress"), before) is is_given_up


def test_two_earlier_jobs_are_too_few_for_a_median() -> None:
    before = [trial(1.0, 1.0), trial(1.0, 1.0)]

    assert not MedianRule().gives_up(trial(0.0, 0.0, status="InProgress"), before)


def test_the_brackets_of_hyperband_are_the_published_ones() -> None:
    """Li et al., R = 81 and eta = 3: 81, 34, 15, 8 and 5 configurations."""
    cycle = Hyperband(1, 81).cycle

    assert [cycle.count(bracket) for bracket in (4, 3, 2, 1, 0)] == [81, 34, 15, 8, 5]


def test_the_rungs_of_the_hardest_bracket_are_powers_of_three() -> None:
    assert Hyperband(1, 81).rungs(trial()) == [1, 3, 9, 27]


def test_only_the_best_third_climbs_on() -> None:
    rule = Hyperband(1, 9)
    before = [trial(0.3, index=0), trial(0.5, index=1)]

    assert rule.gives_up(trial(0.4, index=2), before)
    assert not rule.gives_up(trial(0.6, index=2), before)
    assert not rule.gives_up(trial(0.1, index=2), before[:1])


def test_nobody_has_more_than_the_largest_resource() -> None:
    rule = Hyperband(1, 3)

    assert not rule.gives_up(trial(1, 1, 1), [])
    assert rule.gives_up(trial(1, 1, 1, 1), [])
