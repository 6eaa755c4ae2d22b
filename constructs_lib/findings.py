"""A finding is fixed, or accepted beside its resource with a reason."""

import re

import aws_cdk as cdk
from constructs import IConstruct

_TOOLS = ("AwsSolutions", "NIST.800.53.R5", "CloudFormation-Validate", "Millrace", "checkov")
_OF_CHECKOV = re.compile(r"CKV2?_AWS_\d+")
_METADATA = "checkov"


class UnqualifiedFindingError(ValueError):
    """An acceptance did not say whose finding it accepts: it would suppress without a trace."""


def accept(resource: IConstruct, finding: str, *, because: str) -> None:
    """Accept one finding on one resource and what it owns.

    ``finding`` is exact, as the report prints it: ``AwsSolutions::AwsSolutions-IAM5[Resource::*]``.
    checkov reads templates, so its findings (``checkov::CKV_AWS_18``) are accepted in the metadata
    of the one resource that the construct is made of.
    """
    tool, separator, name = finding.partition("::")
    if not separator or tool not in _TOOLS:
        raise UnqualifiedFindingError(
            f"a finding is named <tool>::<id>, got {finding!r}; tools: {', '.join(_TOOLS)}"
        )
    if tool == _METADATA:
        _accept_in_template(resource, name, because)
    else:
        cdk.Validations.of(resource).acknowledge(cdk.Acknowledgment(id=finding, reason=because))


def _accept_in_template(resource: IConstruct, id: str, because: str) -> None:
    if not _OF_CHECKOV.fullmatch(id):
        raise UnqualifiedFindingError(f"a finding of checkov is named CKV_AWS_<number>, got {id!r}")
    made_of = resource if isinstance(resource, cdk.CfnResource) else resource.node.default_child
    if not isinstance(made_of, cdk.CfnResource):
        raise TypeError(f"{resource.node.path} is made of {type(made_of).__name__}")
    known = made_of.get_metadata(_METADATA) or {"skip": []}
    entry = {"id": id, "comment": because}
    if entry not in known["skip"]:
        made_of.add_metadata(_METADATA, {"skip": [*known["skip"], entry]})
