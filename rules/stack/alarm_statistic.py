"""An alarm has to say how its values are put together."""

from collections.abc import Iterator

from rules.finding import Place
from rules.rule import rule
from rules.template import Template


@rule(
    "CFN1",
    "CloudWatch refuses an alarm on a metric without Statistic or ExtendedStatistic: add one",
    evidence="R D60",
)
def check(template: Template) -> Iterator[Place]:
    for alarm in template.of_type("AWS::CloudWatch::Alarm"):
        chosen = (alarm.get(name) for name in ("Statistic", "ExtendedStatistic", "Metrics"))
        if alarm.get("MetricName") is not None and not any(found is not None for found in chosen):
            yield alarm.at("Statistic")
