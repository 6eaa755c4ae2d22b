"""The emulator takes http for insecure, so each policy that demands TLS denies everybody.

Seen: a bucket policy that denies unless aws:SecureTransport refused the platform's own roles.
The account listens on loopback only, and nobody listens in there.
"""

from typing import Any

from local.account.hooks import CONDITION_KEY


def apply() -> None:
    resolve = CONDITION_KEY.read()

    def resolve_as_secure(key: str, ctx: Any) -> Any:
        return "true" if key.lower() == "aws:securetransport" else resolve(key, ctx)

    CONDITION_KEY.replace(resolve_as_secure)
