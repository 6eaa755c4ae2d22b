"""A raw zone in memory that fails where it is told to, and what lies in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from millrace.domain.landing import Rules, Upload
from millrace.domain.landing_desk import Copy, LandingDesk, Notice

RULES = Rules(
    largest_bytes=1000,
    types=("csv", "jsonl", "json", "parquet", "png", "txt"),
    prefixes=("vision", "audio"),
    schemas={"vision/table": ("id", "label")},
)
BEGAN = datetime(2026, 11, 1, tzinfo=UTC)


class OutOfOrderError(Exception):
    """AWS does not answer, whether or not it did what it was asked."""


@dataclass(frozen=True)
class Bytes:
    whole: bytes

    @property
    def size(self) -> int:
        return len(self.whole)

    def first(self, count: int) -> bytes:
        return self.whole[:count]

    def last(self, count: int) -> bytes:
        return self.whole[-count:]


@dataclass(frozen=True, kw_only=True)
class Version:
    body: bytes
    number: int
    source: str | None = None
    uploaded_at: datetime | None = None
    reason: str = ""


class Faults:
    """Numbers the calls; those that are named fail, before or after they have had their effect."""

    def __init__(self, before: Iterable[int] = (), after: Iterable[int] = ()) -> None:
        self._before, self._after = set(before), set(after)
        self._call = 0

    def enter(self) -> int:
        self._call += 1
        if self._call in self._before:
            raise OutOfOrderError(self._call)
        return self._call

    def leave(self, call: int) -> None:
        if call in self._after:
            raise OutOfOrderError(call)


class FakeZone:
    """Versioned, as the zones are: a new version hides the old one."""

    def __init__(self, faults: Faults | None = None) -> None:
        self._faults = faults or Faults()
        self._number = 0
        self.objects: dict[str, list[Version]] = {}
        self.marks: dict[str, str] = {}

    def upload(self, key: str, body: bytes) -> Notice:
        version = self._put(key, body)
        return Notice(key=key, version=str(version.number))

    def find(self, notice: Notice) -> Upload | None:
        call = self._faults.enter()
        found = [v for v in self.objects.get(notice.key, []) if str(v.number) == notice.version]
        self._faults.leave(call)
        if not found:
            return None
        return Upload(
            key=notice.key,
            version=str(found[0].number),
            size=len(found[0].body),
            etag=f'"{found[0].number}"',
            checksum=None,
            uploaded_at=BEGAN + timedelta(seconds=found[0].number),
        )

    def content(self, upload: Upload) -> Bytes:
        call = self._faults.enter()
        [found] = [v for v in self.objects[upload.key] if str(v.number) == upload.version]
        self._faults.leave(call)
        return Bytes(found.body)

    def copy_at(self, key: str) -> Copy | None:
        call = self._faults.enter()
        newest = self.objects.get(key, [None])[-1]
        self._faults.leave(call)
        if newest is None:
            return None
        return Copy(
            size=len(newest.body),
            checksum=None,
            source=newest.source,
            uploaded_at=newest.uploaded_at,
        )

    def copy(self, upload: Upload, *, to: str, reason: str) -> None:
        call = self._faults.enter()
        [found] = [v for v in self.objects[upload.key] if str(v.number) == upload.version]
        self._put(
            to,
            found.body,
            source=upload.version,
            uploaded_at=upload.uploaded_at,
            reason=reason,
        )
        self._faults.leave(call)

    def mark(self, key: str, outcome: str) -> None:
        call = self._faults.enter()
        self.marks[key] = outcome
        self._faults.leave(call)

    def delete(self, upload: Upload) -> None:
        call = self._faults.enter()
        kept = [v for v in self.objects[upload.key] if str(v.number) != upload.version]
        self.objects[upload.key] = kept
        if not kept:
            del self.objects[upload.key]
        self._faults.leave(call)

    def _put(
        self,
        key: str,
        body: bytes,
        *,
        source: str | None = None,
        uploaded_at: datetime | None = None,
        reason: str = "",
    ) -> Version:
        self._number += 1
        version = Version(
            body=body,
            number=self._number,
            source=source,
            uploaded_at=uploaded_at,
            reason=reason,
        )
        self.objects.setdefault(key, []).append(version)
        return version

    def names(self) -> list[str]:
        return sorted(self.objects)

    def everything(self) -> set[bytes]:
        return {version.body for versions in self.objects.values() for version in versions}


class FakeTickets:
    def __init__(self, faults: Faults | None = None) -> None:
        self._faults = faults or Faults()
        self.texts: list[str] = []

    def open(self, *, subject: str, text: str) -> None:
        call = self._faults.enter()
        self.texts.append(f"{subject}\n{text}")
        self._faults.leave(call)


def desk(zone: FakeZone, tickets: FakeTickets | None = None, rules: Rules = RULES) -> LandingDesk:
    return LandingDesk(zone=zone, tickets=tickets or FakeTickets(), rules=rules)
