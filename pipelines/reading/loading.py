"""Finds a workload's folder and reads its file; the file's mistakes are told all at once."""

from pathlib import Path

from pydantic import ValidationError

from pipelines.model.rules import broken_rules
from pipelines.model.workload import Workload
from pipelines.reading.code import missing_modules
from pipelines.reading.document import Document, NotYamlError, Problem, read
from pipelines.reading.wording import problems
from pipelines.words import WorkloadError, shown, unknown

WORKLOADS = Path(__file__).resolve().parents[2] / "workloads"
FILE = "workload.yaml"


def names(folder: Path = WORKLOADS) -> tuple[str, ...]:
    return tuple(sorted(file.parent.name for file in folder.glob(f"*/{FILE}")))


def load(name: str, *, folder: Path = WORKLOADS) -> Workload:
    known = names(folder)
    if name not in known:
        refusal = unknown(f"no workload is called '{shown(name)}'", name, known)
        raise WorkloadError([f"{folder.name}: {refusal}"])
    file = f"{folder.name}/{name}/{FILE}"
    try:
        document = read((folder / name / FILE).read_bytes())
    except NotYamlError as error:
        raise WorkloadError([f"{file}:{error.line}: {error}"]) from error
    workload, found = _read(document)
    if workload is not None:
        found += missing_modules(workload, folder / name)
    if workload is None or found:
        ordered = sorted(found, key=lambda problem: document.line_of(problem.where))
        raise WorkloadError(dict.fromkeys(document.told(problem, file) for problem in ordered))
    return workload


def _read(document: Document) -> tuple[Workload | None, list[Problem]]:
    try:
        workload = Workload.model_validate(document.data)
    except ValidationError as error:
        return None, [*document.faults, *problems(error, document)]
    broken = (Problem(where, refusal) for where, refusal in broken_rules(workload))
    return workload, [*document.faults, *broken]
