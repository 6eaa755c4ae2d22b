"""What an instance is told at its start has a largest size."""

from collections.abc import Iterator

from rules.finding import Place
from rules.rule import rule
from rules.template import Template
from rules.value import Text

_MOST = 16 * 1024
_PATHS = {
    "AWS::AutoScaling::LaunchConfiguration": "UserData",
    "AWS::EC2::Instance": "UserData",
    "AWS::EC2::LaunchTemplate": "LaunchTemplateData.UserData",
}


@rule(
    "CFN5",
    "user data is over 16 KB and EC2 refuses it: keep a small script there that fetches the rest",
    evidence="R D68",
)
def check(template: Template) -> Iterator[Place]:
    for resource in template.of_type(*_PATHS):
        path = _PATHS[resource.type]
        given = resource.get(path)
        if isinstance(given, str | Text) and _bytes(given, resource.body) > _MOST:
            yield resource.at(path)


def _bytes(given: str | Text, body: object) -> int:
    """As a literal it is in Base64 already, four characters for three bytes."""
    size = len(str(given).encode("utf-8", "replace"))
    return size if "Fn::Base64" in str(body) else size * 3 // 4
