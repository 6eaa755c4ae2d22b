"""Which step waits for which: there must be a first one, and each must be able to come."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from rules.definitions.definition import Definition, Step
from rules.definitions.mistake import Mistake
from rules.definitions.references import steps_named


def mistakes_in(definition: Definition) -> Iterator[Mistake]:
    known = definition.by_name
    waits = {
        step.name: {name for name in (*steps_named(step), *_around(step)) if name in known}
        for step in known.values()
    }
    try:
        TopologicalSorter(waits).prepare()
    except CycleError as circle:
        way = " -> ".join(reversed(circle.args[1]))
        yield Mistake("order", circle.args[1][0], f"waits for itself: {way}")
    for step in known.values():
        for name in sorted(waits[step.name]):
            if _excludes(step, known[name]):
                says = f"waits for {name}, which is in the other branch and does not run then"
                yield Mistake("order", step.path, says)


def _around(step: Step) -> Iterator[str]:
    """The condition that lets it run."""
    yield from (name for name, _ in step.within[-1:])


def _excludes(one: Step, other: Step) -> bool:
    branches = dict(one.within)
    return any(branches.get(name, branch) != branch for name, branch in other.within)
