"""Archives of the events of a bus, to be replayed."""

import json
from typing import Any

from local.cloudformation.rows import ById, Lookup, Properties, Row


def _in_words_of_the_api(given: Properties) -> dict[str, Any]:
    """CloudFormation takes the pattern as an object, the API as text."""
    told = {name: value for name, value in given.items() if name != "SourceArn"}
    if "SourceArn" in given:
        told["EventSourceArn"] = given["SourceArn"]
    if "EventPattern" in given:
        told["EventPattern"] = json.dumps(given["EventPattern"])
    return told


ARCHIVE = Row(
    type="AWS::Events::Archive",
    service="events",
    create="CreateArchive",
    identifier="ArchiveName",
    name="ArchiveName",
    arrange=_in_words_of_the_api,
    arrange_update=lambda _id, _new, news: _in_words_of_the_api(news),
    lookup=Lookup(
        by_id=ById(operation="DescribeArchive", argument="ArchiveName"),
        found="",
        status="State",
        good=("ENABLED",),
    ),
    update=ById(operation="UpdateArchive", argument="ArchiveName"),
    delete=ById(operation="DeleteArchive", argument="ArchiveName"),
    attributes={"Arn": "ArchiveArn"},
    defaults={"RetentionDays": 0, "Description": ""},
)

EVENTS = (ARCHIVE,)
