"""EventBridge in the emulator delivers to any queue or topic, whatever their policies say.

Seen: events reached an encrypted queue whose key did not trust EventBridge; in AWS they are lost.
What is refused goes to the target's dead-letter queue, if that one may be written to.
"""

import logging
from collections.abc import Mapping
from typing import Any

from local.account.environment import ACCOUNT_ID
from local.account.hooks import INVOKE_TARGET, QUEUE_ALLOWS, TOPIC_ALLOWS
from local.account.permission import key_trusts, queue_key, topic_key

_EVENT_BRIDGE = "events.amazonaws.com"
_KEY_ACTIONS = ("kms:GenerateDataKey", "kms:Decrypt")
_LOG = logging.getLogger("millrace")


def apply() -> None:
    invoke_target = INVOKE_TARGET.read()

    def invoke_if_allowed(
        target: Mapping[str, Any],
        event: Mapping[str, Any],
        rule: Mapping[str, Any],
        view: Any = None,
    ) -> None:
        refusal = _refusal(target.get("Arn", ""), rule["Arn"])
        if refusal is None:
            invoke_target(target, event, rule, view)
            return
        _LOG.warning("rule %s may not deliver: %s", rule["Arn"], refusal)
        dead_letters = target.get("DeadLetterConfig", {}).get("Arn")
        if dead_letters:
            invoke_if_allowed({"Id": target["Id"], "Arn": dead_letters}, event, rule, view)

    INVOKE_TARGET.replace(invoke_if_allowed)


def _refusal(target: str, rule: str) -> str | None:
    service = next((one for one in ("sqs", "sns") if target.startswith(f"arn:aws:{one}:")), None)
    if service is None:
        return None
    allows, key_of = (QUEUE_ALLOWS, queue_key) if service == "sqs" else (TOPIC_ALLOWS, topic_key)
    if not allows.read()(target, _EVENT_BRIDGE, rule, ACCOUNT_ID):
        return f"the policy of {target} does not allow {_EVENT_BRIDGE} to send for this rule"
    key = key_of(target)
    trusted = (key_trusts(key, _EVENT_BRIDGE, one, source_arn=rule) for one in _KEY_ACTIONS if key)
    if not all(trusted):
        return f"key {key} of {target} does not allow {_EVENT_BRIDGE} {' and '.join(_KEY_ACTIONS)}"
    return None
