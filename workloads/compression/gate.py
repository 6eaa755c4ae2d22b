"""May the compressed model take the place of the one it was made of?"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from workloads.compression.figures import Figures
from workloads.compression.plan import Allowance


@dataclass(frozen=True)
class Verdict:
    """Accepted when nothing speaks against it."""

    reasons: tuple[str, ...] = ()

    @property
    def accepted(self) -> bool:
        return not self.reasons


def judge(before: Figures, after: Figures, allow: Allowance) -> Verdict:
    return Verdict(tuple(_reasons(before, after, allow)))


def _reasons(before: Figures, after: Figures, allow: Allowance) -> Iterator[str]:
    if not before.rows or before.rows != after.rows:
        yield (
            "accuracy must be measured on the same held-out rows: "
            f"{before.rows} before, {after.rows} after"
        )
    elif before.correct - after.correct > exactly(allow.accuracy_loss) * before.rows:
        yield (
            f"accuracy falls by {before.accuracy - after.accuracy:.4f}, from {before.accuracy:.4f} "
            f"to {after.accuracy:.4f}: more than {allow.accuracy_loss} is not allowed"
        )
    if after.disk_bytes >= before.disk_bytes:
        yield f"the file is not smaller: {after.disk_bytes} bytes, from {before.disk_bytes}"
    elif before.disk_bytes < exactly(allow.times_smaller) * after.disk_bytes:
        yield (
            f"the file is {before.disk_bytes / after.disk_bytes:.2f} times smaller: "
            f"at least {allow.times_smaller} is asked for"
        )
    if allow.times_slower is not None and after.single_ms > allow.times_slower * before.single_ms:
        yield (
            f"one sample takes {after.single_ms:.3f} ms, {before.single_ms:.3f} ms before: "
            f"more than {allow.times_slower} times is not allowed"
        )


def exactly(number: float) -> Fraction:
    """As it was written: a loss of 0.01 on 100 rows is one row, and not a little less than one."""
    return Fraction(repr(number))
