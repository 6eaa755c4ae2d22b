"""Faults of fleets and jobs, sown into the templates of dev."""

from collections.abc import Callable, Mapping

from tests.gates.mutants import Resources, put

Sow = Callable[[Resources], None]
_FLEET, _JOB = "AWS::Batch::ComputeEnvironment", "AWS::Batch::JobDefinition"
_POLICY, _QUEUE = "AWS::Batch::SchedulingPolicy", "AWS::Batch::JobQueue"
_TEMPLATE, _DIGITS = "AWS::EC2::LaunchTemplate", "DigitsTraining"


def both(one: Sow, other: Sow) -> Sow:
    def sow(resources: Resources) -> None:
        one(resources)
        other(resources)

    return sow


MUTANTS_OF_BATCH: Mapping[str, tuple[str, Sow]] = {
    "a share for a weight": (
        "BATF",
        put(_POLICY, "FairsharePolicy.ShareDistribution.0.WeightFactor", 1000),
    ),
    "a limit in minutes": ("BATG", put(_QUEUE, "JobStateTimeLimitActions.0.MaxTimeSeconds", 15)),
    "a node left out": (
        "BATH",
        put(
            _JOB,
            "NodeProperties",
            {"NumNodes": 3, "MainNode": 0, "NodeRangeProperties": [{"TargetNodes": "0:1"}]},
            _DIGITS,
        ),
    ),
    "several nodes on Fargate": (
        "BATI",
        both(
            put(_JOB, "Type", "multinode", _DIGITS),
            put(_JOB, "PlatformCapabilities", ["FARGATE"], _DIGITS),
        ),
    ),
    "a parameter without a default": ("BATJ", put(_JOB, "Parameters", {}, _DIGITS)),
    "a volume that is mounted nowhere": (
        "BATK",
        put(_JOB, "ContainerProperties.MountPoints", [], _DIGITS),
    ),
    "EFS in the clear": (
        "BATL",
        put(
            _JOB,
            "ContainerProperties.Volumes",
            [
                {
                    "Name": "efs",
                    "EfsVolumeConfiguration": {
                        "FileSystemId": "fs-1",
                        "AuthorizationConfig": {"Iam": "ENABLED"},
                    },
                }
            ],
            _DIGITS,
        ),
    ),
    "user data that is a script": (
        "BATM",
        put(_TEMPLATE, "LaunchTemplateData.UserData", {"Fn::Base64": "#!/bin/bash\n"}),
    ),
    "a size that Fargate lacks": ("BATN", put(_JOB, "PlatformCapabilities", ["FARGATE"], _DIGITS)),
    "a secret that nobody may fetch": (
        "BATP",
        put(
            _JOB,
            "ContainerProperties.Secrets",
            [
                {
                    "Name": "TOKEN",
                    "ValueFrom": "arn:aws:secretsmanager:us-east-1:111122223333:secret:token",
                }
            ],
            _DIGITS,
        ),
    ),
    "instances and Fargate in a queue": ("BATQ", put(_FLEET, "ComputeResources.Type", "FARGATE")),
    "Fargate with instances": ("BATR", put(_FLEET, "ComputeResources.Type", "FARGATE")),
    "EFA that is shut in": (
        "BATS",
        put(_TEMPLATE, "LaunchTemplateData.NetworkInterfaces.0.InterfaceType", "efa"),
    ),
    "Fargate without who pulls": (
        "BATT",
        both(
            put(_JOB, "PlatformCapabilities", ["FARGATE"], _DIGITS),
            put(_JOB, "ContainerProperties.ExecutionRoleArn", None, _DIGITS),
        ),
    ),
    "a spot market of its own": (
        "BATU",
        put(_TEMPLATE, "LaunchTemplateData.InstanceMarketOptions", {"MarketType": "spot"}),
    ),
    "a job without a priority": ("BATV", put(_JOB, "SchedulingPriority", None, _DIGITS)),
}
