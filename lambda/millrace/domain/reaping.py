"""What stands idle and costs money: told of first, ended later, and only if it is idle still.

What was told is written on the thing itself, as tags: a round needs to remember nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

HOUR = timedelta(hours=1)
NOTICED, SINCE = "millrace:noticed-at", "millrace:idle-since"
KEEP, REAP = "millrace:keep", "millrace:reap"
_DELETE = "delete"
_HOURS_OF_A_DAY = 24


class ReapingError(Exception):
    """Something could not be looked at, told of or ended now; the next round tries again."""


class Kind(StrEnum):
    ENDPOINT = "endpoint"
    NOTEBOOK = "notebook instance"
    INSTANCE = "instance of a Batch fleet"


@dataclass(frozen=True, kw_only=True)
class Found:
    kind: Kind
    name: str
    arn: str
    used_at: datetime
    """When it was used last, or else when it came to be."""
    tags: Mapping[str, str]

    @property
    def since(self) -> str:
        return self.used_at.astimezone(UTC).isoformat(timespec="seconds")


class Fate(StrEnum):
    USED = "used"
    KEPT = "kept"
    NOTICED = "noticed"
    AWAITING = "awaiting"
    """It was told of, and its time has not come, or never comes."""
    ENDED = "ended"


class Things(Protocol):
    def found(self, now: datetime) -> Iterable[Found]: ...

    def tag(self, thing: Found, tags: Mapping[str, str]) -> None: ...

    def untag(self, thing: Found, names: Iterable[str]) -> None: ...

    def end(self, thing: Found) -> None:
        """Stop a notebook instance, delete an endpoint; what is ending already is left to it."""


class Tickets(Protocol):
    def tell(self, subject: str, text: str) -> None: ...


@dataclass(frozen=True, kw_only=True)
class Reaper:
    things: Things
    tickets: Tickets
    idle_for: timedelta
    notice: timedelta

    def round(self, now: datetime) -> dict[str, str]:
        """What becomes of each, by ARN; one that fails is nobody else's concern."""
        fates, failures = dict[str, str](), list[str]()
        for thing in [*self.things.found(now)]:
            try:
                fates[thing.arn] = str(self.fate_of(thing, now=now))
            except ReapingError as reason:
                failures.append(str(reason))
        if failures:
            raise ReapingError("; ".join(failures))
        return fates

    def fate_of(self, thing: Found, *, now: datetime) -> Fate:
        if _is_kept(thing, now):
            return Fate.KEPT
        if thing.kind is Kind.INSTANCE:
            return self._fate_of_instance(thing, now)
        if now - thing.used_at < self.idle_for:
            if NOTICED in thing.tags:
                self.things.untag(thing, (NOTICED, SINCE))
            return Fate.USED
        if thing.tags.get(SINCE) != thing.since or NOTICED not in thing.tags:
            return self._noticed(thing, now)
        ends_at = datetime.fromisoformat(thing.tags[NOTICED]) + self.notice
        if not _may_end(thing) or now < ends_at:
            return Fate.AWAITING
        self.things.end(thing)
        self.tickets.tell(_subject(thing, "was ended"), f"{thing.arn}: idle since {thing.since}.")
        return Fate.ENDED

    def _fate_of_instance(self, thing: Found, now: datetime) -> Fate:
        """It is Batch's own, so nothing is written on it: told of after an hour, and once a day."""
        hours = (now - thing.used_at) // HOUR
        if hours < 1:
            return Fate.USED
        if hours % _HOURS_OF_A_DAY != 1:
            return Fate.AWAITING
        self.tickets.tell(_subject(thing, "is idle"), _told(thing, now))
        return Fate.NOTICED

    def _noticed(self, thing: Found, now: datetime) -> Fate:
        """Told before it is tagged: killed in between, it is told again, and not ended untold."""
        noticed_at = now.astimezone(UTC).replace(microsecond=0)
        self.tickets.tell(_subject(thing, "is idle"), _told(thing, noticed_at + self.notice))
        self.things.tag(thing, {SINCE: thing.since, NOTICED: noticed_at.isoformat()})
        return Fate.NOTICED


def _subject(thing: Found, what: str) -> str:
    return f"{thing.kind} {thing.name} {what}"


def _may_end(thing: Found) -> bool:
    """A stopped notebook instance keeps its disk; an endpoint is gone; Batch ends its instances."""
    if thing.kind is Kind.ENDPOINT:
        return thing.tags.get(REAP) == _DELETE
    return thing.kind is Kind.NOTEBOOK


def _told(thing: Found, ends_at: datetime) -> str:
    used = f"{thing.arn} was used last on {thing.since}, as far as AWS tells."
    if thing.kind is Kind.INSTANCE:
        return f"{used} Its fleet should have given it back; nothing is done about it."
    if not _may_end(thing):
        return f"{used} It is left as it is; with the tag {REAP}={_DELETE} it would be deleted."
    verb = "deleted" if thing.kind is Kind.ENDPOINT else "stopped"
    return (
        f"{used} It will be {verb} after {ends_at.isoformat()} unless it is used before. "
        f"To keep it, give it the tag {KEEP} with the day until when, such as {ends_at.date()}."
    )


def _is_kept(thing: Found, now: datetime) -> bool:
    """A day counts whole; whoever wrote something else there meant to keep it."""
    given = thing.tags.get(KEEP)
    if given is None:
        return False
    try:
        return date.fromisoformat(given[:10]) >= now.astimezone(UTC).date()
    except ValueError:
        return True
