"""What the account's IAM is asked beside the emulator's own question about each request."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from local.account.hooks import ACCESS_KEY_ID
from local.account.permission import refusal
from local.sagemaker.jobs.passing import called_by, may_pass
from local.sagemaker.refusals import DeniedError

Headers = Mapping[str, str]


@dataclass(frozen=True)
class Gate:
    """Both raise DeniedError."""

    refuse_passing: Callable[[Headers, str], None]
    """Takes the ARN of the role that a new group is to have."""
    refuse_action: Callable[[Headers, str, Iterable[str]], None]
    """Takes an action and the ARNs of feature groups."""


def _refuse_passing(headers: Headers, role: str) -> None:
    with called_by(headers):
        may_pass(role)


def _refuse_action(headers: Headers, action: str, resources: Iterable[str]) -> None:
    for resource in resources:
        denied = refusal(ACCESS_KEY_ID.read()(headers, None), action, resource)
        if denied:
            raise DeniedError(
                f"User: {denied.caller} is not authorized to perform: {action} on resource: "
                f"{resource}"
            )


ACCOUNT_GATE = Gate(_refuse_passing, _refuse_action)
OPEN_GATE = Gate(lambda _headers, _role: None, lambda _headers, _action, _resources: None)
"""For whoever asks nobody."""
