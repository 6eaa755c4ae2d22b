"""More indexes than a table may have."""

from collections.abc import Iterator

from rules.finding import Place
from rules.rule import rule
from rules.tables.expiry import TABLES
from rules.template import Template

_MOST = {"GlobalSecondaryIndexes": 20, "LocalSecondaryIndexes": 5}


@rule(
    "DDB2",
    "a table has 20 global indexes unless the account asked for more, and 5 local ones "
    "(LimitExceeded): let several questions share an index by what stands in its key",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for table in template.of_type(*TABLES):
        for path, most in _MOST.items():
            if (made := len(table.items(path))) > most:
                yield table.at(path, f"{made} indexes")
