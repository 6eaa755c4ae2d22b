"""AWS Batch puts its own part into the user data, which therefore has to be an archive."""

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Any

from rules.finding import Place
from rules.fleets import ENVIRONMENT
from rules.rule import rule
from rules.template import Template
from rules.value import mapping, text

_USER_DATA = "LaunchTemplateData.UserData"
_ARCHIVE = re.compile(r"\s*(MIME-Version:|Content-Type:\s*multipart/)", re.IGNORECASE)


@rule(
    "BATM",
    "AWS Batch refuses user data that is no MIME archive, and the environment becomes INVALID: "
    "begin with MIME-Version: 1.0 and Content-Type: multipart/mixed, each script a part of it",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for environment in template.assembly.of_type(ENVIRONMENT):
        used = mapping(environment.get("ComputeResources.LaunchTemplate"))
        found = environment.template.find(used.get("LaunchTemplateId"), "AWS::EC2::LaunchTemplate")
        if found is None or found.template is not template:
            continue
        given = found.get(_USER_DATA)
        if given is not None and _is_a_script(given, found.body):
            yield found.at(_USER_DATA)


def _is_a_script(given: object, body: Any) -> bool:
    """Only where its beginning is known."""
    start = text(given)
    if "Fn::Base64" not in str(body):
        try:
            start = base64.b64decode(start, validate=True).decode("utf-8", "replace")
        except (ValueError, binascii.Error):
            return False
    return not start.startswith("\N{HORIZONTAL ELLIPSIS}") and not _ARCHIVE.match(start)
