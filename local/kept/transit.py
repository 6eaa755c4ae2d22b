"""Attachments of a VPC to a transit gateway, which belongs to another account."""

from local.account.environment import ACCOUNT_ID
from local.kept.kind import KeptService, Kind, Record, hexadecimal

_BY_DEFAULT = {
    "DnsSupport": "enable",
    "SecurityGroupReferencingSupport": "enable",
    "Ipv6Support": "disable",
    "ApplianceModeSupport": "disable",
}


def _attachment(given: Record) -> Record:
    return {
        "TransitGatewayAttachmentId": f"tgw-attach-{hexadecimal()}",
        "VpcOwnerId": ACCOUNT_ID,
        "State": "available",
        "Options": {**_BY_DEFAULT, **given.get("Options", {})},
    }


def _subnets(thing: Record) -> Record:
    """A change names those that come and those that go."""
    kept = [one for one in thing["SubnetIds"] if one not in thing.get("RemoveSubnetIds", [])]
    new = [one for one in thing.get("AddSubnetIds", []) if one not in kept]
    return {"SubnetIds": kept + new, "AddSubnetIds": [], "RemoveSubnetIds": []}


_ATTACHMENT = Kind(
    create="CreateTransitGatewayVpcAttachment",
    describe="DescribeTransitGatewayVpcAttachments",
    update="ModifyTransitGatewayVpcAttachment",
    delete="DeleteTransitGatewayVpcAttachment",
    key="TransitGatewayAttachmentId",
    asked="TransitGatewayAttachmentIds",
    one="TransitGatewayVpcAttachment",
    many="TransitGatewayVpcAttachments",
    facts=_attachment,
    derived=_subnets,
    missing="InvalidTransitGatewayAttachmentID.NotFound",
)
TRANSIT = KeptService(service="ec2", kinds=(_ATTACHMENT,), takes_over=True)
