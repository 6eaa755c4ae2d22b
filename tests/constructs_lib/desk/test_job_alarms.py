"""Alarms of jobs and fleets: what pages, what waits for the morning, and what no news mean."""

import re

import aws_cdk as cdk
import pytest
from constructs import Construct

from constructs_lib.alert_topic import AlertTopic
from constructs_lib.desk.job_alarms import FleetAlarms, Thresholds
from tests.assembly import Properties, Template
from tests.constructs_lib.alone import ROOT, key_of, template_of
from tests.constructs_lib.desk.test_fleet_watch import watched
from tests.constructs_lib.publishing import may_use_key

OF_FLEET = {"Environment": "dev", "Fleet": "gpu"}
OF_QUEUE = {"Environment": "dev", "Queue": "normal-1a2b"}


def build(stack: cdk.Stack) -> None:
    key = key_of(stack)
    page = AlertTopic(stack, "Page", key=key, emails=[])
    ticket = AlertTopic(stack, "Ticket", key=key, emails=[])
    for name, has_gpus in (("Gpu", True), ("Cpu", False)):
        FleetAlarms(
            stack,
            name,
            environment="dev",
            fleet=watched(Construct(stack, f"{name}Fleet"), has_gpus=has_gpus),
            page=page,
            ticket=ticket,
            thresholds=Thresholds(),
        )


@pytest.fixture(scope="module")
def template() -> Template:
    return template_of(build)


def alarm(template: Template, name: str) -> Properties:
    return template.named("AWS::CloudWatch::Alarm", f"Gpu{name}")


def dimensions(metric: Properties) -> dict[str, str]:
    return {one["Name"]: one["Value"] for one in metric["Dimensions"]}


def query(alarm: Properties, id: str) -> Properties:
    [found] = [one["MetricStat"] for one in alarm["Metrics"] if one["Id"] == id]
    return dict(found)


def expression(alarm: Properties) -> str:
    [found] = [one["Expression"] for one in alarm["Metrics"] if "Expression" in one]
    return str(found)


@pytest.mark.parametrize(
    ("name", "topic"),
    [
        ("NormalQueueBlocked", "Page"),
        ("UrgentQueueBlocked", "Page"),
        ("Unusable", "Page"),
        ("NormalQueueWaits", "Ticket"),
        ("NormalQueueFails", "Ticket"),
        ("NormalQueueReclaimed", "Ticket"),
        ("CapNear", "Ticket"),
        ("GpusIdle", "Ticket"),
    ],
)
def test_only_what_cannot_wait_wakes_anybody(template: Template, name: str, topic: str) -> None:
    [action] = alarm(template, name)["AlarmActions"]
    assert action["Ref"].startswith(topic)


@pytest.mark.parametrize(
    ("name", "metric", "of", "least", "minutes"),
    [
        ("NormalQueueBlocked", "QueueBlocked", OF_QUEUE, 1, 5),
        ("NormalQueueWaits", "OldestRunnableMinutes", OF_QUEUE, 240, 15),
        ("Unusable", "FleetUnusable", OF_FLEET, 1, 10),
        ("CapNear", "VcpuCapUsedPercent", OF_FLEET, 90, 30),
    ],
)
def test_a_number_that_is_too_high_for_long_enough_is_told(
    template: Template, name: str, metric: str, of: dict[str, str], least: int, minutes: int
) -> None:
    asked = alarm(template, name)
    assert (asked["Namespace"], asked["MetricName"]) == ("Millrace/Batch", metric)
    assert dimensions(asked) == of
    assert asked["Threshold"] == least
    assert asked["ComparisonOperator"] == "GreaterThanOrEqualToThreshold"
    assert asked["Period"] * asked["EvaluationPeriods"] == minutes * 60


def test_failures_are_told_as_a_rate_of_at_least_five_jobs(template: Template) -> None:
    asked = alarm(template, "NormalQueueFails")
    whole = "FILL(jobsfailed, 0) + FILL(jobssucceeded, 0)"
    assert expression(asked) == f"IF({whole} >= 5, 100 * FILL(jobsfailed, 0) / ({whole}), 0)"
    assert asked["Threshold"] == 50
    for metric in ("JobsFailed", "JobsSucceeded"):
        part = query(asked, metric.lower())
        assert (part["Metric"]["MetricName"], part["Stat"], part["Period"]) == (metric, "Sum", 3600)
        assert dimensions(part["Metric"]) == OF_QUEUE


def test_reclaims_are_told_as_a_rate_of_at_least_ten_attempts(template: Template) -> None:
    started = "FILL(attemptsstarted, 0)"
    assert expression(alarm(template, "NormalQueueReclaimed")) == (
        f"IF({started} >= 10, 100 * FILL(attemptsreclaimed, 0) / ({started}), 0)"
    )


def test_gpus_are_idle_only_while_jobs_run(template: Template) -> None:
    asked = alarm(template, "GpusIdle")
    assert expression(asked) == "IF(jobs > 0, gpu, 100)"
    assert (asked["ComparisonOperator"], asked["Threshold"]) == ("LessThanThreshold", 10)
    assert asked["EvaluationPeriods"] == 12
    gpu, jobs = query(asked, "gpu")["Metric"], query(asked, "jobs")["Metric"]
    assert (gpu["Namespace"], gpu["MetricName"]) == (
        "Millrace/Instances",
        "nvidia_smi_utilization_gpu",
    )
    assert dimensions(gpu) == dimensions(jobs) == OF_FLEET


def test_a_fleet_without_gpus_is_not_asked_for_their_use(template: Template) -> None:
    alarms = template.of_type("AWS::CloudWatch::Alarm")
    assert [name for name in alarms if "Idle" in name] == [
        name for name in alarms if name.startswith("GpuGpusIdle")
    ]


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        *(("NormalQueueBlocked", "notBreaching"), ("NormalQueueFails", "notBreaching")),
        *(("NormalQueueReclaimed", "notBreaching"), ("GpusIdle", "notBreaching")),
        *(("NormalQueueWaits", "notBreaching"), ("CapNear", "notBreaching")),
        ("Unusable", "ignore"),
    ],
)
def test_no_news_is_good_news_but_of_a_fleet_that_takes_no_jobs(
    template: Template, name: str, missing: str
) -> None:
    """The watch tells of that always: it is missing only when the watch fails."""
    assert alarm(template, name)["TreatMissingData"] == missing


def test_cloudwatch_may_encrypt_what_it_publishes(template: Template) -> None:
    assert may_use_key("cloudwatch.amazonaws.com", template)


def test_every_alarm_says_which_fleet_or_queue_and_where_to_read_on(template: Template) -> None:
    runbook = (ROOT / "docs" / "alarms.md").read_text()
    for asked in template.of_type("AWS::CloudWatch::Alarm").values():
        words = asked["AlarmDescription"]
        found = re.fullmatch(r"(fleet gpu|queue gpu/\w+): .+ \(docs/alarms\.md, (.+)\)", words)
        assert found, words
        assert f"\n## {found[2]}\n" in runbook
