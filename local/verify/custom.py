"""Readers of custom resources: of those we know what they did, of the others who did it."""

from collections.abc import Mapping

from local.verify.readers import Reader

CUSTOM: Mapping[str, Reader] = {
    "Custom::VpcRestrictDefaultSG": Reader(
        "ec2",
        "describe_security_groups",
        {
            "Filters": [
                {"Name": "=vpc-id", "Values": ["DefaultSecurityGroupId"]},
                {"Name": "=group-name", "Values": ["=default"]},
            ]
        },
        "SecurityGroups[?IpPermissions==`[]` && IpPermissionsEgress==`[]`]",
    ),
}
"""A reference to any attribute of the VPC is read as the VPC itself."""

ANY_CUSTOM = Reader("lambda", "get_function", {"FunctionName": "ServiceToken"})
"""What it made is known to its function alone; that the function is there can be seen."""
