"""Lambda takes 4 KB of environment variables: told here, and not when they are deployed."""

from collections.abc import Mapping

from aws_cdk import Stack
from constructs import Construct

from constructs_lib.mistakes import MistakeError

_MOST = 4_096
_OF_A_TOKEN = 96
"""What only the deployment knows: mostly the ARN of a queue, whose name CloudFormation makes."""


class TooManySettingsError(MistakeError):
    """Lambda would refuse the function (E3697 of cfn-lint sees literals only)."""


def refuse_long(scope: Construct, id: str, settings: Mapping[str, str]) -> None:
    lengths = {name: len(name) + length(scope, value) for name, value in settings.items()}
    if sum(lengths.values()) > _MOST:
        longest = max(lengths, key=lambda name: lengths[name])
        raise TooManySettingsError(
            f"{scope.node.path}/{id}: settings must have at most {_MOST} letters, got about "
            f"{sum(lengths.values())}, of which {longest} has {lengths[longest]}"
        )


def length(scope: Construct, value: str) -> int:
    """Estimated, where parts of it are known only when it is deployed."""
    return _length(Stack.of(scope).resolve(value))


def _length(value: object) -> int:
    match value:
        case str():
            return len(value)
        case {"Fn::Join": [str(separator), list(parts)]}:
            return sum(map(_length, parts)) + len(separator) * max(len(parts) - 1, 0)
        case _:
            return _OF_A_TOKEN
