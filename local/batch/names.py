"""Names and ARNs of what Batch keeps."""

import re
import secrets

from local.api.context import AccountContext
from local.batch.refusals import RefusedError

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,127}")


def checked_name(member: str, name: str) -> str:
    if not _NAME.fullmatch(name):
        raise RefusedError(
            f"{member} must be 1 to 128 letters, digits, - and _, starting with a letter or a "
            f"digit, got {name!r}"
        )
    return name


def new_instance_id() -> str:
    return f"i-{secrets.token_hex(9)[:17]}"


def new_task_id() -> str:
    return secrets.token_hex(16)


class Names:
    """Knows the ARNs of one account and region, so that one of another is refused."""

    def __init__(self, context: AccountContext) -> None:
        self._context = context

    def arn(self, kind: str, name: str) -> str:
        return self._context.arn("batch", f"{kind}/{name}")

    def name(self, kind: str, reference: str) -> str:
        """The name in a name or an ARN."""
        if not reference.startswith("arn:"):
            return reference
        prefix = self.arn(kind, "")
        if not reference.startswith(prefix):
            raise RefusedError(f"an ARN of a {kind} starts with {prefix} here, got {reference!r}")
        return reference.removeprefix(prefix)
