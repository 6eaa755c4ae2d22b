"""A rule: a question to a template, and the sentence for whoever has to mend it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from rules.finding import Finding, Place
from rules.template import Template
from rules.value import text

_LONGEST_SHOWN = 160


@dataclass(frozen=True)
class Rule:
    id: str
    says: str
    """What fails when it is deployed, and what to do."""
    evidence: str
    """From the catalogue of deploy failures: R tried, D documented, K known but not verified."""
    places: Callable[[Template], Iterable[Place]]

    def check(self, template: Template) -> Iterator[Finding]:
        for place in self.places(template):
            yield Finding(
                rule=self.id,
                says=self.says,
                stack=template.stack,
                logical_id=place.logical_id,
                path=place.path,
                given="" if place.given is None else text(place.given)[:_LONGEST_SHOWN],
            )


def rule(
    id: str, says: str, *, evidence: str
) -> Callable[[Callable[[Template], Iterable[Place]]], Rule]:
    """Make the function below it a rule of the package: it yields the places that fail."""
    return lambda places: Rule(id, says, evidence, places)
