"""How long things last here: waits between attempts are shorter, so that a failure is seen soon."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Pace:
    poll_s: float = 0.5
    """Between two looks at a job."""
    second_s: float = 0.1
    """How long a second of a retry policy's interval lasts."""
    longest_wait_s: float = 30.0
    """Before the next attempt, whatever the back-off says."""
