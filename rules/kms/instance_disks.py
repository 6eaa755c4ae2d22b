"""Instances whose disks Auto Scaling may not open launch and die (Client.InternalError)."""

from collections.abc import Iterator

from rules.finding import Place
from rules.policy import is_open, statements
from rules.rule import rule
from rules.template import Resource, Template
from rules.value import Unknown, mapping

_NEEDED = ("kms:Decrypt", "kms:GenerateDataKeyWithoutPlaintext", "kms:CreateGrant")
_SERVICE_ROLE = ".*AWSServiceRoleForAutoScaling.*|.*role/aws-service-role/autoscaling.*"


@rule(
    "KMS6",
    "instances with a disk under this key are ended as soon as they launch: its policy must let "
    "the role AWSServiceRoleForAutoScaling decrypt, generate data keys and create grants",
    evidence="R D49, need D",
)
def check(template: Template) -> Iterator[Place]:
    for launch in template.of_type("AWS::EC2::LaunchTemplate"):
        disks = launch.items("LaunchTemplateData.BlockDeviceMappings")
        for index, disk in enumerate(disks):
            used = mapping(mapping(disk).get("Ebs")).get("KmsKeyId")
            if _shuts_out_auto_scaling(template.find(used, "AWS::KMS::Key")):
                yield launch.at(f"LaunchTemplateData.BlockDeviceMappings.{index}.Ebs.KmsKeyId")


def _shuts_out_auto_scaling(key: Resource | None) -> bool:
    policy = None if key is None else key.get("KeyPolicy")
    if key is None or isinstance(policy, Unknown) or is_open(policy):
        return False
    granted = [found for found in statements(policy) if found.names("AWS", _SERVICE_ROLE)]
    return not all(any(found.allows(action) for found in granted) for action in _NEEDED)
