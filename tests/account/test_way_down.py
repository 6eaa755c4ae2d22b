"""Down: the real CDK destroys every stack, and nothing of them is left. The last of these tests."""

import io

import pytest
from rich.console import Console

from local.up.go_down import deployed_by, destroyed
from local.up.steps import Steps
from local.verify.remains import Remains, remains
from tests.account.conftest import Deployed

pytestmark = pytest.mark.account


@pytest.fixture(scope="module")
def left(deployed: Deployed) -> Remains:
    up = deployed.up
    raw = deployed.output("Foundation", "RawBucket")
    for body in (b"first", b"second"):
        up.session.client("s3").put_object(Bucket=raw, Key="vision/a.csv", Body=body)
    steps = Steps(Console(file=io.StringIO(), width=110))
    return destroyed(steps, up.places, up.account, up.session)


def test_what_is_there_before_is_seen(deployed: Deployed) -> None:
    there = deployed_by(deployed.up.places, deployed.up.session)

    assert remains(deployed.up.session, there).gone == 0


def test_nothing_is_left_of_an_environment_that_may_be_deleted(left: Remains) -> None:
    assert left.left == ()
    assert left.retained == ()
    assert left.gone > 90


def test_only_what_the_cdk_bootstrapped_is_there(deployed: Deployed, left: Remains) -> None:
    assert left.gone
    session = deployed.up.session
    buckets = [one["Name"] for one in session.client("s3").list_buckets()["Buckets"]]
    tables = session.client("dynamodb").list_tables()["TableNames"]
    queues = session.client("sqs").list_queues().get("QueueUrls", [])
    topics = session.client("sns").list_topics()["Topics"]
    networks = session.client("ec2").describe_vpcs(
        Filters=[{"Name": "is-default", "Values": ["false"]}]
    )["Vpcs"]

    assert [name for name in buckets if not name.startswith("cdk-")] == []
    assert (tables, queues, topics, networks) == ([], [], [], [])
