"""The metrics of jobs and fleets; the names are those that the Lambda functions publish."""

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_iam as iam

BATCH, INSTANCES = "Millrace/Batch", "Millrace/Instances"


def metric(
    name: str,
    *,
    namespace: str = BATCH,
    dimensions: dict[str, str],
    period: Duration,
    statistic: str,
) -> cloudwatch.Metric:
    return cloudwatch.Metric(
        namespace=namespace,
        metric_name=name,
        dimensions_map=dimensions,
        period=period,
        statistic=statistic,
    )


def may_publish() -> iam.PolicyStatement:
    """CloudWatch knows no resource for a metric, but lets the namespace be named."""
    return iam.PolicyStatement(
        actions=["cloudwatch:PutMetricData"],
        resources=["*"],
        conditions={"StringEquals": {"cloudwatch:namespace": BATCH}},
    )
