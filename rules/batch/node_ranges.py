"""A job of several nodes says for each of them what it runs."""

from collections.abc import Iterator

from rules.finding import Place
from rules.fleets import JOB
from rules.rule import rule
from rules.template import Resource, Template
from rules.value import number, text

_NODES = "NodeProperties"
_RANGES = f"{_NODES}.NodeRangeProperties"
_MOST_NODES = 10_000
"""Larger ranges are not spelt out: they are somebody's mistake in another way."""


@rule(
    "BATH",
    "AWS Batch refuses a multi-node job whose ranges leave a node out or name one that is not "
    "there, or whose main node is not among its nodes: number them from 0 to NumNodes - 1",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for job in template.of_type(JOB):
        count = number(job.get(f"{_NODES}.NumNodes"))
        if count is None or not count <= _MOST_NODES:
            continue
        main = number(job.get(f"{_NODES}.MainNode"))
        if main is not None and not 0 <= main < count:
            yield job.at(f"{_NODES}.MainNode", main)
        covered = _covered(job, int(count))
        if covered is not None and covered != set(range(int(count))):
            yield job.at(_RANGES, _missing(covered, int(count)))


def _covered(job: Resource, count: int) -> set[int] | None:
    """Which nodes the ranges name; None where one of them is not known."""
    if not isinstance(job.get(_RANGES), list):
        return None
    found: set[int] = set()
    for entry in job.items(_RANGES):
        nodes = entry.get("TargetNodes") if isinstance(entry, dict) else None
        first, colon, last = text(nodes).partition(":")
        ends = [number(first or 0), number(last or count - 1)]
        if not isinstance(nodes, str) or not colon or None in ends:
            return None
        start, end = (int(min(end or 0, _MOST_NODES)) for end in ends)
        found |= set(range(start, end + 1))
    return found


def _missing(covered: set[int], count: int) -> str:
    stranger = sorted(covered - set(range(count)))
    left_out = sorted(set(range(count)) - covered)
    return f"node {(left_out or stranger)[0]} of {count}"
