"""The security rules a synthesis has to pass: cdk-nag AwsSolutions, as this code base reads it."""

import re

import aws_cdk as cdk
import jsii
from cdk_nag import AwsSolutionsChecks
from constructs import IConstruct

_BELOW_A_PREFIX = re.compile(
    r"AwsSolutions-IAM5\[Resource::(\{.*\}|<[^>]+>|arn:[^*/]+)(/[^*/{}<>]+)+/\*\]"
)
"""``<a bucket>/<a prefix>/*``: how a grant on a part of a bucket is written."""


@jsii.implements(cdk.IPolicyValidationPlugin)
class SecurityGate:
    """Findings fail the synthesis unless they are accepted beside their resource.

    One kind is no finding here: a wildcard below a named prefix of a bucket, which is the narrowest
    way to write such a grant. Its id holds the reference to another stack, so nobody could name it.
    """

    def __init__(self, app: IConstruct) -> None:
        self._app = app
        self._rules = AwsSolutionsChecks(app)

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
        violations = [v for v in report.violations if not _BELOW_A_PREFIX.fullmatch(v.rule_name)]
        return cdk.PolicyValidationPluginReport(success=not violations, violations=violations)
