"""A workload and its surroundings into a definition; the same ones always give the same bytes."""

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipelines.definition import Definition
from pipelines.fit import refuse_misfits
from pipelines.model.workload import Workload
from pipelines.needs import needs_of
from pipelines.reading import WORKLOADS, load
from pipelines.surroundings import Surroundings


def build(name: str, surroundings: Surroundings, *, folder: Path = WORKLOADS) -> Definition:
    """Raises WorkloadError, a line for each mistake in the workload's file."""
    workload = load(name, folder=folder)
    refuse_misfits(name, workload, surroundings)
    steps = runpy.run_path(str(folder / name / "pipeline.py"))["steps"]
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
        needs=needs_of(workload),
    )
