"""The emulator asks permission for a log group where AWS asks for a stream in it.

Seen: a job whose role was granted the group's ARN, which ends in :*, could not create its stream.
"""

from local.account.asked import Asked, Otherwise, tell_resource
from local.account.requests import body_of

_GROUP = ":log-group:"


def apply() -> None:
    tell_resource(_stream)


def _stream(asked: Asked, otherwise: Otherwise) -> str:
    arn = otherwise()
    if asked.service != "logs" or _GROUP not in arn or "resourceArn" in body_of(asked.body):
        return arn
    return f"{arn}:log-stream:{body_of(asked.body).get('logStreamName', '')}"
