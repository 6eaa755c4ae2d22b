"""Orders that nobody has carried out are named to the desk again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from millrace.domain.orders import Do, Order, Progress
from millrace.domain.reconciling.overdue import OverdueOrders
from tests.lambda_.reconciling.batch_stories import BatchJob
from tests.lambda_.reconciling.fake_ledger import FakeLedger, FakeOrders
from tests.lambda_.reconciling.quiet import QUIET, ROUND

MINUTE = timedelta(minutes=1)


def order(progress: Progress, *, age: int, claimed_for: int | None = None) -> Order:
    return Order(
        token="t",
        do=Do.NOTIFY,
        because="code",
        ordered_at=QUIET - age * MINUTE,
        progress=progress,
        claimed_until=None if claimed_for is None else QUIET + claimed_for * MINUTE,
    )


@pytest.mark.parametrize(
    ("given", "is_named"),
    [
        (order(Progress.DUE, age=11), True),
        (order(Progress.DUE, age=9), False),
        (order(Progress.CLAIMED, age=30, claimed_for=-1), True),
        (order(Progress.CLAIMED, age=30, claimed_for=1), False),
        (order(Progress.CLAIMED, age=9, claimed_for=-1), False),
        (order(Progress.DONE, age=30), False),
        (order(Progress.REFUSED, age=30), False),
    ],
)
def test_it_is_named_when_it_waits_for_ten_minutes_and_nobody_is_at_it(
    given: Order,
    is_named: bool,  # noqa: FBT001
) -> None:
    ledger, orders = FakeLedger(), FakeOrders()
    job = BatchJob("job")
    job.ends("FAILED")
    ledger.hear(job.events())
    ledger.jobs["job"] = replace(ledger.jobs["job"], orders={"t": given})

    named = OverdueOrders(ledger=ledger, orders=orders).name_again(ROUND)

    assert orders.named == ["job"] * is_named
    assert named == int(is_named)
