"""The metrics that SageMaker keeps of pipelines and of their steps."""

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch

from constructs_lib.metrics import metric

_NAMESPACE = "AWS/Sagemaker/ModelBuildingPipeline"
"""With a small m, where the other namespaces of SageMaker have a capital (Developer Guide)."""
_EVERY = Duration.minutes(1)


def count(name: str, pipeline: str, step: str | None = None) -> cloudwatch.Metric:
    return _metric(name, pipeline, step, statistic="Sum")


def milliseconds(name: str, pipeline: str, step: str | None = None) -> cloudwatch.Metric:
    return _metric(name, pipeline, step, statistic="Average")


def _metric(name: str, pipeline: str, step: str | None, *, statistic: str) -> cloudwatch.Metric:
    of_step = {} if step is None else {"StepName": step}
    return metric(
        name,
        namespace=_NAMESPACE,
        dimensions={"PipelineName": pipeline, **of_step},
        period=_EVERY,
        statistic=statistic,
    )
