"""Capacity that is paid for already, and what a launch template says to be let into it."""

from aws_cdk import Names, Stack
from aws_cdk import aws_resourcegroups as groups
from constructs import Construct

_Parameter = groups.CfnGroup.ConfigurationParameterProperty
_Item = groups.CfnGroup.ConfigurationItemProperty
_LONGEST_NAME = 128


def block_settings(reservation: str) -> dict[str, object]:
    """By its id: an instance that does not name its Capacity Block never gets into it."""
    return {
        "InstanceMarketOptions": {"MarketType": "capacity-block"},
        "CapacityReservationSpecification": {
            "CapacityReservationTarget": {"CapacityReservationId": reservation}
        },
    }


class ReservedCapacity(Construct):
    """A group of one: used first, and on-demand where it does not reach.

    Aimed at the reservation itself, an instance of another type is refused.
    """

    def __init__(self, scope: Construct, id: str, *, reservation: str) -> None:
        super().__init__(scope, id)
        stack = Stack.of(self)
        self.group = groups.CfnGroup(
            self,
            "Group",
            name=Names.unique_resource_name(self, max_length=_LONGEST_NAME, separator="-"),
            description="The capacity reservation of a fleet",
            configuration=[
                _Item(type="AWS::EC2::CapacityReservationPool"),
                _Item(
                    type="AWS::ResourceGroups::Generic",
                    parameters=[
                        _Parameter(
                            name="allowed-resource-types",
                            values=["AWS::EC2::CapacityReservation"],
                        )
                    ],
                ),
            ],
            resources=[
                stack.format_arn(
                    service="ec2", resource="capacity-reservation", resource_name=reservation
                )
            ],
        )
        target = {"CapacityReservationResourceGroupArn": self.group.attr_arn}
        self.settings: dict[str, object] = {
            "CapacityReservationSpecification": {"CapacityReservationTarget": target}
        }
