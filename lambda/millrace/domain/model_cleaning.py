"""Answers CloudFormation about a model group that has to be empty before it can be deleted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

_DELETE = "Delete"


class CleaningError(Exception):
    """A version could not be deleted now."""


class Versions(Protocol):
    def of(self, group: str) -> Iterable[str]:
        """ARNs of all there are; none for a group that is gone."""

    def delete(self, arn: str) -> None:
        """What is gone already is deleted."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """As CloudFormation reads it, at the URL that came with the request."""

    url: str
    body: Mapping[str, Any]


def answer_to(request: Mapping[str, Any], versions: Versions) -> Answer:
    """Nothing is done but when the resource, and with it the group, is deleted."""
    group = request["ResourceProperties"]["ModelGroup"]
    try:
        if request["RequestType"] == _DELETE:
            for arn in versions.of(group):
                versions.delete(arn)
    except CleaningError as error:
        return _answer(request, group, "FAILED", f"{group} could not be emptied: {error}")
    return _answer(request, group, "SUCCESS", "")


def _answer(request: Mapping[str, Any], group: str, status: str, reason: str) -> Answer:
    told = {name: request[name] for name in ("StackId", "RequestId", "LogicalResourceId")}
    return Answer(
        url=request["ResponseURL"],
        body={**told, "Status": status, "Reason": reason, "PhysicalResourceId": group},
    )
