"""A finding is fixed, or accepted beside its resource with a reason."""

import aws_cdk as cdk
from constructs import IConstruct

_TOOLS = ("AwsSolutions", "CloudFormation-Validate")


class UnqualifiedFindingError(ValueError):
    """An acceptance did not say whose finding it accepts: it would suppress without a trace."""


def accept(resource: IConstruct, finding: str, *, because: str) -> None:
    """Accept one finding on one resource and what it owns.

    ``finding`` is exact, as the report prints it: ``AwsSolutions::AwsSolutions-IAM5[Resource::*]``.
    """
    tool, separator, _ = finding.partition("::")
    if not separator or tool not in _TOOLS:
        raise UnqualifiedFindingError(
            f"a finding is named <tool>::<id>, got {finding!r}; tools: {', '.join(_TOOLS)}"
        )
    cdk.Validations.of(resource).acknowledge(cdk.Acknowledgment(id=finding, reason=because))
