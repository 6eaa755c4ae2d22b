"""What an upload must be to enter the raw zone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from millrace.domain.landing_types import Content, columns_of, complaint_about

LANDING = "landing"
QUARANTINE = "quarantine"


@dataclass(frozen=True, kw_only=True)
class Rules:
    largest_bytes: int
    types: Sequence[str]
    """Endings of names, in small letters."""
    prefixes: Sequence[str]
    """Where in the raw zone uploads may go."""
    schemas: Mapping[str, Sequence[str]]
    """The columns of what lies under a prefix."""


@dataclass(frozen=True, kw_only=True)
class Upload:
    """One version of an object below ``landing/``."""

    key: str
    version: str
    size: int
    etag: str
    checksum: str | None
    uploaded_at: datetime

    @property
    def path(self) -> str:
        return self.key.removeprefix(f"{LANDING}/")

    @property
    def is_folder(self) -> bool:
        """What consoles write to show an empty folder."""
        return self.key.endswith("/") and self.size == 0

    @property
    def type(self) -> str:
        _, dot, ending = self.path.rpartition("/")[2].rpartition(".")
        return ending.lower() if dot else ""


def refusal(upload: Upload, content: Content, rules: Rules) -> str | None:
    """Why it may not enter; what is cheap to know is asked first."""
    return (
        _misplaced(upload, rules)
        or _size(upload, rules)
        or _type(upload, rules)
        or complaint_about(upload.type, content)
        or _schema(upload, content, rules)
    )


def _misplaced(upload: Upload, rules: Rules) -> str | None:
    if any(upload.path.startswith(f"{prefix}/") for prefix in rules.prefixes):
        return None
    return f"uploads go below {LANDING}/ and one of: {', '.join(sorted(rules.prefixes))}"


def _size(upload: Upload, rules: Rules) -> str | None:
    if upload.size == 0:
        return "it is empty"
    if upload.size > rules.largest_bytes:
        return f"it has {upload.size} bytes, allowed are {rules.largest_bytes}"
    return None


def _type(upload: Upload, rules: Rules) -> str | None:
    if upload.type in rules.types:
        return None
    given = f"its type is {upload.type!r}" if upload.type else "its name has no type"
    return f"{given}, allowed are: {', '.join(sorted(rules.types))}"


def _schema(upload: Upload, content: Content, rules: Rules) -> str | None:
    """The longest prefix that has a schema decides."""
    found = [prefix for prefix in rules.schemas if upload.path.startswith(f"{prefix}/")]
    given = columns_of(upload.type, content) if found else None
    if given is None:
        return None
    wanted = rules.schemas[max(found, key=len)]
    missing = [column for column in wanted if column not in given]
    unknown = [column for column in given if column not in wanted]
    if missing:
        return f"it lacks the columns: {', '.join(missing)}"
    return f"its schema does not have the columns: {', '.join(unknown)}" if unknown else None
