"""The columns of a Parquet file, out of its footer: a library for it would not fit a function."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

_MAGIC = b"PAR1"
_ENDS = 8
_LARGEST_FOOTER = 16 * 1024 * 1024
_SCHEMA, _NAME, _CHILDREN = 2, 4, 5
_DEEPEST = 64
# Damaged bytes turn up as values of another type, or as none at all.
_UNREADABLE = (
    AttributeError,
    IndexError,
    KeyError,
    TypeError,
    UnicodeDecodeError,
    RecursionError,
    OverflowError,
)


class FootlessError(ValueError):
    """There is no footer that could be read."""


class _Content(Protocol):
    @property
    def size(self) -> int: ...

    def first(self, count: int) -> bytes: ...

    def last(self, count: int) -> bytes: ...


def parquet_columns(content: _Content) -> list[str]:
    """Those of the top level."""
    ends = content.last(_ENDS)
    if content.first(len(_MAGIC)) != _MAGIC or ends[4:] != _MAGIC:
        raise FootlessError("it does not begin and end as parquet does")
    length = int.from_bytes(ends[:4], "little")
    if not 0 < length <= min(_LARGEST_FOOTER, content.size - _ENDS):
        raise FootlessError(f"its footer cannot have {length} bytes")
    try:
        footer = _Thrift(content.last(length + _ENDS)[:length]).struct(until=_SCHEMA)
        return _top_level(footer[_SCHEMA])
    except _UNREADABLE as error:
        raise FootlessError("its footer cannot be read") from error


def _top_level(elements: Sequence[dict[int, Any]]) -> list[str]:
    """The schema is a tree written out in order, each element with the count of its children."""
    names: list[str] = []
    at = 1
    for _ in range(elements[0][_CHILDREN]):
        names.append(elements[at][_NAME].decode())
        at = _after(elements, at)
    return names


def _after(elements: Sequence[dict[int, Any]], at: int) -> int:
    """Where the element behind this one and all below it stands."""
    waiting = 1
    while waiting:
        waiting += elements[at].get(_CHILDREN, 0) - 1
        at += 1
    return at


class _Thrift:
    """Thrift's compact protocol, as far as footers use it: field numbers to values."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0
        self._depth = 0
        self._read: dict[int, Callable[[], Any]] = {
            1: lambda: True,
            2: lambda: False,
            3: self._byte,
            4: self._signed,
            5: self._signed,
            6: self._signed,
            7: lambda: self._bytes(8),
            8: lambda: self._bytes(self._number()),
            9: self._list,
            10: self._list,
            12: self.struct,
        }

    def struct(self, *, until: int | None = None) -> dict[int, Any]:
        """What comes after the field ``until`` is not read: row groups would take long."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise FootlessError("its footer is nested too deeply")
        fields: dict[int, Any] = {}
        field = 0
        while field != until and (header := self._byte()):
            field = field + (header >> 4) if header >> 4 else self._signed()
            fields[field] = self._read[header & 0xF]()
        self._depth -= 1
        return fields

    def _list(self) -> list[Any]:
        header = self._byte()
        size = header >> 4 if header >> 4 != 0xF else self._number()  # noqa: PLR2004 - 15: it follows
        read = self._byte if header & 0xF in (1, 2) else self._read[header & 0xF]
        return [read() for _ in range(size)]

    def _byte(self) -> int:
        self._at += 1
        return self._data[self._at - 1]

    def _bytes(self, count: int) -> bytes:
        self._at += count
        if self._at > len(self._data):
            raise IndexError(self._at)
        return self._data[self._at - count : self._at]

    def _number(self) -> int:
        number = 0
        for shift in range(0, 64, 7):
            byte = self._byte()
            number |= (byte & 0x7F) << shift
            if byte < 0x80:  # noqa: PLR2004 - the highest bit says that more follows
                return number
        raise FootlessError("its footer holds a number of more than 64 bits")

    def _signed(self) -> int:
        number = self._number()
        return (number >> 1) ^ -(number & 1)
