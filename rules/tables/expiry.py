"""Items whose time of expiry is no number never expire."""

from collections.abc import Iterator

from rules.finding import Place
from rules.rule import rule
from rules.template import Template
from rules.value import text

_PATH = "TimeToLiveSpecification.AttributeName"
TABLES = ("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable")


@rule(
    "DDB1",
    "the attribute of the time to live is a key of the table or an index, and a text or binary: "
    "DynamoDB looks at numbers only, so nothing ever expires; name an attribute of its own that "
    "holds seconds since 1970",
    evidence="D, as a key K",
)
def check(template: Template) -> Iterator[Place]:
    for table in template.of_type(*TABLES):
        name = table.get(_PATH)
        for defined in table.tables("AttributeDefinitions"):
            is_it = isinstance(name, str) and defined.get("AttributeName") == name
            if is_it and text(defined.get("AttributeType")) in {"S", "B"}:
                yield table.at(_PATH, name)
