"""Tells a refusal of AWS, which no second try changes, from what may succeed later."""

from botocore.exceptions import BotoCoreError, ClientError

from millrace.domain.acting import EffectError, Result, refused

_FINAL = (
    "AccessDenied",
    "AccessDeniedException",
    "AuthorizationError",
    "ClientException",
    "ValidationException",
    "ResourceNotFound",
    "ResourceNotFoundException",
    "InvalidParameter",
    "InvalidParameterException",
)


def raised(error: BotoCoreError | ClientError, who: str) -> Result:
    """Refused in AWS's words; anything else, such as a throttling, is raised as an EffectError."""
    if isinstance(error, ClientError) and error.response["Error"]["Code"] in _FINAL:
        return refused(f"{who} refuses: {error.response['Error'].get('Message', '')}")
    raise EffectError(f"{who} could not be asked: {error}") from error
