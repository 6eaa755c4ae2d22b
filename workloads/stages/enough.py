"""Are there rows enough to learn from, and to believe what was learnt?"""

from workloads.stages.examining import DataError, Findings
from workloads.stages.schema import Schema
from workloads.stages.settings import Settings

SETTINGS = ("rows_at_least", "rows_of_each_label_at_least", "repeated_at_most")


def refuse_too_few(findings: Findings, schema: Schema, settings: Settings) -> None:
    least = settings.whole("rows_at_least", at_least=1, otherwise=100)
    if findings.rows < least:
        raise DataError(f"there must be at least {least} rows, there are {findings.rows}")
    of_each = settings.whole("rows_of_each_label_at_least", at_least=1, otherwise=10)
    for label in schema.labels:
        if findings.labels[label] < of_each:
            raise DataError(
                f"there must be at least {of_each} rows of {schema.label} {label}, "
                f"there are {findings.labels[label]}"
            )
    most = settings.number("repeated_at_most", at_least=0, at_most=1, otherwise=0.01)
    if findings.repeated > most * findings.rows:
        raise DataError(
            f"at most {most:g} of the rows may be there before, of {findings.rows} "
            f"{findings.repeated} are"
        )
