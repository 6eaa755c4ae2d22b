"""Every reader there is: the emulator's types, and ours by the rows that serve them."""

from collections.abc import Mapping
from typing import Any

from botocore import xform_name

from local.cloudformation.rows import Lookup, Row
from local.cloudformation.table import ROWS
from local.verify.custom import ANY_CUSTOM, CUSTOM
from local.verify.data import DATA
from local.verify.emulated import EMULATED
from local.verify.readers import ID, Reader


def _reader(row: Row) -> Reader:
    by_id = row.lookup.by_id
    fixed = {name: _constant(value) for name, value in by_id.fixed.items()}
    asked: Any = [ID] if by_id.many else ID
    return Reader(
        row.service,
        xform_name(by_id.operation),
        {**fixed, by_id.argument: asked},
        _found(row.lookup),
    )


def _constant(value: Any) -> Any:
    return [_constant(one) for one in value] if isinstance(value, list) else f"={value}"


def _found(lookup: Lookup) -> str:
    is_good = f"{lookup.status}=='{lookup.good[0]}'" if lookup.good else ""
    asked = " && ".join(filter(None, (lookup.where, is_good)))
    return f"{lookup.found}[?{asked}]" if lookup.found and asked else lookup.found


def reader_of(type_name: str) -> Reader | None:
    any_custom = ANY_CUSTOM if type_name.startswith("Custom::") else None
    return READERS.get(type_name, any_custom)


READERS: Mapping[str, Reader] = {
    **CUSTOM,
    **{type_name: _reader(row) for type_name, row in ROWS.items()},
    **DATA,
    **EMULATED,
}
