"""Whether a failed attempt is followed by another."""

from collections.abc import Mapping
from typing import Any

from local.batch.outcome import Outcome


def is_retried(outcome: Outcome, strategy: Mapping[str, Any], attempts_so_far: int) -> bool:
    if outcome.is_final or attempts_so_far >= strategy["attempts"]:
        return False
    seen = {
        "onStatusReason": outcome.status_reason,
        "onReason": outcome.reason or "",
        "onExitCode": "" if outcome.exit_code is None else str(outcome.exit_code),
    }
    for rule in strategy["evaluateOnExit"]:
        conditions = [key for key in seen if key in rule]
        if all(_matches(rule[key], seen[key]) for key in conditions):
            return bool(rule["action"] == "RETRY")
    # AWS retries what no rule speaks of; a last rule must say EXIT to have it otherwise.
    return True


def _matches(glob: str, text: str) -> bool:
    return text.startswith(glob[:-1]) if glob.endswith("*") else text == glob
