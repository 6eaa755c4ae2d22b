"""A workload and its surroundings into a definition; the same ones always give the same bytes."""

import runpy
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from pipelines.definition import Definition
from pipelines.fit import refuse_misfits
from pipelines.model.settings import strange_settings
from pipelines.model.workload import Workload
from pipelines.needs import needs_of
from pipelines.reading import WORKLOADS, load
from pipelines.reading.document import Problem, read
from pipelines.surroundings import Surroundings
from pipelines.words import WorkloadError

_FILE = "workload.yaml"
_OPTIONAL = {"augmentation": "augment", "compression": "compress"}


def build(name: str, surroundings: Surroundings, *, folder: Path = WORKLOADS) -> Definition:
    """Raises WorkloadError, a line for each mistake in the workload's file."""
    workload = load(name, folder=folder)
    refuse_strange_settings(workload, folder / name)
    refuse_misfits(name, workload, surroundings)
    steps = runpy.run_path(str(folder / name / "pipeline.py"))["steps"]
    return compose(name, workload, surroundings, steps=steps)


def refuse_strange_settings(workload: Workload, folder: Path) -> None:
    found = [Problem(*each) for each in strange_settings(workload, folder)]
    if found:
        document = read((folder / _FILE).read_bytes())
        file = f"{folder.parent.name}/{folder.name}/{_FILE}"
        raise WorkloadError([document.told(problem, file) for problem in found])


def compose(
    name: str, workload: Workload, surroundings: Surroundings, *, steps: Callable[[Any], None]
) -> Definition:
    """The SDK takes seconds to import, so nobody imports it who builds nothing."""
    from pipelines.author import Author  # noqa: PLC0415
    from pipelines.sdk.compiling import compiled  # noqa: PLC0415

    author = Author(name, workload, surroundings)
    steps(author)
    _refuse_what_is_never_called(author.name, workload, {each.step for each in author.priced})
    vocabulary = author.ground.vocabulary
    return Definition(
        body=compiled(surroundings.pipeline, vocabulary.parameters, author.steps),
        tokens=vocabulary.tokens,
        priced=tuple(author.priced),
        needs=needs_of(workload),
    )


def _refuse_what_is_never_called(name: str, workload: Workload, steps: Collection[str]) -> None:
    """The file would promise what no execution does."""
    found = [
        f"workloads/{name}/pipeline.py: never calls author.{word}, and {section} in {_FILE} is on; "
        f"allowed: {section}: off, or the call"
        for section, word in _OPTIONAL.items()
        if getattr(workload, section) is not None and word.capitalize() not in steps
    ]
    if found:
        raise WorkloadError(found)
