"""A model is registered when it reaches its thresholds, is no worse than the champion, and has lost
no more to compression than was allowed.
"""

from typing import Any

import pytest

from workloads.stages.gate import GateError, read_gate

METRICS = {"accuracy": 0.97, "log_loss": 0.1}


def shortfalls(
    section: dict[str, Any],
    champion: dict[str, float] | None = None,
    compression: dict[str, Any] | None = None,
) -> list[str]:
    gate = read_gate(section, metrics=METRICS)
    return list(gate.shortfalls(METRICS, champion=champion, compression=compression))


@pytest.mark.parametrize(
    "section",
    [
        {"accuracy": {"at_least": 0.97}},
        {"accuracy": {"at_least": 0.9, "at_most": None}, "log_loss": {"at_most": 0.1}},
        {"champion": {"metric": "accuracy"}},
    ],
)
def test_reaching_it_exactly_is_reaching_it(section: dict[str, Any]) -> None:
    assert shortfalls(section, champion={"accuracy": 0.97}) == []


@pytest.mark.parametrize(
    ("section", "reason"),
    [
        ({"accuracy": {"at_least": 0.98}}, "accuracy 0.9700 is below 0.98"),
        ({"log_loss": {"at_most": 0.05}}, "log_loss 0.1000 is above 0.05"),
    ],
)
def test_a_shortfall_is_named(section: dict[str, Any], reason: str) -> None:
    assert shortfalls(section) == [reason]


@pytest.mark.parametrize(
    ("rule", "champion", "passes"),
    [
        ({"metric": "accuracy", "may_lose": 0.01}, 0.98, True),
        ({"metric": "accuracy", "may_lose": 0.01}, 0.9801, False),
        ({"metric": "accuracy"}, 0.9701, False),
        ({"metric": "log_loss", "goal": "minimize"}, 0.11, True),
        ({"metric": "log_loss", "may_lose": 0.02}, 0.08, True),
        ({"metric": "log_loss", "may_lose": 0.02}, 0.07, False),
    ],
)
def test_a_challenger_may_lose_so_much_and_no_more(
    rule: dict[str, Any], champion: float, *, passes: bool
) -> None:
    reasons = shortfalls({"champion": rule}, champion={rule["metric"]: champion})
    assert (not reasons) == passes
    assert all("than the champion's" in reason for reason in reasons)


def test_without_a_champion_none_is_compared_with() -> None:
    assert shortfalls({"champion": {"metric": "accuracy"}}) == []


def test_what_compression_has_lost_too_much_is_a_shortfall() -> None:
    refused = {"verdict": {"accepted": False, "reasons": ["accuracy falls by 0.1"]}}
    assert shortfalls({}, compression=refused) == ["compression: accuracy falls by 0.1"]


@pytest.mark.parametrize(
    ("section", "sentence"),
    [
        ({"acuracy": {}}, "gate: unknown metric 'acuracy'; known: accuracy, log_loss; did you"),
        ({"accuracy": 0.9}, "gate.accuracy must be a section, got 0.9"),
        ({"accuracy": {"atleast": 1}}, "gate.accuracy: unknown key 'atleast'"),
        ({"accuracy": {"at_least": "high"}}, "gate.accuracy.at_least must be a number, got 'high'"),
        ({"champion": {"metric": "speed"}}, "gate.champion: unknown metric 'speed'"),
        (
            {"champion": {"metric": "log_loss", "goal": "maximize"}},
            "gate.champion.goal of log_loss must be minimize, got 'maximize'",
        ),
    ],
)
def test_a_gate_that_cannot_judge_is_refused(section: dict[str, Any], sentence: str) -> None:
    with pytest.raises(GateError) as refused:
        read_gate(section, metrics=METRICS)
    assert str(refused.value).startswith(sentence)
