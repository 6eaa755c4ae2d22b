"""Every rule there is: one for each module of the packages below this one."""

import pkgutil
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from rules.finding import Finding
from rules.rule import Rule
from rules.template import Assembly

_NO_RULES = frozenset({"definitions"})
"""A package that rules are written with."""


def _all_rules() -> Iterator[tuple[Path, Rule]]:
    here = Path(__file__).parent
    for package in sorted(pkgutil.iter_modules([str(here)]), key=lambda found: found.name):
        if not package.ispkg or package.name in _NO_RULES:
            continue
        for module in pkgutil.iter_modules([str(here / package.name)]):
            path = here / package.name / f"{module.name}.py"
            yield path, import_module(f"rules.{package.name}.{module.name}").check


FILES = {made.id: path for path, made in _all_rules()}
"""Where each rule stands; its examples are beside it."""

RULES: tuple[Rule, ...] = tuple(
    sorted((made for _, made in _all_rules()), key=lambda made: made.id)
)


def findings_in(assembly: Assembly, rules: Iterable[Rule] = RULES) -> list[Finding]:
    return [
        finding
        for template in assembly.templates
        for made in rules
        for finding in made.check(template)
    ]
