"""``Ref::name`` in a command is replaced by a parameter, or stays as it is written."""

import re
from collections.abc import Iterator
from typing import Any

from rules.finding import Place
from rules.fleets import JOB, containers_of
from rules.rule import rule
from rules.template import Template
from rules.value import Unknown, mapping

_REFERENCE = re.compile(r"Ref::([\w-]+)")


@rule(
    "BATJ",
    "nothing is put in the place of this Ref:: unless every submission gives it, and the job gets "
    "the word itself: give the parameter a default in Parameters",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for job in template.of_type(JOB):
        parameters = job.get("Parameters")
        if isinstance(parameters, Unknown):
            continue
        for container in containers_of(job):
            for index, name in _referred(container.body.get("Command")):
                if name not in mapping(parameters):
                    yield job.at(f"{container.path}.Command.{index}", f"Ref::{name}")


def _referred(command: Any) -> Iterator[tuple[int, str]]:
    for index, word in enumerate(command if isinstance(command, list) else []):
        if isinstance(word, str):
            yield from ((index, name) for name in _REFERENCE.findall(word))
