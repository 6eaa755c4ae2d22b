"""Whether a caller may hand a role to SageMaker: iam:PassRole, asked of the account's IAM."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from local.account.environment import REGION
from local.account.hooks import ACCESS_KEY_ID, ENFORCE
from local.sagemaker.refusals import DeniedError

MayPass = Callable[[str], None]
"""Takes the ARN of a role; raises DeniedError."""

_CALLER: ContextVar[str | None] = ContextVar("caller", default=None)
_CONTEXT = {"iam:PassedToService": "sagemaker.amazonaws.com"}


@contextmanager
def called_by(headers: Mapping[str, str]) -> Iterator[None]:
    """Whoever serves requests says whose they are; without it nobody is asked."""
    lower = {name.lower(): text for name, text in headers.items()}
    token = _CALLER.set(ACCESS_KEY_ID.read()(lower, None))
    try:
        yield
    finally:
        _CALLER.reset(token)


def may_pass(role_arn: str) -> None:
    caller = _CALLER.get()
    if caller is None:
        return
    denied = ENFORCE.read()(
        caller,
        "iam:PassRole",
        "iam",
        REGION,
        resource_arn=role_arn,
        service_context=_CONTEXT,
    )
    if denied:
        who = getattr(denied, "principal_arn", "the caller")
        raise DeniedError(
            f"User: {who} is not authorized to perform: iam:PassRole on resource: {role_arn}"
        )
