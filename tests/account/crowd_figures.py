"""What a crowd of jobs cost the desk: events, invocations, writes."""

from collections import Counter
from collections.abc import Iterator, Sequence

from tests.account.crowd import Member
from tests.account.crowd_checks import Seen
from tests.account.desk import Desk

_WRITES_OF_AN_ORDER = 2
"""It is claimed, and then settled."""
_FUNCTIONS = ("RecordJobEvents", "ActOnJobs")


def figures(desk: Desk, seen: Seen, crowd: Sequence[Member], *, took: float) -> Iterator[str]:
    records = seen.records.values()
    events = sum(len(record.timeline) for record in records)
    orders = [order for record in records for order in record.orders.values()]
    writes = sum(record.version for record in records)
    acted = len(orders) * _WRITES_OF_AN_ORDER
    kinds = Counter(f"{order.do} {order.progress}" for order in orders)
    yield f"{len(crowd)} submissions, {len(records)} records in the ledger, {took:.0f} s to the end"
    yield f"orders: {', '.join(f'{times} {kind}' for kind, times in sorted(kinds.items()))}"
    yield f"notices: {len(seen.notices)}, of them again: {_again(seen)}"
    yield f"events: {events}, {events / took:.0f} a second"
    yield f"ledger writes: {writes}, of them for orders {acted}"
    yield f"ledger writes per event: {(writes - acted) / events:.2f} without those"
    for function in _FUNCTIONS:
        lines = desk.log(function)
        invoked = sum(line.startswith("START ") for line in lines)
        failed = sum("Traceback" in line or "AccessDenied" in line for line in lines)
        yield f"{function}: {invoked} invocations, {failed} with an error in the log"


def _again(seen: Seen) -> int:
    return sum(notice["Subject"].endswith("(again)") for notice in seen.notices)
