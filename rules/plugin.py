"""The rules as a part of the synthesis: what would fail when deployed fails here."""

from pathlib import Path

import aws_cdk as cdk
import jsii
from constructs import IConstruct

from rules.assembly import read_template
from rules.assets import assets_beside
from rules.facts import NO_FACTS, Facts
from rules.finding import Finding
from rules.registry import RULES, findings_in
from rules.template import Assembly


@jsii.implements(cdk.IPolicyValidationPlugin)
class DeployRules:
    """Findings fail the synthesis unless accepted: ``accept(x, "Millrace::KMS1", ...)``."""

    def __init__(self, app: IConstruct, *, facts: Facts = NO_FACTS) -> None:
        self._app = app
        self._facts = facts

    @property
    def name(self) -> str:
        return "Millrace"

    @property
    def version(self) -> str | None:
        return None

    @property
    def rule_ids(self) -> list[str] | None:
        return [rule.id for rule in RULES]

    def validate(self, context: cdk.IPolicyValidationContext) -> cdk.PolicyValidationPluginReport:
        stacks = self._stacks()
        paths = {Path(path).name: path for path in context.template_paths}
        templates = [read_template(Path(p), stacks.get(name, {})) for name, p in paths.items()]
        places = {made.stack: path for made, path in zip(templates, paths.values(), strict=True)}
        assets = assets_beside(map(Path, paths.values()))
        violations = [
            _violation(found, places[found.stack])
            for found in findings_in(Assembly.of(*templates, facts=self._facts, assets=assets))
        ]
        return cdk.PolicyValidationPluginReport(success=not violations, violations=violations)

    def _stacks(self) -> dict[str, dict[str, str]]:
        """By the file of its template: what a stack is called, and where it goes."""
        return {
            stack.template_file: {
                "name": stack.stack_name,
                **{
                    kind: given
                    for kind, given in (("account", stack.account), ("region", stack.region))
                    if not cdk.Token.is_unresolved(given)
                },
            }
            for stack in self._app.node.find_all()
            if isinstance(stack, cdk.Stack)
        }


def _violation(found: Finding, template: str) -> cdk.PolicyViolation:
    shown = f" (given {found.given})" if found.given else ""
    return cdk.PolicyViolation(
        rule_name=found.rule,
        description=f"{found.says}{shown}",
        severity="error",
        violating_resources=[
            cdk.PolicyViolatingResource(
                locations=[found.path] if found.path else [],
                resource_logical_id=found.logical_id,
                template_path=template,
            )
        ],
    )
