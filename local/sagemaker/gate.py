"""What a request must pass before it is served: whose it is, and may that caller set its tags."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager

from local.account.hooks import ACCESS_KEY_ID
from local.account.permission import refusal
from local.account.requests import called
from local.sagemaker.jobs.passing import called_by
from local.sagemaker.permission import resource_of
from local.sagemaker.refusals import DeniedError

Gate = Callable[[Mapping[str, str], bytes], AbstractContextManager[None]]
_TAGS = "sagemaker:AddTags"


@contextmanager
def account_gate(headers: Mapping[str, str], body: bytes) -> Iterator[None]:
    """Raises DeniedError; within it the account knows who calls."""
    operation, params = called(headers, body)
    resource = resource_of(params)
    if operation.startswith("Create") and params.get("Tags"):
        denied = refusal(ACCESS_KEY_ID.read()(headers, None), _TAGS, resource)
        if denied:
            raise DeniedError(
                f"User: {denied.caller} is not authorized to perform: {_TAGS} on resource: "
                f"{resource}, which is created with tags"
            )
    with called_by(headers):
        yield


@contextmanager
def open_gate(_headers: Mapping[str, str], _body: bytes) -> Iterator[None]:
    """For whoever asks nobody."""
    yield
