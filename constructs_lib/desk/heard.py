"""Which events the job desk listens to: a test holds them to what its functions can read."""

from collections.abc import Iterable, Mapping

from aws_cdk import aws_events as events

_BATCH = (
    "Batch Job State Change",
    "Batch Job Queue Blocked",
    "Batch Service Job State Change",
    "Batch Service Job Queue Blocked",
)
_SAGEMAKER = (
    "SageMaker AutoML Job State Change",
    "SageMaker Endpoint Config State Change",
    "SageMaker Endpoint Deployment State Change",
    "SageMaker Endpoint State Change",
    "SageMaker Feature Group State Change",
    "SageMaker Ground Truth Labeling Job State Change",
    "SageMaker HyperParameter Tuning Job State Change",
    "SageMaker HyperPod Cluster Event",
    "SageMaker HyperPod Cluster Node Health Event",
    "SageMaker HyperPod Cluster State Change",
    "SageMaker Image State Change",
    "SageMaker Image Version State Change",
    "SageMaker Model Building Pipeline Execution Status Change",
    "SageMaker Model Building Pipeline Execution Step Status Change",
    "SageMaker Model Package State Change",
    "SageMaker Model State Change",
    "SageMaker Monitoring Schedule State Change",
    "SageMaker Processing Job State Change",
    "SageMaker Training Job State Change",
    "SageMaker Transform Job State Change",
)
_INSTANCES = (
    "EC2 Spot Instance Interruption Warning",
    "EC2 Instance Rebalance Recommendation",
)
_ALARMS = ("CloudWatch Alarm State Change",)
_KUBERNETES = ("Kubernetes Job State Change",)

JOBS = events.EventPattern(source=["aws.batch"], detail_type=list(_BATCH))


def others(environment: str) -> Mapping[str, events.EventPattern]:
    """By the id of their rule; of alarms those whose name begins as our stacks do."""
    ours = {"alarmName": [{"prefix": f"Millrace-{environment}-"}]}
    return {
        "SageMaker": events.EventPattern(source=["aws.sagemaker"], detail_type=list(_SAGEMAKER)),
        "Instances": events.EventPattern(source=["aws.ec2"], detail_type=list(_INSTANCES)),
        "Alarms": events.EventPattern(
            source=["aws.cloudwatch"], detail_type=list(_ALARMS), detail=ours
        ),
        "Kubernetes": events.EventPattern(source=["millrace.eks"], detail_type=list(_KUBERNETES)),
    }


def any_of(patterns: Iterable[events.EventPattern]) -> Mapping[str, list[str]]:
    """Their sources and types in one: rules still choose from what is replayed to them."""
    every = list(patterns)
    return {
        "source": [source for one in every for source in one.source or ()],
        "detail-type": [name for one in every for name in one.detail_type or ()],
    }
