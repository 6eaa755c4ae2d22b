"""What fails at deploy time and no other tool sees: rules over synthesised templates."""

from rules.assembly import read_assembly
from rules.facts import Facts, Instance
from rules.finding import Finding
from rules.registry import RULES, findings_in
from rules.template import Assembly, Template

__all__ = [
    "RULES",
    "Assembly",
    "Facts",
    "Finding",
    "Instance",
    "Template",
    "findings_in",
    "read_assembly",
]
