"""What a job's attempts have cost so far by list prices: to compare jobs by, not the bill.

It has no storage, transfer, idle instances or discounts; docs/job-ledger.md says it all.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from statistics import median

from millrace.domain.fleets import ON_DEMAND, SPOT, Fleets
from millrace.domain.job import Attempt, JobRecord, Kind, Service

_HOUR = timedelta(hours=1)
_PLACES = 6
_PAID_BY_HOUR = (Kind.TRAINING, Kind.PROCESSING, Kind.TRANSFORM)
"""The others of SageMaker are made of these, have no end, or have prices of another kind."""


def usd_of(record: JobRecord, fleets: Fleets) -> float | None:
    """None for as long as nothing ran, and where a price or a size is not known."""
    if record.service is Service.SAGEMAKER:
        found = _sagemaker(record, fleets)
    else:
        found = _batch(record, fleets)
    return None if found is None else round(found, _PLACES)


def _batch(record: JobRecord, fleets: Fleets) -> float | None:
    """An attempt pays for its vCPUs' part of an instance, on each of the job's nodes."""
    vcpus = record.facts.vcpus
    ran = [attempt for attempt in record.attempts.values() if attempt.started_at]
    if not ran or not vcpus:
        return None
    nodes = (record.size or 1) if record.kind is Kind.MULTI_NODE else 1
    costs = [
        _times(_hours(attempt, record.updated_at) * vcpus * nodes, _rate(attempt, record, fleets))
        for attempt in ran
    ]
    return _sum(costs)


def _rate(attempt: Attempt, record: JobRecord, fleets: Fleets) -> float | None:
    on_spot = fleets.is_spot(attempt.host)
    if on_spot is None:
        on_spot = record.facts.on_spot
    return None if on_spot is None else fleets.usd_per_vcpu_hour(record.queue, on_spot=on_spot)


def _sagemaker(record: JobRecord, fleets: Fleets) -> float | None:
    """On managed spot SageMaker charges fewer seconds, and says how many in the end."""
    facts = record.facts
    price = fleets.usd_per_ml_hour(facts.instance_type)
    ran = [attempt for attempt in record.attempts.values() if attempt.started_at]
    if record.kind not in _PAID_BY_HOUR or price is None or not ran:
        return None
    price *= facts.instances or 1
    if facts.billable_seconds is not None:
        return price * facts.billable_seconds / _HOUR.total_seconds()
    share = _usual_share(fleets) if facts.on_spot else 1.0
    return _times(sum(_hours(attempt, record.updated_at) for attempt in ran) * price, share)


def _usual_share(fleets: Fleets) -> float | None:
    """What spot costs of on-demand, on the whole: SageMaker has no price of its own for it."""
    prices = [fleet.usd_per_vcpu_hour for fleet in fleets.fleets]
    shares = [each[SPOT] / each[ON_DEMAND] for each in prices if {SPOT, ON_DEMAND} <= each.keys()]
    return median(shares) if shares else None


def _hours(attempt: Attempt, now: datetime) -> float:
    until = attempt.stopped_at or now
    ran = until - attempt.started_at if attempt.started_at else timedelta(0)
    return max(ran, timedelta(0)) / _HOUR


def _times(amount: float, rate: float | None) -> float | None:
    return None if rate is None else amount * rate


def _sum(costs: Iterable[float | None]) -> float | None:
    """A part that nobody knows makes the whole unknown."""
    total = 0.0
    for cost in costs:
        if cost is None:
            return None
        total += cost
    return total
