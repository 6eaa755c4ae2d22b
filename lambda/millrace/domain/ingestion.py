"""Takes a file of rows into a feature group, or sets its notice aside with the reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from millrace.domain.desk import DeadLetters, Letter
from millrace.domain.feature_rows import Record, RefusedRowsError, Schema, records


class Outcome(StrEnum):
    INGESTED = "ingested"
    SET_ASIDE = "set aside"


@dataclass(frozen=True, kw_only=True)
class Ingested:
    outcome: Outcome
    records: int
    reason: str


class Files(Protocol):
    def lines(self, key: str, version: str | None) -> Iterable[str]:
        """Of the text of the object; raise RefusedRowsError for what is not there or too large."""


class Group(Protocol):
    def put(self, found: Sequence[Record]) -> None:
        """Write them all; a record of the same id and time is the same record, so again is once."""


@dataclass(frozen=True, kw_only=True)
class Ingestion:
    files: Files
    group: Group
    dead_letters: DeadLetters
    schema: Schema

    def ingest(self, key: str, version: str | None, letter: Letter) -> Ingested:
        """``letter`` is what to set aside where no try can make sense of the file."""
        try:
            found = records(self.files.lines(key, version), self.schema)
        except RefusedRowsError as refusal:
            return self.set_aside(letter, f"{key}: {refusal}")
        self.group.put(found)
        return Ingested(outcome=Outcome.INGESTED, records=len(found), reason="as the group has it")

    def set_aside(self, letter: Letter, reason: str) -> Ingested:
        self.dead_letters.send(Letter(body=letter.body, reason=reason, source=letter.source))
        return Ingested(outcome=Outcome.SET_ASIDE, records=0, reason=reason)
