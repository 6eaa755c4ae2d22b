"""A managed policy of AWS has one name and one path, and a slip in either is refused."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache

from rules.facts import known
from rules.finding import Place
from rules.rule import rule
from rules.template import Template
from rules.walk import strings

_OF_AWS = re.compile(r"arn:[^:/]*:iam::aws:policy/([^*?\N{HORIZONTAL ELLIPSIS}]+)")
_LIKENESS = 0.9
"""Of ten slips of the pen all are above it; of ten names that AWS may yet invent, two."""


@rule(
    "IAM5",
    "AWS has no managed policy of this name and path, and one that is written almost so (Policy "
    "does not exist or is not attachable): write its ARN as IAM lists it",
    evidence="R D46",
)
def check(template: Template) -> Iterator[Place]:
    for resource in template.resources.values():
        for path, written in strings(resource.properties):
            found = _OF_AWS.fullmatch(written)
            meant = _meant(found[1]) if found else None
            if found and meant:
                yield resource.at(path, f"{found[1]}; there is {meant}")


@cache
def _meant(given: str) -> str | None:
    """The policy that was meant; none: it exists, or it is like nothing that is known."""
    if given in known("managed_policies"):
        return None
    by_name = {found.rpartition("/")[2]: found for found in known("managed_policies")}
    name = given.rpartition("/")[2]
    if name in by_name:
        return by_name[name]
    if re.sub(r"V\d+$", "", name) in by_name:
        return None
    like = get_close_matches(name, sorted(by_name), n=1, cutoff=_LIKENESS)
    return by_name[like[0]] if like else None
