"""The security rules a synthesis has to pass: cdk-nag's packs, as this code base reads them."""

import re
from collections.abc import Mapping

import aws_cdk as cdk
import jsii
from cdk_nag import AwsSolutionsChecks, NagPack, NIST80053R5Checks
from constructs import IConstruct

_BELOW_A_PREFIX = re.compile(
    r"AwsSolutions-IAM5\[Resource::(\{.*\}|<[^>]+>|arn:[^*/]+)(/[^*/{}<>]+)+/\*\]"
)
"""``<a bucket>/<a prefix>/*``: how a grant on a part of a bucket is written."""

_NO_VPC = (
    "the functions call AWS's own APIs and nothing else; inside the network each of those would "
    "need an interface endpoint, and gain no protection from it"
)
DECIDED_ONCE: Mapping[str, str] = {
    "NIST.800.53.R5-IAMNoInlinePolicy": "a grant is an inline policy of the one role that it is "
    "for: it is seen with the role, goes with the role, and can be attached to nothing else",
    "NIST.800.53.R5-S3BucketReplicationEnabled": "versions protect from overwriting and deletion; "
    "a second region doubles the cost of data that raw sources or training can make again",
    "NIST.800.53.R5-LambdaInsideVPC": _NO_VPC,
    "CKV_AWS_117": _NO_VPC,
}
"""Rules that ask for another architecture: answered for the platform, in docs/adr/0004."""


@jsii.implements(cdk.IPolicyValidationPlugin)
class SecurityGate:
    """Findings fail the synthesis unless they are accepted beside their resource.

    One kind is no finding here: a wildcard below a named prefix of a bucket, which is the narrowest
    way to write such a grant. Its id holds the reference to another stack, so nobody could name it.
    """

    def __init__(self, app: IConstruct, pack: NagPack | None = None) -> None:
        self._app = app
        self._rules = AwsSolutionsChecks(app) if pack is None else pack

    @property
    def name(self) -> str:
        return self._rules.name

    @property
    def version(self) -> str | None:
        return self._rules.version

    @property
    def rule_ids(self) -> list[str] | None:
        return self._rules.rule_ids

    def validate(self, _context: cdk.IPolicyValidationContext) -> cdk.PolicyValidationPluginReport:
        report = self._rules.validate_scope(self._app)
        violations = [found for found in report.violations if not _is_answered(found.rule_name)]
        return cdk.PolicyValidationPluginReport(success=not violations, violations=violations)


def security_gates(app: IConstruct) -> list[SecurityGate]:
    """AwsSolutions and NIST 800-53 R5, for ``Validations.of(app).add_plugins``."""
    return [SecurityGate(app, pack) for pack in (AwsSolutionsChecks(app), NIST80053R5Checks(app))]


def _is_answered(rule: str) -> bool:
    return rule in DECIDED_ONCE or _BELOW_A_PREFIX.fullmatch(rule) is not None
