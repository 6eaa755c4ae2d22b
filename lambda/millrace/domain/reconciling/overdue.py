"""Orders that nobody has settled: the job is named to the desk again."""

from dataclasses import dataclass
from datetime import timedelta

from millrace.domain.job import JobRecord
from millrace.domain.orders import Order
from millrace.domain.reconciling.ports import Ledger, Orders
from millrace.domain.reconciling.rounds import Round

PATIENCE = timedelta(minutes=10)
"""What an order takes in the ordinary run of things, with room for two tries."""
MOST_NAMED = 1_000


@dataclass(frozen=True, kw_only=True)
class OverdueOrders:
    ledger: Ledger
    orders: Orders

    def name_again(self, round_: Round) -> int:
        """How many jobs were named; whoever finds nothing due with one does nothing."""
        unsettled = round_.share(dict.fromkeys(self.ledger.with_orders(), 1), most=MOST_NAMED)
        records = self.ledger.records(unsettled)
        overdue = [
            job_id for job_id, record in records.items() if record and _is_overdue(record, round_)
        ]
        self.orders.send(overdue)
        return len(overdue)


def _is_overdue(record: JobRecord, round_: Round) -> bool:
    return any(_waits(order, round_) for order in record.due)


def _waits(order: Order, round_: Round) -> bool:
    """Whoever has claimed it may still be at it."""
    claimed_until = order.claimed_until or order.ordered_at
    return max(claimed_until, order.ordered_at + PATIENCE) < round_.now
