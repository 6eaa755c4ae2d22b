"""Who is told when something needs a person: at once, or in working hours."""

from typing import Annotated, TypeAlias

from pydantic import Field

from config.part import Listed, Part
from config.words import Spelling

Email: TypeAlias = Annotated[str, Spelling(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+", "an e-mail address")]


class Slack(Part):
    workspace: Annotated[str, Spelling(r"T[A-Z0-9]{6,}", "a workspace id, such as T0123ABCD")] = (
        Field(description="the id of the Slack workspace, authorised once in the AWS console")
    )
    channel: Annotated[str, Spelling(r"[CG][A-Z0-9]{6,}", "a channel id, such as C0123ABCD")] = (
        Field(description="the id of the channel, not its name")
    )


class Recipients(Part):
    emails: Listed[Email] = Field(
        default=(), description="addresses that get every alert; each confirms once by mail"
    )
    slack: Slack | None = Field(default=None, description="a Slack channel that gets every alert")


class Alerts(Part):
    page: Recipients = Field(description="who is told at once, at any hour")
    ticket: Recipients = Field(
        default=Recipients(), description="who is told of what can wait for working hours"
    )
