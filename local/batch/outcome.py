"""How an attempt ended, in the words of ECS."""

from dataclasses import dataclass

EXITED = "Essential container in task exited"
NOT_STARTED = "Task failed to start"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    status_reason: str
    exit_code: int | None = None
    reason: str | None = None
    is_final: bool = False
    """Never retried, whatever the retry strategy says."""

    @property
    def is_success(self) -> bool:
        return self.exit_code == 0 and self.status_reason == EXITED


class StartError(Exception):
    """A container did not come to run; carries the outcome that says why."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.reason or outcome.status_reason)
        self.outcome = outcome
