"""Who may publish metrics into one namespace publishes there, and nowhere else."""

import boto3
import pytest
from botocore.exceptions import ClientError

from local.record import Account
from tests.local_account.deployment import Clients, Stacks
from tests.local_account.templates import allow, role

pytestmark = pytest.mark.account

OURS = {"StringEquals": {"cloudwatch:namespace": "Millrace/Batch"}}
PUBLISHER = role("lambda.amazonaws.com", allow("cloudwatch:PutMetricData", Condition=OURS))


def test_the_namespace_of_a_grant_is_enforced(
    account: Account, aws: Clients, stacks: Stacks
) -> None:
    deployed = stacks.deploy({"Publisher": PUBLISHER})
    arn = f"arn:aws:iam::000000000000:role/{deployed.ids['Publisher']}"
    keys = aws("sts").assume_role(RoleArn=arn, RoleSessionName="trial")["Credentials"]
    session = boto3.Session(keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"])
    metrics = session.client(
        "cloudwatch", endpoint_url=account.endpoint, region_name=account.region
    )
    try:
        metrics.put_metric_data(
            Namespace="Millrace/Batch", MetricData=[{"MetricName": "Trial", "Value": 1}]
        )
        with pytest.raises(ClientError, match="AccessDenied"):
            metrics.put_metric_data(
                Namespace="AWS/Batch", MetricData=[{"MetricName": "Trial", "Value": 1}]
            )
    finally:
        metrics.close()

    published = aws("cloudwatch").list_metrics(Namespace="Millrace/Batch")["Metrics"]
    assert "Trial" in {metric["MetricName"] for metric in published}
    assert not aws("cloudwatch").list_metrics(Namespace="AWS/Batch", MetricName="Trial")["Metrics"]
