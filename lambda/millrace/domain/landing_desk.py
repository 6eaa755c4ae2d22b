"""Moves what landed into its prefix or into quarantine, so that its bytes are always somewhere."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from millrace.domain.landing import LANDING, QUARANTINE, Rules, Upload, refusal
from millrace.domain.landing_types import Content

OVERTAKEN = "a newer upload of the same key landed before it was checked"


class CopyError(Exception):
    """The copy is not what was to be copied; what landed is left where it is."""


@dataclass(frozen=True, kw_only=True)
class Notice:
    """S3 says that an object landed; not every S3 says which version."""

    key: str
    version: str | None


@dataclass(frozen=True, kw_only=True)
class Copy:
    """What lies where an upload is to go, and the upload that it was made of, if we made it."""

    size: int
    checksum: str | None
    source: str | None
    uploaded_at: datetime | None

    def is_of(self, upload: Upload) -> bool:
        """Checksums are compared where both have one: S3 writes one, copies of it may not."""
        same = self.checksum == upload.checksum or not (self.checksum and upload.checksum)
        return same and (self.source, self.size) == (upload.version, upload.size)


class Outcome(StrEnum):
    LANDED = "landed"
    QUARANTINED = "quarantined"
    GONE = "gone"
    """Settled before, or deleted by whoever uploaded it."""
    LEFT = "left"
    """Not data: the mark of an empty folder."""


@dataclass(frozen=True, kw_only=True)
class Settled:
    outcome: Outcome
    key: str
    reason: str


class Zone(Protocol):
    def find(self, notice: Notice) -> Upload | None: ...

    def content(self, upload: Upload) -> Content: ...

    def copy_at(self, key: str) -> Copy | None: ...

    def copy(self, upload: Upload, *, to: str, reason: str) -> None: ...

    def mark(self, key: str, outcome: str) -> None: ...

    def delete(self, upload: Upload) -> None:
        """Only the version that was found: a newer upload may have the same key."""


class Tickets(Protocol):
    def open(self, *, subject: str, text: str) -> None: ...


@dataclass(frozen=True, kw_only=True)
class LandingDesk:
    zone: Zone
    tickets: Tickets
    rules: Rules

    def settle(self, notice: Notice) -> Settled:
        """May end anywhere, and may be done again: each step leaves the bytes in a known place."""
        upload = self.zone.find(notice)
        if upload is None:
            return Settled(outcome=Outcome.GONE, key=notice.key, reason="it is not there any more")
        if upload.is_folder:
            return Settled(outcome=Outcome.LEFT, key=notice.key, reason="it marks a folder")
        reason = refusal(upload, self.zone.content(upload), self.rules) or self._overtaken(upload)
        return self._quarantine(upload, reason) if reason else self._let_in(upload)

    def _overtaken(self, upload: Upload) -> str | None:
        """Events come in any order: an older upload must not bury a newer one."""
        there = self.zone.copy_at(upload.path)
        newer = there is not None and there.uploaded_at and there.uploaded_at > upload.uploaded_at
        return OVERTAKEN if newer else None

    def _let_in(self, upload: Upload) -> Settled:
        self._copy(upload, to=upload.path, outcome=Outcome.LANDED, reason="")
        self.zone.delete(upload)
        return Settled(outcome=Outcome.LANDED, key=upload.path, reason="it keeps the rules")

    def _quarantine(self, upload: Upload, reason: str) -> Settled:
        """In a place of its own: what is refused must not bury what was refused before."""
        to = f"{QUARANTINE}/{upload.version}/{upload.path}"
        self._copy(upload, to=to, outcome=Outcome.QUARANTINED, reason=reason)
        self.tickets.open(
            subject="an upload was quarantined",
            text=f"{upload.key} was quarantined: {reason}\nit is kept as {to}\n"
            f"to try again, upload it below {LANDING}/ once more",
        )
        self.zone.delete(upload)
        return Settled(outcome=Outcome.QUARANTINED, key=to, reason=reason)

    def _copy(self, upload: Upload, *, to: str, outcome: Outcome, reason: str) -> None:
        there = self.zone.copy_at(to)
        if there is None or not there.is_of(upload):
            self.zone.copy(upload, to=to, reason=reason)
            there = self.zone.copy_at(to)
        if there is None or not there.is_of(upload):
            raise CopyError(f"the copy of {upload.key} at {to} is not the version that landed")
        self.zone.mark(to, str(outcome))
