"""Properties that the emulator keeps where no API shows them: they change nothing either."""

from collections.abc import Mapping

PRETENDED: Mapping[str, frozenset[str]] = {
    "AWS::EC2::VPCEndpoint": frozenset({"PolicyDocument", "PrivateDnsEnabled", "SecurityGroupIds"}),
}
