"""The emulator makes the log group of a function anew when that has been deleted.

Seen: events of the last jobs came while a stack was deleted, and its log group was there again. AWS
writes as the function's role, which may write into the group that a stack gave it, and make none.
"""

from collections.abc import Mapping
from typing import Any

from local.account.environment import ACCOUNT_ID, REGION
from local.account.hooks import EMIT_LOGS, EXECUTION_CREDENTIALS, LOG_GROUPS
from local.account.permission import refusal


def apply() -> None:
    emit = EMIT_LOGS.read()

    def emit_if_it_may(
        func: Mapping[str, Any],
        request_id: str,
        log_text: str,
        error: bool,  # noqa: FBT001 - as the emulator has it
        duration_ms: int,
        *,
        log_source: str | None = None,
    ) -> None:
        if not _is_gone_for_good(func.get("config") or func):
            emit(func, request_id, log_text, error, duration_ms, log_source=log_source)

    EMIT_LOGS.replace(emit_if_it_may)


def _is_gone_for_good(config: Mapping[str, Any]) -> bool:
    """Its own group, of its name, is made for it whoever it is: see docs/local-account.md."""
    own = f"/aws/lambda/{config.get('FunctionName', '')}"
    group = (config.get("LoggingConfig") or {}).get("LogGroup") or own
    if group == own or group in LOG_GROUPS.read():
        return False
    access_key = EXECUTION_CREDENTIALS.read()(config)["AWS_ACCESS_KEY_ID"]
    arn = f"arn:aws:logs:{REGION}:{ACCOUNT_ID}:log-group:{group}"
    return refusal(access_key, "logs:CreateLogGroup", arn) is not None
