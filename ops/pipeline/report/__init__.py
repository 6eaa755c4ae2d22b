"""The report of an execution: one HTML file that needs nothing else."""

from datetime import datetime
from pathlib import Path

from ops.pipeline.place import Place
from ops.pipeline.report.facts import gathered
from ops.pipeline.report.page import page
from ops.pipeline.snapshot import Snapshot


def write_report(place: Place, last: Snapshot, file: Path, *, now: datetime) -> None:
    plan = place.definition_of(last.execution.arn)
    text = page(gathered(place, plan, last, now))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
