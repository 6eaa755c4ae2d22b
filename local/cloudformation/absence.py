"""How services say that something is not there: each in words of its own."""

from botocore.exceptions import ClientError

_CODES = (
    *("NotFound", "NoSuch", "NonExistent", "DoesNotExist", "404"),
    *("UnknownMonitor", "UnknownSubscription", "PlacementGroup.Unknown"),
)
_MESSAGE = "is not found"


def is_absent(error: ClientError) -> bool:
    code, message = error.response["Error"]["Code"], error.response["Error"]["Message"]
    return any(word in code for word in _CODES) or _MESSAGE in message
