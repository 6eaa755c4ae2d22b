"""Cost Explorer's anomaly monitors, and who is told of what they find."""

from uuid import uuid4

from local.account.environment import ACCOUNT_ID
from local.kept.kind import KeptService, Kind, Record, Tags, arn


def _monitor(_given: Record) -> Record:
    return {
        "MonitorArn": arn("ce", f"anomalymonitor/{uuid4()}", region=""),
        "DimensionalValueCount": 0,
    }


def _subscription(_given: Record) -> Record:
    return {
        "SubscriptionArn": arn("ce", f"anomalysubscription/{uuid4()}", region=""),
        "AccountId": ACCOUNT_ID,
    }


_MONITOR = Kind(
    create="CreateAnomalyMonitor",
    describe="GetAnomalyMonitors",
    update="UpdateAnomalyMonitor",
    delete="DeleteAnomalyMonitor",
    key="MonitorArn",
    asked="MonitorArnList",
    arn="MonitorArn",
    one="AnomalyMonitor",
    many="AnomalyMonitors",
    facts=_monitor,
    missing="UnknownMonitorException",
)
_SUBSCRIPTION = Kind(
    create="CreateAnomalySubscription",
    describe="GetAnomalySubscriptions",
    update="UpdateAnomalySubscription",
    delete="DeleteAnomalySubscription",
    key="SubscriptionArn",
    asked="SubscriptionArnList",
    arn="SubscriptionArn",
    one="AnomalySubscription",
    many="AnomalySubscriptions",
    facts=_subscription,
    missing="UnknownSubscriptionException",
    refers={"MonitorArnList": _MONITOR},
)
COSTS = KeptService(
    service="ce",
    kinds=(_MONITOR, _SUBSCRIPTION),
    tags=Tags(arn="ResourceArn", tags="ResourceTags", keys="ResourceTagKeys"),
)
