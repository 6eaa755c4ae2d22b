"""What the job desk is told, and leaves alone."""

from dataclasses import dataclass
from enum import StrEnum


class Because(StrEnum):
    """A dimension of a metric: few words, which do not change."""

    UNKNOWN_SOURCE = "unknown-source"
    UNKNOWN_TYPE = "unknown-detail-type"
    STATELESS = "without-state"
    """It tells of a thing, but not where it stands."""
    DELETION = "deletion"
    """A job that has ended is being deleted: what became of it stays known."""
    OTHER_NOTICE = "other-notice"
    """It came by SNS, and is of no budget."""


@dataclass(frozen=True)
class Ignored:
    reason: Because
