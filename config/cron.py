"""What a cron expression of EventBridge Scheduler may say: six fields, in UTC."""

from dataclasses import dataclass
from re import fullmatch

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")


@dataclass(frozen=True)
class _Field:
    name: str
    first: int
    last: int
    words: tuple[str, ...] = ()
    special: str = ""
    """A pattern of what else may stand for the whole field."""

    def allows(self, written: str) -> bool:
        if fullmatch(self.special, written):
            return True
        return all(self._allows_one(one) for one in written.split(","))

    def _allows_one(self, written: str) -> bool:
        span, slash, step = written.partition("/")
        if slash and not fullmatch("[1-9][0-9]*", step):
            return False
        if span == "*":
            return True
        begin, dash, end = span.partition("-")
        low, high = self._number(begin), self._number(end if dash else begin)
        return low is not None and high is not None and low <= high

    def _number(self, written: str) -> int | None:
        if written in self.words:
            return self.first + self.words.index(written)
        number = int(written) if fullmatch("[0-9]{1,4}", written) else -1
        return number if self.first <= number <= self.last else None


_DAY_OF_MONTH = r"\?|L|LW|([1-9]|[12][0-9]|3[01])W"
_DAY_OF_WEEK = rf"\?|L|([1-7]|{'|'.join(_DAYS)})(L|#[1-5])"
_FIELDS = (
    _Field("minutes", 0, 59),
    _Field("hours", 0, 23),
    _Field("day of month", 1, 31, special=_DAY_OF_MONTH),
    _Field("month", 1, 12, words=_MONTHS),
    _Field("day of week", 1, 7, words=_DAYS, special=_DAY_OF_WEEK),
    _Field("year", 1970, 2199),
)


def wrong_with(expression: str) -> str:
    """In words, or nothing."""
    fields = expression.split()
    if len(fields) != len(_FIELDS):
        names = ", ".join(field.name for field in _FIELDS)
        return f"cron takes six fields, {names}: these are {len(fields)}"
    for field, written in zip(_FIELDS, fields, strict=True):
        if not field.allows(written):
            return f"the {field.name} of cron must lie in {field.first}-{field.last}, not {written}"
    if (fields[2] == "?") is (fields[4] == "?"):
        return "day of month or day of week must be ?, and the other one not"
    return ""
