"""Puts our resource types and our eyes into the emulator's table of provisioners."""

from local.account.hooks import RESOURCE_HANDLERS
from local.cloudformation.bridge import Bridge
from local.cloudformation.guarded import guard
from local.cloudformation.table import ROWS


def install() -> None:
    table = RESOURCE_HANDLERS.read()
    for type_name, handlers in list(table.items()):
        table[type_name] = guard(type_name, handlers)
    for type_name, row in ROWS.items():
        bridge = Bridge(row)
        table[type_name] = {
            "create": bridge.create,
            "update": bridge.update,
            "update_with_logical_id": True,
            "delete": bridge.delete,
        }


def served_types() -> list[str]:
    return sorted(RESOURCE_HANDLERS.read())
