"""The emulator finds no change in a template of which only the outputs differ.

Seen: a stack that began to export what another needs was "deployed" without a word, and the other
failed with "Output ... not found in stack". AWS executes such a change set, which lists no changes.
"""

from collections.abc import Mapping
from typing import Any

from local.account.hooks import ACTION_HANDLERS, CHANGE_SETS, STACKS

Answer = tuple[int, dict[str, str], bytes]
_CREATED = 200
_UNCHANGED = "The submitted information didn't contain changes."


def apply() -> None:
    table = ACTION_HANDLERS.read()
    create = table["CreateChangeSet"]

    def create_with_outputs(params: Mapping[str, Any]) -> Answer:
        answer: Answer = create(params)
        if answer[0] == _CREATED:
            [*_, made] = CHANGE_SETS.read().values()
            if made["StatusReason"].startswith(_UNCHANGED) and _has_other_outputs(made):
                made["Status"], made["ExecutionStatus"] = "CREATE_COMPLETE", "AVAILABLE"
                made["StatusReason"] = ""
        return answer

    table["CreateChangeSet"] = create_with_outputs


def _has_other_outputs(change_set: Mapping[str, Any]) -> bool:
    running = STACKS.read()[change_set["StackName"]]["_template"]
    return bool(change_set["_template"].get("Outputs", {}) != running.get("Outputs", {}))
