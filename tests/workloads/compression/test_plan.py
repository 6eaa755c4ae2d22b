"""A plan is read from a plain dict, and what makes no sense is refused in one sentence."""

from typing import Any

import pytest

from workloads.compression import Allowance, Plan, PlanError, Prune, Quantise, Share, plan_from


def test_all_that_may_be_said() -> None:
    assert plan_from(
        {
            "prune": {"fraction": 0.8, "of": "channels"},
            "share": {"values": 16, "by": "hash"},
            "seed": 7,
            "allow": {"accuracy_loss": 0.02, "times_smaller": 4, "times_slower": 1.5},
        }
    ) == Plan(
        prune=Prune(fraction=0.8, of="channels"),
        share=Share(values=16, by="hash"),
        seed=7,
        allow=Allowance(accuracy_loss=0.02, times_smaller=4, times_slower=1.5),
    )


def test_what_is_left_out_has_its_default() -> None:
    assert plan_from({"quantise": {}}) == Plan(quantise=Quantise(activations="dynamic"))


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({}, "compression must name prune, share or quantise, got none of them"),
        (
            {"prun": {}},
            "prun is not known; known: prune, share, quantise, seed, allow",
        ),
        ({"prune": 0.5}, "prune must be a mapping, got 0.5"),
        ({"prune": {}}, "prune.fraction must be a number, 0 to 1, got nothing"),
        ({"prune": {"fraction": 80}}, "prune.fraction must be a number, 0 to 1, got 80"),
        (
            {"prune": {"fraction": float("nan")}},
            "prune.fraction must be a number, 0 to 1, got nan",
        ),
        (
            {"prune": {"fraction": 0.5, "of": "rows"}},
            "prune.of must be one of weights, channels, got 'rows'",
        ),
        (
            {"share": {"values": 1}},
            "share.values must be a whole number, 2 to 65536, got 1",
        ),
        (
            {"share": {"values": True}},
            "share.values must be a whole number, 2 to 65536, got True",
        ),
        (
            {"quantise": {"activations": ["static"]}},
            "quantise.activations must be one of dynamic, static, got ['static']",
        ),
        (
            {"quantise": {}, "share": {"values": 4}},
            "share and quantise are two ways to store a weight: give one of them",
        ),
        (
            {"prune": {"fraction": 0.5}, "share": {"values": 4, "by": "hash"}},
            "a hash gives every place a value, pruned or not: prune channels",
        ),
        (
            {"quantise": {}, "allow": {"accuracy_loss": -0.1}},
            "allow.accuracy_loss must be a number, 0 to 1, got -0.1",
        ),
        (["quantise"], "compression must be a mapping, got ['quantise']"),
    ],
)
def test_what_is_wrong_is_said(told: Any, sentence: str) -> None:
    with pytest.raises(PlanError) as refused:
        plan_from(told)
    assert str(refused.value) == sentence
