"""Turns the name of an environment into the environment, or says all that is wrong with it."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from config.document import Document
from config.draft import Draft
from config.environment import Environment
from config.errors import ConfigError, Problem, RefusedError, shown
from config.reading import NotYamlError, read
from config.rules import broken_rules
from config.wording import problem, problems
from config.words import listed, nearest

ENVIRONMENTS = Path(__file__).resolve().parents[1] / "environments"


def names(folder: Path = ENVIRONMENTS) -> tuple[str, ...]:
    return tuple(sorted(file.stem for file in folder.glob("*.yaml") if file.is_file()))


def load(name: str, *, folder: Path = ENVIRONMENTS) -> Environment:
    file = _file(name, folder)
    try:
        document = read(file.read_bytes())
    except NotYamlError as error:
        raise ConfigError([error.problem.told(_short(file))]) from error
    except OSError as error:
        raise ConfigError([f"{_short(file)}: cannot be read: {error.strerror}"]) from error
    found = list(_name_problems(name, document))
    try:
        environment = Environment.model_validate(document.data)
    except ValidationError as error:
        found += [*problems(error, document), *_rule_problems(document)]
    if found or document.faults:
        raise ConfigError(_told(found, document.faults, _short(file)))
    return environment


def _file(name: str, folder: Path) -> Path:
    known = names(folder)
    if name not in known:
        refusal = RefusedError(
            f"no environment is called '{shown(name)}'",
            allowed=listed(known),
            instead=nearest(name, known),
        )
        raise ConfigError([f"{_short(folder)}: {refusal}"])
    return folder / f"{name}.yaml"


def _name_problems(name: str, document: Document) -> Iterator[Problem]:
    written = document.data.get("name") if isinstance(document.data, dict) else None
    if isinstance(written, str) and written != name:
        refusal = RefusedError(f"must be {name}, as the file is called {name}.yaml")
        yield problem(("name",), refusal, document)


def _rule_problems(document: Document) -> Iterator[Problem]:
    if isinstance(document.data, dict):
        for where, refusal in broken_rules(Draft.model_validate(document.data)):
            yield problem(where, refusal, document)


def _told(found: list[Problem], faults: list[Problem], file: str) -> list[str]:
    """In the file's order; a value that YAML already made no sense of is not judged again."""
    senseless = {fault.where for fault in faults}
    kept = [*faults, *(other for other in found if other.where not in senseless)]
    return list(dict.fromkeys(one.told(file) for one in sorted(kept, key=lambda one: one.line)))


def _short(path: Path) -> str:
    """As a person would type it from where they are."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
