"""A property that leaves the template: reset where we know to what, reported where we do not."""

import pytest

from local.record import Account, ask
from tests.local_account.deployment import Clients, Stacks
from tests.local_account.lives import LIVES
from tests.local_account.templates import changed, fleet

pytestmark = pytest.mark.account


def test_a_queue_that_is_disabled_no_more_is_enabled(aws: Clients, stacks: Stacks) -> None:
    stacks.deploy(changed(fleet(), "Queue.State", "DISABLED"))

    queue = stacks.deploy(fleet()).ids["Queue"]

    [found] = aws("batch").describe_job_queues(jobQueues=[queue])["jobQueues"]
    assert found["state"] == "ENABLED"


def test_what_cannot_be_reset_is_reported_as_still_set(account: Account, stacks: Stacks) -> None:
    [task] = [life for life in LIVES if life.type == "AWS::DataSync::Task"]
    stacks.deploy(task.stack())

    without = task.stack()
    del without["Given"]["Properties"]["Options"]
    stacks.deploy(without)

    dropped = [one["path"] for one in ask(account.port, "dropped") if one["stack"] == "trial"]
    assert "Options (left the template, still set)" in dropped
