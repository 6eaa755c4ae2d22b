"""What the job desk is told about a job: whose it is, who submitted it, and by when it is due."""

import boto3

from config.tenancy import NOBODYS_SHARE
from ops.submit.deadline import Promise
from ops.submit.order import Order

_LONGEST = 256


def tags_of(session: boto3.Session, order: Order, promise: Promise | None) -> dict[str, str]:
    caller = session.client("sts").get_caller_identity()["Arn"]
    team = {} if order.share == NOBODYS_SHARE else {"millrace:team": order.share}
    return {
        **team,
        "millrace:submitted-by": caller.rpartition("/")[2][:_LONGEST],
        **(promise.tags if promise else {}),
    }
