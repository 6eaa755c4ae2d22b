"""A workload and its surroundings into a definition; the same ones always give the same bytes."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from pipelines.definition import Definition
from pipelines.fit import refuse_misfits
from pipelines.model.workload import Workload
from pipelines.reading import load
from pipelines.surroundings import Surroundings


def build(name: str, surroundings: Surroundings) -> Definition:
    """Raises WorkloadError, a line for each mistake in the workload's file."""
    workload = load(name)
    refuse_misfits(name, workload, surroundings)
    steps = import_module(f"workloads.{name}.pipeline").steps
    return compose(name, workload, surroundings, steps=steps)


def compose(
    name: str, workload: Workload, surroundings: Surroundings, *, steps: Callable[[Any], None]
) -> Definition:
    """The SDK takes seconds to import, so nobody imports it who builds nothing."""
    from pipelines.author import Author  # noqa: PLC0415
    from pipelines.sdk.compiling import compiled  # noqa: PLC0415

    author = Author(name, workload, surroundings)
    steps(author)
    vocabulary = author.ground.vocabulary
    return Definition(
        body=compiled(surroundings.pipeline, vocabulary.parameters, author.steps),
        tokens=vocabulary.tokens,
        priced=tuple(author.priced),
    )
