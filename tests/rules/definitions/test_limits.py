"""Retries, caching, conditions and sizes stay within what SageMaker allows."""

from typing import Any

import pytest

from rules.definitions import check, mistakes_in
from tests.rules.definitions.example import Body, definition
from tests.rules.definitions.spoiling import CONDITION, GATE, GONE, REFUSED, REGISTER, spoilt

POLICY, CACHE = ("Steps", 0, "RetryPolicies", 0), ("Steps", 0, "CacheConfig")


@pytest.mark.parametrize(
    ("way", "value", "says"),
    [
        ((*POLICY, "ExceptionType"), ["SageMaker.CAPACITY"], "mean SageMaker.CAPACITY_ERROR?"),
        ((*POLICY, "ExceptionType"), [], "ExceptionType must be a list of"),
        ((*POLICY, "MaxAttempts"), 21, "from 1 to 20, got 21"),
        ((*POLICY, "MaxAttempts"), GONE, "needs either MaxAttempts or ExpireAfterMin"),
        ((*POLICY, "ExpireAfterMin"), 5, "needs either MaxAttempts or ExpireAfterMin"),
        ((*POLICY, "IntervalSeconds"), 43_201, "from 0 to 43200, got 43201"),
        ((*POLICY, "BackoffRate"), -1, "not negative, got -1"),
        ((*POLICY, "Backoff"), 2, "no part of a retry policy; did you mean BackoffRate?"),
        (POLICY, "twice", "is no policy, got 'twice'"),
        (("Steps", 0, "RetryPolicies"), {}, "RetryPolicies: must be a list"),
        (("Steps", 4, "RetryPolicies"), [], "a Condition step has no such field"),
        ((*CACHE, "ExpireAfter"), "30 days", "duration of ISO 8601 such as P30D or PT12H"),
        ((*CACHE, "ExpireAfter"), "P", "duration of ISO 8601"),
        ((*CACHE, "ExpireAfter"), "P1DT", "duration of ISO 8601"),
        ((*CACHE, "Enabled"), "yes", "must be true or false, got 'yes'"),
        ((*CACHE, "Expires"), "P1D", "is no part of it: Enabled, ExpireAfter"),
        (CACHE, True, "CacheConfig: must be an object"),
        ((*REGISTER, "CacheConfig"), {"Enabled": True}, "a RegisterModel step has no such field"),
    ],
)
def test_retries_and_caching_are_within_their_limits(
    way: tuple[Any, ...], value: object, says: str
) -> None:
    assert says in "\n".join(check(spoilt(way, value)))


def test_an_exception_has_one_policy() -> None:
    policy = definition()["Steps"][0]["RetryPolicies"][0]
    found = check(spoilt(("Steps", 0, "RetryPolicies"), [policy, policy]))
    assert found == ("Prepare.RetryPolicies: 2 policies are for SageMaker.CAPACITY_ERROR",)


@pytest.mark.parametrize("lasts", ["p30d", "P4DT12H", "PT1H30M", "P1Y2M", "T12H", "P2W"])
def test_durations_are_read_as_the_sdk_writes_them(lasts: str) -> None:
    assert check(spoilt((*CACHE, "ExpireAfter"), lasts)) == ()


@pytest.mark.parametrize(
    ("way", "value", "says"),
    [
        ((*GATE, "Conditions"), [], "must be a list of at least one condition"),
        ((*CONDITION, "Type"), "GreaterThen", "did you mean GreaterThan?"),
        ((*CONDITION, "RightValue"), "0.95", "must be a number, got '0.95'"),
        ((*CONDITION, "RightValue"), GONE, "RightValue is missing"),
        ((*CONDITION, "Value"), 1, "is no part of GreaterThanOrEqualTo"),
        (CONDITION, "accuracy > 0.9", "is no condition, got 'accuracy > 0.9'"),
        (CONDITION, {"Type": "Not", "Condition": {"Type": "Equal"}}, "did you mean Equals?"),
        (CONDITION, {"Type": "Or", "Conditions": [{"Type": "In"}]}, "QueryValue is missing"),
        ((*GATE, "IfStep"), [], "is not known; did you mean IfSteps?"),
        ((*REFUSED, "Arguments", "ErrorMessage"), "", "nobody would know why"),
        ((*REFUSED, "Arguments", "ErrorMessage"), 5, "must be a string or a variable"),
    ],
)
def test_branches_and_failures_say_what_they_mean(
    way: tuple[Any, ...], value: object, says: str
) -> None:
    assert says in "\n".join(check(spoilt(way, value)))


def test_names_within_a_job_are_there_once() -> None:
    body = definition()
    for place in (
        body["Steps"][1]["Arguments"]["InputDataConfig"],
        body["Steps"][0]["Arguments"]["ProcessingInputs"],
    ):
        place.append(place[0])

    found = "\n".join(check(body))

    assert "2 have the ChannelName 'train'" in found
    assert "2 have the InputName 'data'" in found


def test_there_are_limits_of_size() -> None:
    parameters = [{"Name": f"P{n}", "Type": "String", "DefaultValue": "x"} for n in range(201)]
    found = "\n".join(
        check({**definition(), "Parameters": parameters, "Metadata": "x" * 1_048_576})
    )

    assert "201 parameters; an execution takes 200" in found
    assert "SageMaker takes 1048576" in found


def test_what_is_in_vain_is_told_apart_from_what_is_refused() -> None:
    body = spoilt((*GATE, "IfSteps"), [])
    body["Steps"][4]["Arguments"]["ElseSteps"] = []

    [mistake] = mistakes_in(body)

    assert (mistake.kind, mistake.path) == ("vain", "Gate.Arguments")
    assert check(body) == ()


def test_thirty_conditions_within_each_other_are_accepted_but_not_a_thousand() -> None:
    def nested(depth: int) -> Body:
        step: Body = {"Name": "F", "Type": "Fail", "Arguments": {"ErrorMessage": "no"}}
        for n in range(depth):
            condition = {"Type": "LessThan", "LeftValue": 1, "RightValue": 2}
            inner = {"Conditions": [condition], "IfSteps": [step], "ElseSteps": []}
            step = {"Name": f"C{n}", "Type": "Condition", "Arguments": inner}
        return {"Version": "2020-12-01", "Steps": [step]}

    assert check(nested(30)) == ()
    assert check(nested(1000)) == ("is nested too deeply to be a definition",)
