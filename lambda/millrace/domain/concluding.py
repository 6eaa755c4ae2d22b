"""What follows from a job's record, whatever way it came to be: orders, cost, the time it is kept.

A function of the record alone, so that the order of arrival changes nothing of it either.
"""

from dataclasses import replace
from datetime import datetime

from millrace.domain.deciding import decide
from millrace.domain.job import JobRecord
from millrace.domain.policy import Policy
from millrace.domain.pricing import usd_of

_DAY_S = 86_400


def conclude(record: JobRecord, *, policy: Policy, now: datetime) -> JobRecord:
    """An order once given stays as it is: it may be carried out already."""
    new = {order.token: order for order in decide(record, policy=policy, now=now)}
    return replace(
        record,
        orders={**new, **record.orders} if new else record.orders,
        usd=usd_of(record, policy.fleets),
        expires_at=int(record.updated_at.timestamp()) + policy.keep_days * _DAY_S,
    )
