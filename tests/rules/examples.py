"""The examples that stand beside the rules: templates that fail, templates that pass."""

from typing import Any

from ruamel.yaml import YAML

from rules import RULES, Assembly, Template
from rules.catalogue import facts_of_the_catalogue
from rules.registry import FILES
from rules.rule import Rule


def examples(kind: str) -> list[tuple[Rule, str, dict[str, Any]]]:
    """(rule, name of the example, template); ``kind`` is fails or passes."""
    return [(rule, name, body) for rule in RULES for name, body in of(rule).get(kind, {}).items()]


def of(rule: Rule) -> dict[str, dict[str, dict[str, Any]]]:
    source = FILES[rule.id].with_suffix(".yaml").read_text("utf-8")
    written: dict[str, dict[str, Any]] = YAML(typ="safe", pure=True).load(source)
    return {kind: {n: _whole(b) for n, b in bodies.items()} for kind, bodies in written.items()}


def template(body: object) -> Template:
    """What stands below ``Elsewhere`` is the template of another stack beside it."""
    made = Template("Stack", body, region="us-east-1")
    other = body.get("Elsewhere") if isinstance(body, dict) else None
    beside = [Template("Elsewhere", other, region="us-east-1")] if other else []
    Assembly.of(made, *beside, facts=facts_of_the_catalogue())
    return made


def _whole(body: dict[str, Any]) -> dict[str, Any]:
    return body if "Outputs" in body else {"Resources": body}
