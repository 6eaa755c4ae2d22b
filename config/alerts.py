"""Who is told when something needs a person."""

from typing import Annotated

from pydantic import Field

from config.part import Listed, Part
from config.words import Spelling

_Email = Annotated[str, Spelling(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+", "an e-mail address")]


class Alerts(Part):
    emails: Listed[_Email] = Field(
        min_length=1, description="addresses that get every alert; each confirms once by mail"
    )
