"""What people are told about jobs and fleets: at once, or in working hours.

docs/alarms.md has a section for each alarm; its description names it.
"""

from dataclasses import dataclass
from typing import TypeAlias

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from constructs import Construct

from constructs_lib.alert_topic import AlertTopic
from constructs_lib.desk.fleet_watch import EVERY, Watched
from constructs_lib.ids import id_of
from constructs_lib.metrics import INSTANCES, metric
from constructs_lib.queue_name import name_of

_HOUR = Duration.hours(1)
_AT_LEAST = cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD
_BELOW = cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD
_NO_NEWS_IS_GOOD = cloudwatch.TreatMissingData.NOT_BREACHING
_NO_NEWS_IS_NO_CHANGE = cloudwatch.TreatMissingData.IGNORE
_UTILIZATION = "nvidia_smi_utilization_gpu"
Source: TypeAlias = cloudwatch.Metric | cloudwatch.MathExpression


@dataclass(frozen=True, kw_only=True)
class Thresholds:
    """Where the ordinary ends; a rate is told only of so many that it means something."""

    runnable_hours: int = 4
    failed_percent: int = 50
    ended_at_least: int = 5
    reclaimed_percent: int = 50
    started_at_least: int = 10
    gpu_percent: int = 10
    cap_percent: int = 90


@dataclass(frozen=True, kw_only=True)
class _Limit:
    """``lasting`` periods in a row."""

    value: float
    lasting: int = 1
    missing: cloudwatch.TreatMissingData = _NO_NEWS_IS_GOOD
    operator: cloudwatch.ComparisonOperator = _AT_LEAST


class FleetAlarms(Construct):
    """Of one fleet and its queues."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        environment: str,
        fleet: Watched,
        page: AlertTopic,
        ticket: AlertTopic,
        thresholds: Thresholds,
    ) -> None:
        super().__init__(scope, id)
        self._environment, self._fleet = environment, fleet
        self._page, self._ticket = page, ticket
        self._limits = thresholds
        self._alarm_on_fleet()
        if fleet.tells_vcpus:
            self._alarm_on_cap()
        if fleet.has_gpus:
            self._alarm_on_idle_gpus()
        for name, queue in fleet.queues.items():
            self._alarm_on_queue(
                f"{id_of(name)}Queue",
                f"{fleet.name}/{name}",
                name_of(queue, within=self),
                reclaimable=name in fleet.on_spot,
            )

    def _alarm_on_fleet(self) -> None:
        self._alarm(
            "Unusable",
            self._of_fleet("FleetUnusable", EVERY, "Maximum"),
            _Limit(value=1, lasting=2, missing=_NO_NEWS_IS_NO_CHANGE),
            says=f"fleet {self._fleet.name}: a queue or a compute environment takes no jobs",
            section="Fleet unusable",
            to=self._page,
        )

    def _alarm_on_cap(self) -> None:
        self._alarm(
            "CapNear",
            self._of_fleet("VcpuCapUsedPercent", EVERY, "Minimum"),
            _Limit(value=self._limits.cap_percent, lasting=6),
            says=f"fleet {self._fleet.name}: for half an hour nearly all that it may cost",
            section="Spend cap near",
            to=self._ticket,
        )

    def _alarm_on_idle_gpus(self) -> None:
        """Where no job runs no GPU has anything to do: then it counts as busy."""
        busy = cloudwatch.MathExpression(
            expression="IF(jobs > 0, gpu, 100)",
            using_metrics={
                "jobs": self._of_fleet("JobsRunning", EVERY, "Minimum"),
                "gpu": metric(
                    _UTILIZATION,
                    namespace=INSTANCES,
                    dimensions=self._dimensions("Fleet", self._fleet.name),
                    period=EVERY,
                    statistic="Average",
                ),
            },
            period=EVERY,
            label="GPU utilisation while jobs run",
        )
        self._alarm(
            "GpusIdle",
            busy,
            _Limit(value=self._limits.gpu_percent, lasting=12, operator=_BELOW),
            says=f"fleet {self._fleet.name}: jobs have run for an hour and hardly used their GPUs",
            section="GPUs idle",
            to=self._ticket,
        )

    def _alarm_on_queue(self, id: str, called: str, queue: str, *, reclaimable: bool) -> None:
        self._alarm(
            f"{id}Blocked",
            self._of_queue("QueueBlocked", queue, EVERY),
            _Limit(value=1),
            says=f"queue {called}: the job at its head cannot be placed, and holds up all others",
            section="Queue blocked",
            to=self._page,
        )
        self._alarm(
            f"{id}Waits",
            self._of_queue("OldestRunnableMinutes", queue, EVERY, statistic="Maximum"),
            _Limit(value=self._limits.runnable_hours * 60, lasting=3),
            says=f"queue {called}: a job has waited for {self._limits.runnable_hours} hours",
            section="Jobs wait",
            to=self._ticket,
        )
        self._alarm(
            f"{id}Fails",
            self._rate(
                queue,
                "JobsFailed",
                of=("JobsFailed", "JobsSucceeded"),
                least=self._limits.ended_at_least,
            ),
            _Limit(value=self._limits.failed_percent),
            says=f"queue {called}: {self._limits.failed_percent} % of the jobs of an hour failed",
            section="Jobs fail",
            to=self._ticket,
        )
        if reclaimable:
            self._alarm_on_reclaims(id, called, queue)

    def _alarm_on_reclaims(self, id: str, called: str, queue: str) -> None:
        self._alarm(
            f"{id}Reclaimed",
            self._rate(
                queue,
                "AttemptsReclaimed",
                of=("AttemptsStarted",),
                least=self._limits.started_at_least,
            ),
            _Limit(value=self._limits.reclaimed_percent),
            says=f"queue {called}: {self._limits.reclaimed_percent} % of the attempts of an hour "
            "lost their instance",
            section="Spot reclaims",
            to=self._ticket,
        )

    def _rate(
        self, queue: str, part: str, *, of: tuple[str, ...], least: int
    ) -> cloudwatch.MathExpression:
        """In percent, and 0 of fewer than the least: one of two is no rate."""
        names = dict.fromkeys((part, *of))
        whole = " + ".join(f"FILL({name.lower()}, 0)" for name in of)
        return cloudwatch.MathExpression(
            expression=f"IF({whole} >= {least}, 100 * FILL({part.lower()}, 0) / ({whole}), 0)",
            using_metrics={name.lower(): self._of_queue(name, queue, _HOUR) for name in names},
            period=_HOUR,
            label=f"{part} in percent",
        )

    def _of_queue(
        self, name: str, queue: str, period: Duration, *, statistic: str = "Sum"
    ) -> cloudwatch.Metric:
        dimensions = self._dimensions("Queue", queue)
        return metric(name, dimensions=dimensions, period=period, statistic=statistic)

    def _of_fleet(self, name: str, period: Duration, statistic: str) -> cloudwatch.Metric:
        dimensions = self._dimensions("Fleet", self._fleet.name)
        return metric(name, dimensions=dimensions, period=period, statistic=statistic)

    def _dimensions(self, name: str, value: str) -> dict[str, str]:
        return {"Environment": self._environment, name: value}

    def _alarm(
        self, id: str, source: Source, limit: _Limit, *, says: str, section: str, to: AlertTopic
    ) -> None:
        alarm = source.create_alarm(
            self,
            id,
            alarm_description=f"{says} (docs/alarms.md, {section})",
            threshold=limit.value,
            evaluation_periods=limit.lasting,
            comparison_operator=limit.operator,
            treat_missing_data=limit.missing,
        )
        alarm.add_alarm_action(actions.SnsAction(to))
