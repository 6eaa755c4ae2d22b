"""The ways in which Batch refuses a request."""

from collections.abc import Iterable

from local.api.errors import ApiError


class RefusedError(ApiError):
    """The ClientException of AWS Batch."""

    def __init__(self, message: str) -> None:
        super().__init__("ClientException", message)


class NotServedError(RefusedError):
    """AWS Batch would do this; the local account does not yet."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}: not served by the local account yet")


def refuse_any(complaints: Iterable[str]) -> None:
    found = list(complaints)
    if found:
        raise RefusedError("; ".join(found))
