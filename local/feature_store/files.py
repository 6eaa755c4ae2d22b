"""The files of the offline store: rows of JSON, by the hour of their event time."""

import json
import secrets
import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from local.feature_store import moments
from local.feature_store.group import Group
from local.feature_store.record import Record

_LETTERS = string.ascii_letters + string.digits


@dataclass(frozen=True, kw_only=True)
class Row:
    moment: int
    columns: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class File:
    key: str
    """Below the folder of the group."""
    body: bytes
    rows: Sequence[Row]


def row(group: Group, record: Record, *, is_deleted: bool = False) -> Row:
    """With what AWS adds; the third of its columns, write_time, is that of the file."""
    asked = moments.as_iso(moments.now())
    added = {"api_invocation_time": asked, "is_deleted": is_deleted}
    return Row(moment=record.moment, columns={**record.typed(group), **added})


def files(rows: Sequence[Row]) -> Iterator[File]:
    by_hour: dict[str, list[Row]] = {}
    for one in rows:
        by_hour.setdefault(_hour(one.moment), []).append(one)
    written = {"write_time": moments.as_iso(moments.now())}
    for hour, those in by_hour.items():
        lines = [json.dumps({**one.columns, **written}) for one in those]
        latest = max(one.moment for one in those)
        body = "".join(f"{line}\n" for line in lines).encode()
        yield File(key=f"{hour}/{_file_name(latest)}", body=body, rows=those)


def _hour(moment: int) -> str:
    at = moments.as_datetime(moment)
    return f"year={at.year:04}/month={at.month:02}/day={at.day:02}/hour={at.hour:02}"


def _file_name(latest: int) -> str:
    """As AWS calls it: the latest event time in it, and something that no other file has."""
    suffix = "".join(secrets.choice(_LETTERS) for _ in range(16))
    return f"{moments.as_datetime(latest):%Y%m%dT%H%M%SZ}_{suffix}.jsonl"
