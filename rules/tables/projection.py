"""What an index holds besides its keys."""

from collections.abc import Iterator

from rules.finding import Place
from rules.rule import rule
from rules.tables.expiry import TABLES
from rules.template import Template
from rules.value import is_known, mapping

_INDEXES = ("GlobalSecondaryIndexes", "LocalSecondaryIndexes")
_MOST = 20


@rule(
    "DDB3",
    "DynamoDB refuses the index: with ProjectionType INCLUDE it names 1 to 20 NonKeyAttributes, "
    "with KEYS_ONLY and ALL none",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for table in template.of_type(*TABLES):
        for path in _INDEXES:
            for place, index in enumerate(table.items(path)):
                if isinstance(index, dict) and _is_wrong(mapping(index.get("Projection"))):
                    yield table.at(f"{path}.{place}.Projection")


def _is_wrong(projection: dict[str, object]) -> bool:
    kind, named = projection.get("ProjectionType"), projection.get("NonKeyAttributes")
    if not is_known(kind) or not is_known(named) or kind is None:
        return False
    count = len(named) if isinstance(named, list) else 0
    if kind == "INCLUDE":
        return not 1 <= count <= _MOST
    return count > 0
