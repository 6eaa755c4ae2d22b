"""What is open now, and what ended last: read by the ledger's indexes alone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from millrace.domain.job import JobRecord, State
from ops.jobs.days import Days
from ops.jobs.listing import selected
from ops.jobs.wanted import Wanted
from ops.ledger import JobLedger

_NEAR = 2
"""Days of which the jobs that have ended are read."""
_MOST_OPEN, _MOST_ENDED = 200, 50
_ENDS = tuple(state for state in State if state.terminal)
_OPEN = tuple(state for state in State if not (state.terminal or state.endless))


@dataclass(frozen=True)
class Board:
    open: Sequence[JobRecord]
    ended: Sequence[JobRecord]
    """The one that ended last comes first."""
    at: datetime

    @property
    def head(self) -> str:
        states = Counter(job.state for job in self.open)
        told = ", ".join(f"{states[state]} {state}" for state in reversed(_OPEN) if states[state])
        more = " or more" if len(self.open) == _MOST_OPEN else ""
        count = f"{len(self.open)}{more} open" if self.open else "nothing is open"
        return f"{count}{f': {told}' if told else ''}"


def board(ledger: JobLedger, *, team: str | None, by: str | None, now: datetime) -> Board:
    going = Wanted(days=None, states=_OPEN, team=team, by=by)
    gone = replace(going, days=Days.back(_NEAR, today=now.date()), states=_ENDS)
    ended = selected(ledger, gone, _MOST_ENDED)
    return Board(
        open=selected(ledger, going, _MOST_OPEN),
        ended=sorted(ended, key=lambda job: job.updated_at, reverse=True),
        at=now,
    )
