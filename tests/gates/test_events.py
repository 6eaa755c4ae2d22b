"""Rules and events, both ways: a rule hears a recorded event, and what we record is heard."""

import json
from pathlib import Path
from typing import Any

import pytest

import config
from rules.events.never_matches import check
from rules.known_events import known_events
from rules.patterns import may_match
from rules.template import Assembly, Resource
from tests.rules.examples import template

RECORDED = {
    path.stem: json.loads(path.read_text("utf-8"))
    for path in sorted((Path(__file__).parents[1] / "events").glob("*.json"))
}
OBJECT = {
    "source": "aws.s3",
    "detail-type": "Object Created",
    "detail": {"bucket": {"name": "raw"}, "object": {"key": "landing/vision/a.json", "size": 5}},
}
COPY = {
    "source": "aws.glue",
    "detail-type": "Glue Job State Change",
    "detail": {"jobName": "orders", "severity": "ERROR", "state": "FAILED", "jobRunId": "jr_1"},
}
TASK = "arn:aws:datasync:us-east-1:111122223333:task/task-01234567"
SYNC = {
    "source": "aws.datasync",
    "detail-type": "DataSync Task Execution State Change",
    "resources": [f"{TASK}/execution/exec-01234567"],
    "detail": {"State": "ERROR"},
}
FEATURES = {
    **OBJECT,
    "detail": {"bucket": {"name": "features"}, "object": {"key": "vision/digits/a.csv"}},
}


def failed(environment: config.Environment, pipeline: str) -> dict[str, Any]:
    place = f"arn:aws:sagemaker:{environment.region}:{environment.account}"
    arn = f"{place}:pipeline/millrace-{environment.name}-{pipeline}"
    return {
        "source": "aws.sagemaker",
        "detail-type": "SageMaker Model Building Pipeline Execution Status Change",
        "detail": {
            "pipelineArn": arn,
            "pipelineExecutionArn": f"{arn}/execution/p4jn9xou8a8s",
            "previousPipelineExecutionStatus": "Executing",
            "currentPipelineExecutionStatus": "Failed",
        },
    }


PIPELINES = {
    f"{name}: {pipeline} failed": failed(config.load(name), pipeline)
    for name in config.names()
    for pipeline in config.load(name).pipelines
}


def alarm_of(environment: str) -> dict[str, Any]:
    return {
        "source": "aws.cloudwatch",
        "detail-type": "CloudWatch Alarm State Change",
        "detail": {
            "alarmName": f"Millrace-{environment}-Events-DeadLettersArrived8B19DA98-1a2b3c",
            "previousState": {"value": "OK", "timestamp": "2026-11-16T21:03:00.117+0000"},
            "state": {"value": "ALARM", "timestamp": "2026-11-16T22:03:00.985+0000"},
        },
    }


ALARMS = {f"an alarm of {name}": alarm_of(name) for name in config.names()}
KUBERNETES = {
    "source": "millrace.eks",
    "detail-type": "Kubernetes Job State Change",
    "detail": {"cluster": "research", "namespace": "vision", "job": "digits", "status": "Failed"},
}
EVENTS: dict[str, dict[str, Any]] = {
    **RECORDED,
    **PIPELINES,
    **ALARMS,
    "a job of Kubernetes": KUBERNETES,
    "a file of features": FEATURES,
    "an object in the landing": OBJECT,
    "a copy that failed": COPY,
    "a task that failed": SYNC,
}
ANOTHERS = {
    "an alarm of nobody here": {
        **alarm_of("dev"),
        "detail": {"alarmName": "their-alarm", "state": {"value": "ALARM"}},
    }
}
"""Of a kind that rules listen to, and for none of them."""


@pytest.fixture(scope="module")
def rules_of_all(everywhere: Assembly) -> list[Resource]:
    rules = everywhere.of_type("AWS::Events::Rule")
    return [found for found in rules if found.get("EventPattern") is not None]


@pytest.fixture(scope="module", params=config.names())
def rules(rules_of_all: list[Resource], request: pytest.FixtureRequest) -> list[Resource]:
    here = f"Millrace-{request.param}-"
    return [found for found in rules_of_all if found.template.stack.startswith(here)]


def test_every_rule_hears_one_of_the_events(rules: list[Resource]) -> None:
    assert rules
    for rule in rules:
        pattern = rule.get("EventPattern")
        assert any(may_match(pattern, event) for event in EVENTS.values()), pattern


@pytest.mark.parametrize("name", [*EVENTS, *ANOTHERS])
def test_every_event_is_heard_but_those_of_others(rules_of_all: list[Resource], name: str) -> None:
    event = {**EVENTS, **ANOTHERS}[name]
    heard = any(may_match(rule.get("EventPattern"), event) for rule in rules_of_all)
    assert heard == (name in EVENTS)


@pytest.mark.parametrize("name", EVENTS)
def test_what_is_known_of_events_holds_for_the_recorded_ones(name: str) -> None:
    """Each field and value of a recorded event is one that a pattern may ask for."""
    event = EVENTS[name]
    pattern = {
        "source": [event["source"]],
        "detail-type": [event["detail-type"]],
        "detail": as_pattern(event["detail"]),
    }
    body = {"Rule": {"Type": "AWS::Events::Rule", "Properties": {"EventPattern": pattern}}}

    assert event["detail-type"] in known_events()[event["source"]].types
    assert list(check.check(template({"Resources": body}))) == []


def as_pattern(detail: dict[str, Any]) -> dict[str, Any]:
    """Lists hold lists of anything: a pattern asks for what is in them one by one."""
    return {
        name: as_pattern(value) if isinstance(value, dict) and value else [value]
        for name, value in detail.items()
        if value not in ({}, []) and not isinstance(value, list)
    }
