"""Flow logs, ways out of a network, instances close together, and registries behind it."""

from typing import Any

from local.cloudformation.api import client
from local.cloudformation.rows import ById, Lookup, Properties, Row
from local.cloudformation.security_group_rules import rule_row
from local.cloudformation.types.labels import of_ec2

FLOW_LOG = Row(
    type="AWS::EC2::FlowLog",
    service="ec2",
    create="CreateFlowLogs",
    identifier="FlowLogIds[0]",
    arrange=lambda given: {
        ("ResourceIds" if name == "ResourceId" else name): value for name, value in given.items()
    },
    lookup=Lookup(
        by_id=ById(operation="DescribeFlowLogs", argument="FlowLogIds", many=True),
        found="FlowLogs",
        status="FlowLogStatus",
        good=("ACTIVE",),
    ),
    delete=ById(operation="DeleteFlowLogs", argument="FlowLogIds", many=True),
    tagging=of_ec2(),
)

ADDRESS = Row(
    type="AWS::EC2::EIP",
    service="ec2",
    create="AllocateAddress",
    identifier="PublicIp",
    lookup=Lookup(
        by_id=ById(operation="DescribeAddresses", argument="PublicIps", many=True),
        found="Addresses",
        where="PublicIp=='{id}'",
    ),
    delete=ById(operation="ReleaseAddress", argument="AllocationId", told="AllocationId"),
    tagging=of_ec2("AllocationId"),
)

NAT_GATEWAY = Row(
    type="AWS::EC2::NatGateway",
    service="ec2",
    create="CreateNatGateway",
    identifier="NatGateway.NatGatewayId",
    lookup=Lookup(
        by_id=ById(operation="DescribeNatGateways", argument="NatGatewayIds", many=True),
        found="NatGateways",
        where="NatGatewayId=='{id}'",
        status="State",
        good=("available",),
        bad=("failed",),
        gone=("deleting", "deleted"),
    ),
    delete=ById(operation="DeleteNatGateway", argument="NatGatewayId"),
    tagging=of_ec2(),
    pretended=frozenset({"MaxDrainDurationSeconds"}),
)


def _subnets(identifier: str, new: Properties, news: Properties) -> dict[str, Any]:
    """CloudFormation says which there are, the API wants those that come and those that go."""
    told = {name: value for name, value in news.items() if name != "SubnetIds"}
    [found] = client("ec2").describe_transit_gateway_vpc_attachments(
        TransitGatewayAttachmentIds=[identifier]
    )["TransitGatewayVpcAttachments"]
    add = [one for one in new["SubnetIds"] if one not in found["SubnetIds"]]
    remove = [one for one in found["SubnetIds"] if one not in new["SubnetIds"]]
    changes = {"AddSubnetIds": add, "RemoveSubnetIds": remove}
    return told | {name: value for name, value in changes.items() if value}


def _attachment(type_name: str) -> Row:
    return Row(
        type=f"AWS::EC2::{type_name}",
        service="ec2",
        create="CreateTransitGatewayVpcAttachment",
        identifier="TransitGatewayVpcAttachment.TransitGatewayAttachmentId",
        lookup=Lookup(
            by_id=ById(
                operation="DescribeTransitGatewayVpcAttachments",
                argument="TransitGatewayAttachmentIds",
                many=True,
            ),
            found="TransitGatewayVpcAttachments",
            status="State",
            good=("available",),
            gone=("deleted",),
        ),
        update=ById(
            operation="ModifyTransitGatewayVpcAttachment", argument="TransitGatewayAttachmentId"
        ),
        arrange_update=_subnets,
        delete=ById(
            operation="DeleteTransitGatewayVpcAttachment", argument="TransitGatewayAttachmentId"
        ),
        tagging=of_ec2(),
    )


PLACEMENT_GROUP = Row(
    type="AWS::EC2::PlacementGroup",
    service="ec2",
    create="CreatePlacementGroup",
    identifier="GroupName",
    name="GroupName",
    lookup=Lookup(
        by_id=ById(operation="DescribePlacementGroups", argument="GroupNames", many=True),
        found="PlacementGroups",
        status="State",
        good=("available",),
        gone=("deleting", "deleted"),
    ),
    delete=ById(operation="DeletePlacementGroup", argument="GroupName"),
)

PULL_THROUGH_CACHE_RULE = Row(
    type="AWS::ECR::PullThroughCacheRule",
    service="ecr",
    create="CreatePullThroughCacheRule",
    identifier="ecrRepositoryPrefix",
    lookup=Lookup(
        by_id=ById(
            operation="DescribePullThroughCacheRules", argument="ecrRepositoryPrefixes", many=True
        ),
        found="pullThroughCacheRules",
    ),
    delete=ById(operation="DeletePullThroughCacheRule", argument="ecrRepositoryPrefix"),
)

NETWORK = (
    FLOW_LOG,
    ADDRESS,
    NAT_GATEWAY,
    _attachment("TransitGatewayAttachment"),
    _attachment("TransitGatewayVpcAttachment"),
    PLACEMENT_GROUP,
    PULL_THROUGH_CACHE_RULE,
    rule_row("Ingress"),
    rule_row("Egress"),
)
