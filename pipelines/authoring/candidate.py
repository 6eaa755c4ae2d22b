"""A model on its way to the registry: where it lies, and in what it serves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipelines.authoring.processing import output_of
from pipelines.authoring.vocabulary import joined
from pipelines.sdk.step import RequestStep


@dataclass(frozen=True, kw_only=True)
class Data:
    """What Prepare made; ``train`` may be Augment's."""

    train: Any
    validation: Any
    test: Any
    transform: Any
    baseline: Any

    @property
    def transform_archive(self) -> Any:
        return joined(self.transform, "model.tar.gz")


@dataclass(frozen=True, kw_only=True)
class Model:
    archive: Any
    """The S3 URI of its model.tar.gz."""
    image: Any = None
    """Where the algorithm brings its own: what it serves in."""
    environment: Mapping[str, Any] = field(default_factory=dict)
    compression: Any = None
    """Where the report of its compression lies."""


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    step: RequestStep
    file: Any

    @property
    def statistics(self) -> Any:
        return joined(output_of(self.step, "evaluation"), "evaluation.json")
