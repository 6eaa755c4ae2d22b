"""How every instance of a fleet starts: encrypted, private, and with its own disks as scratch."""

from collections.abc import Mapping, Sequence

from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from constructs_lib.batch.instances import Instances

_HOPS = 1
"""Jobs share the host's network, or have an interface of their own: neither is a hop further."""
_ROOT = "/dev/xvda"


class FleetTemplate(ec2.LaunchTemplate):
    """AWS Batch gives the subnet, the type and the role."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        instances: Instances,
        security_groups: Sequence[ec2.ISecurityGroup],
        user_data: ec2.UserData,
        aim: Mapping[str, object],
    ) -> None:
        """``aim``: what it says of capacity that is reserved; nothing for what is not."""
        disk = ec2.BlockDeviceVolume.ebs(
            int(instances.volume.to_gibibytes()),
            encrypted=True,
            kms_key=instances.key,
            volume_type=ec2.EbsDeviceVolumeType.GP3,
            delete_on_termination=True,
        )
        super().__init__(
            scope,
            id,
            require_imdsv2=True,
            http_put_response_hop_limit=_HOPS,
            block_devices=[ec2.BlockDevice(device_name=_ROOT, volume=disk)],
            user_data=user_data,
        )
        self._set("NetworkInterfaces", [_interface(security_groups, efa=instances.has_efa)])
        for name, value in aim.items():
            self._set(name, value)

    def _set(self, name: str, value: object) -> None:
        """The L2 knows neither EFA nor reservations."""
        resource = self.node.default_child
        if not isinstance(resource, ec2.CfnLaunchTemplate):
            raise TypeError(f"{self.node.path} is made of {type(resource).__name__}")
        resource.add_property_override(f"LaunchTemplateData.{name}", value)


def _interface(groups: Sequence[ec2.ISecurityGroup], *, efa: bool) -> dict[str, object]:
    interface: dict[str, object] = {
        "DeviceIndex": 0,
        "AssociatePublicIpAddress": False,
        "DeleteOnTermination": True,
        "Groups": [group.security_group_id for group in groups],
    }
    return {**interface, "InterfaceType": "efa"} if efa else interface
