"""The ways in which the Feature Store refuses a request about records."""

from collections.abc import Iterable

from local.api.errors import ApiError


class RecordRefusedError(ApiError):
    """The ValidationError of the Feature Store's runtime."""

    def __init__(self, message: str) -> None:
        super().__init__("ValidationError", message)


class GroupMissingError(ApiError):
    """Only reading has a word of its own for it; writing calls it a ValidationError."""

    def __init__(self, name: str) -> None:
        message = f"Resource Not Found: Amazon SageMaker can't find a FeatureGroup with name {name}"
        super().__init__("ResourceNotFound", message, status=404)


def refuse_any(complaints: Iterable[str]) -> None:
    found = list(complaints)
    if found:
        raise RecordRefusedError("; ".join(found))
