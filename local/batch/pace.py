"""How long things last here, where nobody wants to wait two minutes for a spot notice."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Pace:
    tick_s: float = 0.5
    """The scheduler looks at least this often, and at once when something changed."""
    poll_s: float = 0.1
    memory_s: float = 0.5
    flush_s: float = 0.5
    """Lines of a job wait this long for company on their way to CloudWatch Logs."""
    notice_s: float = 2.0
    """Between a spot notice and SIGTERM; AWS gives two minutes."""
    grace_s: float = 10.0
    """Between SIGTERM and SIGKILL; AWS gives thirty seconds."""
    second_s: float = 1.0
    """How long a second of attemptDurationSeconds and maxTimeSeconds lasts."""
