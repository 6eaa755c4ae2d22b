"""A crowd of jobs that end in every way there is, and what each of them must have come to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from millrace.domain.job import State
from tests.account.desk import Desk, Work, waits_on_spot, work

CHILDREN = 5
_BAD_CHILD = "import os, sys; sys.exit(os.environ['AWS_BATCH_JOB_ARRAY_INDEX'] == '0')"


@dataclass(frozen=True, kw_only=True)
class Fate:
    """How jobs of a kind end, and what the desk does about it: each order with its progress."""

    work: Work
    state: State
    cls: str | None = None
    orders: Mapping[str, str]
    of_hundred: int
    is_array: bool = False
    is_taken: bool = False
    """Its instance, while it runs."""

    @property
    def goes_on(self) -> bool:
        return self.orders.keys() & {"larger", "on-demand"} != set()


FATES: Mapping[str, Fate] = {
    "good": Fate(work=work("good", "pass"), state=State.SUCCEEDED, orders={}, of_hundred=60),
    "faulty": Fate(
        work=work("faulty", "raise SystemExit(3)"),
        state=State.FAILED,
        cls="code",
        orders={"notify": "done"},
        of_hundred=15,
    ),
    "hungry": Fate(
        work=work(
            "hungry",
            "import time; taken = b'1' * (150 << 20); time.sleep(3)",
            memory_mib=64,
        ),
        state=State.FAILED,
        cls="out-of-memory",
        orders={"larger": "done"},
        of_hundred=8,
    ),
    "taken": Fate(
        work=work("taken", waits_on_spot(seconds=30), fleet="gpu"),
        state=State.FAILED,
        cls="spot-reclaimed",
        orders={"on-demand": "done"},
        of_hundred=13,
        is_taken=True,
    ),
    "array": Fate(
        work=work("array", "pass"),
        state=State.SUCCEEDED,
        orders={},
        of_hundred=2,
        is_array=True,
    ),
    "broken-array": Fate(
        work=work("broken-array", _BAD_CHILD),
        state=State.FAILED,
        cls="part-failed",
        orders={"retry": "refused", "notify": "done"},
        of_hundred=2,
        is_array=True,
    ),
}


@dataclass(frozen=True)
class Member:
    job_id: str
    fate: Fate

    @property
    def children(self) -> list[str]:
        size = CHILDREN if self.fate.is_array else 0
        return [f"{self.job_id}:{number}" for number in range(size)]


def gathered(desk: Desk, jobs: int) -> Iterator[Member]:
    """Each kind has its part of them, evenly spread."""
    for number in range(jobs):
        fate = _of(number)
        more = {"arrayProperties": {"size": CHILDREN}} if fate.is_array else {}
        yield Member(desk.submit(fate.work, **more), fate)


def _of(number: int) -> Fate:
    """37 and 100 have no common divisor: of a hundred in a row each place is taken once."""
    place = number * 37 % 100
    for fate in FATES.values():
        if place < fate.of_hundred:
            return fate
        place -= fate.of_hundred
    raise AssertionError("the parts make a hundred")
