"""The ways in which SageMaker refuses a request."""

from collections.abc import Iterable

from local.api.errors import ApiError


class RefusedError(ApiError):
    """The ValidationException of SageMaker."""

    def __init__(self, message: str) -> None:
        super().__init__("ValidationException", message)


class NotServedError(RefusedError):
    """SageMaker would do this; the local account does not."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}: not served by the local account")


class NotFoundError(ApiError):
    def __init__(self, what: str) -> None:
        super().__init__("ResourceNotFound", f"{what} is not found")


class ConflictError(ApiError):
    def __init__(self, message: str) -> None:
        super().__init__("ConflictException", message)


class DeniedError(ApiError):
    def __init__(self, message: str) -> None:
        super().__init__("AccessDeniedException", message)


def refuse_any(complaints: Iterable[str]) -> None:
    found = list(complaints)
    if found:
        raise RefusedError("; ".join(found))
