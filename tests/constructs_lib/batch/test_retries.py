"""A failed attempt: tried again for what the job is not to blame for."""

from fnmatch import fnmatchcase

import pytest

from tests.assembly import Template
from tests.constructs_lib.batch.jobs import JOB

EVERY = ["Digits", "Close", "Several", "Small"]


def decision(
    jobs: Template, job: str, status_reason: str, reason: str, exit_code: str = "1"
) -> str:
    """What AWS Batch decides: the first rule whose every pattern matches."""
    given = {"OnStatusReason": status_reason, "OnReason": reason, "OnExitCode": exit_code}
    for rule in jobs.named(JOB, job)["RetryStrategy"]["EvaluateOnExit"]:
        patterns = {name: pattern for name, pattern in rule.items() if name != "Action"}
        if all(fnmatchcase(given[name], pattern) for name, pattern in patterns.items()):
            return str(rule["Action"])
    return "RETRY"


HOST_LOST = "Host EC2 (instance i-0123456789abcdef0) terminated."
TASK_LOST = "Your Spot Task was interrupted."


@pytest.mark.parametrize(
    ("job", "status_reason", "reason", "action"),
    [
        ("Digits", HOST_LOST, "", "RETRY"),
        ("Several", HOST_LOST, "", "RETRY"),
        ("Small", TASK_LOST, "", "RETRY"),
        *(
            (job, status_reason, reason, "EXIT")
            for job in EVERY
            for status_reason, reason in (
                ("Essential container in task exited", ""),
                ("Essential container in task exited", "OutOfMemoryError: Container killed"),
                ("Task failed to start", "CannotPullContainerError: no such image"),
                ("Task failed to start", "ResourceInitializationError: AccessDenied"),
            )
        ),
    ],
)
def test_only_a_lost_host_is_a_reason_to_try_again(
    jobs: Template, job: str, status_reason: str, reason: str, action: str
) -> None:
    assert decision(jobs, job, status_reason, reason).upper() == action


@pytest.mark.parametrize("job", EVERY)
def test_a_job_that_was_told_to_go_and_went_is_tried_again(jobs: Template, job: str) -> None:
    ended = "Essential container in task exited"
    assert decision(jobs, job, ended, "", exit_code="143").upper() == "RETRY"
