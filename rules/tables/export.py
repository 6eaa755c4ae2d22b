"""A table without point-in-time recovery has nothing that could be exported."""

from collections.abc import Iterator

from rules.finding import Place
from rules.grants import ROLE, granted_to
from rules.rule import rule
from rules.tables.expiry import TABLES
from rules.template import Template
from rules.value import flag, listed

_PATH = "PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled"
_ACTION = "dynamodb:ExportTableToPointInTime"


@rule(
    "DDB4",
    "a role is there to export the table, and every export fails "
    "(PointInTimeRecoveryUnavailable): switch on PointInTimeRecoveryEnabled",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    exported = [*_exported(template)]
    for table in template.of_type(TABLES[0]):
        recovers = table.get(_PATH)
        off = recovers is None or flag(recovers) is False
        if off and any(found is table for found in exported):
            yield table.at(_PATH, recovers)


def _exported(template: Template) -> Iterator[object]:
    """Tables that a statement names, and with them what may be done."""
    for role in template.assembly.of_type(ROLE):
        for statement in granted_to(role) or ():
            if "Action" in statement.body and statement.allows(_ACTION):
                for resource in listed(statement.body.get("Resource")):
                    yield role.template.find(resource, TABLES[0])
