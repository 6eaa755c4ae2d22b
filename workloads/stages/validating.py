"""The stage that lets data in, or says in which row and column they are wrong."""

import json

from workloads.contract import say
from workloads.stages import places
from workloads.stages.enough import refuse_too_few
from workloads.stages.examining import examine, refuse_mistakes
from workloads.stages.schema import Schema
from workloads.stages.settings import Settings


def validate(schema: Schema, settings: Settings) -> None:
    """The report is written whatever it says."""
    findings = examine(places.given("rows"), schema)
    report = places.made("report") / "validation.json"
    report.write_text(json.dumps(findings.report(), indent=1), "utf-8")
    refuse_mistakes(findings)
    refuse_too_few(findings, schema, settings)
    say(f"{findings.rows} rows are what they should be")
