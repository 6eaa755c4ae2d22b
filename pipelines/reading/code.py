"""Is the code there that a workload's file names? Found here, and not in a container."""

from collections.abc import Iterator
from pathlib import Path

from pipelines.model.rules import Where
from pipelines.model.training import Container, Script
from pipelines.model.workload import Workload
from pipelines.reading.document import Problem
from pipelines.words import unknown


def missing_modules(workload: Workload, folder: Path) -> Iterator[Problem]:
    known = sorted(file.stem for file in folder.glob("*.py") if file.stem != "__init__")
    for where, module in _named(workload):
        if module not in known:
            yield Problem(where, unknown("is no module of the workload", module, known))


def _named(workload: Workload) -> Iterator[tuple[Where, str]]:
    for stage in workload.stages:
        yield ("stages", stage), stage
    training = workload.training
    if isinstance(training, Script | Container) and training.script:
        yield ("training", "script"), training.script
