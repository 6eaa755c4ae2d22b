"""What ``build`` gives: the pipeline as SageMaker reads it, and what must be known beside it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipelines.needs import Needs


@dataclass(frozen=True, kw_only=True)
class Priced:
    """A step that costs: at worst ``how_many`` instances for so many minutes."""

    step: str
    minutes: int
    instance_type: str
    how_many: int = 1


@dataclass(frozen=True, kw_only=True)
class Definition:
    body: dict[str, Any]
    tokens: frozenset[str]
    """Names of the placeholders ``{{Name}}`` in the body, each a whole string."""
    priced: tuple[Priced, ...]
    needs: Needs

    @property
    def images(self) -> tuple[str, ...]:
        """Of all containers, for who may pull them; those that only a run knows are not here."""
        return tuple(sorted(set(_images(self.body))))

    def as_json(self) -> str:
        """The same bytes for the same workload and surroundings."""
        return json.dumps(self.body, indent=2) + "\n"


def _images(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        named = (value.get(key) for key in ("ImageUri", "TrainingImage", "Image"))
        yield from (image for image in named if isinstance(image, str))
        for each in value.values():
            yield from _images(each)
    elif isinstance(value, list):
        for each in value:
            yield from _images(each)
