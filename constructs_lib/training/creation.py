"""How IAM tells the jobs of a pipeline from others: by name, by network, by key."""

from collections.abc import Iterator, Mapping

from constructs_lib.training.contents import JobKind
from constructs_lib.training.place import JobPlace

RESOURCES: Mapping[JobKind, tuple[str, str]] = {
    JobKind.PROCESSING: ("processing-job", "pipelines-*"),
    JobKind.TRAINING: ("training-job", "pipelines-*"),
    # 32 letters have no room for that beginning.
    JobKind.TUNING: ("hyper-parameter-tuning-job", "*"),
    JobKind.AUTOML: ("automl-job", "*"),
}
"""The type and the name of the jobs (Developer Guide, IAM access management of Pipelines)."""

CREATION: Mapping[JobKind, str] = {
    JobKind.PROCESSING: "sagemaker:CreateProcessingJob",
    JobKind.TRAINING: "sagemaker:CreateTrainingJob",
    JobKind.TUNING: "sagemaker:CreateHyperParameterTuningJob",
    JobKind.AUTOML: "sagemaker:CreateAutoMLJob",
}
FOLLOWING: Mapping[JobKind, tuple[str, ...]] = {
    JobKind.PROCESSING: ("sagemaker:DescribeProcessingJob", "sagemaker:StopProcessingJob"),
    JobKind.TRAINING: ("sagemaker:DescribeTrainingJob", "sagemaker:StopTrainingJob"),
    JobKind.TUNING: (
        "sagemaker:DescribeHyperParameterTuningJob",
        "sagemaker:ListTrainingJobsForHyperParameterTuningJob",
        "sagemaker:StopHyperParameterTuningJob",
    ),
    JobKind.AUTOML: ("sagemaker:DescribeAutoMLJob", "sagemaker:StopAutoMLJob"),
}
"""What is done with a job that is there, for which IAM knows none of the conditions."""

_VOLUME = ("sagemaker:VolumeKmsKey", "sagemaker:VolumeKmsKeyArn")
_OUTPUT = ("sagemaker:OutputKmsKey", "sagemaker:OutputKmsKeyArn")
"""AWS's references spell them both ways: without Arn the older ones, with it the newer ones."""
_SUBNETS, _GROUPS = "sagemaker:VpcSubnets", "sagemaker:VpcSecurityGroupIds"
_THERE = "false"

Conditions = Mapping[str, Mapping[str, object]]


def conditions(place: JobPlace) -> Iterator[Conditions]:
    """One of them has to hold.

    Set operators hold for what is not there, hence ``Null``. Instances with disks of their own
    take no key for them: theirs is asked for only where there is one.
    """
    key = place.key.key_arn
    network = {_SUBNETS: list(place.subnet_ids), _GROUPS: list(place.group_ids)}
    for output in _OUTPUT:
        yield {
            "ForAllValues:StringEquals": network,
            "Null": {_SUBNETS: _THERE, _GROUPS: _THERE},
            "ArnEquals": {output: key},
            "ArnEqualsIfExists": dict.fromkeys(_VOLUME, key),
        }
