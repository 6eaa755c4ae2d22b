"""Carries out what was ordered about a job: exactly once, whoever dies on the way."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from millrace.domain.deciding import telling
from millrace.domain.desk import LedgerError, WriteConflictError
from millrace.domain.job import JobRecord
from millrace.domain.orders import Order, Progress

LEASE = timedelta(minutes=6)
"""One minute to carry an order out, and five by which the clocks of two may differ."""
TRIES = 20
_WRITES = 5


class EffectError(Exception):
    """Not done now, or nobody knows whether it was: to be tried again with the same token."""


class BusyError(Exception):
    """Somebody else carries it out; if that one dies, the same message finds it free."""


class Ledger(Protocol):
    def get(self, job_id: str) -> JobRecord | None: ...

    def put(self, record: JobRecord) -> None: ...


@dataclass(frozen=True, kw_only=True)
class Result:
    """What came of an order: done, or refused in words."""

    progress: Progress
    text: str


def done(text: str) -> Result:
    return Result(progress=Progress.DONE, text=text)


def refused(text: str) -> Result:
    return Result(progress=Progress.REFUSED, text=text)


class Effects(Protocol):
    def perform(self, record: JobRecord, order: Order, *, now: datetime) -> Result:
        """Looks by the token first whether it was done already; raises EffectError if in doubt."""


@dataclass(frozen=True, kw_only=True)
class Settled:
    record: JobRecord
    order: Order


@dataclass(frozen=True, kw_only=True)
class Round:
    """What came of the orders of one job; with a failure the job is to be named again."""

    settled: Sequence[Settled]
    failure: Exception | None


@dataclass(frozen=True, kw_only=True)
class Actor:
    ledger: Ledger
    effects: Effects
    lease: timedelta = LEASE

    def settle(self, job_id: str, *, now: datetime) -> Round:
        """All that is due: what cannot be done now keeps nothing else."""
        settled: list[Settled] = []
        failure: Exception | None = None
        try:
            record = self.ledger.get(job_id)
        except LedgerError as error:
            return Round(settled=settled, failure=error)
        seen: set[str] = set()
        while record is not None and (token := _next(record, seen)):
            seen.add(token)
            try:
                record = self._carried_out(record, token, now)
                settled.append(Settled(record=record, order=record.orders[token]))
            except (EffectError, BusyError, LedgerError) as error:
                failure = error
        return Round(settled=settled, failure=failure)

    def _carried_out(self, record: JobRecord, token: str, now: datetime) -> JobRecord:
        record = self._claimed(record, token, now)
        order = record.orders[token]
        if order.settled:
            return record
        if order.tries > TRIES:
            result = refused(f"given up after {TRIES} tries; it may have been done in one of them")
        else:
            result = self.effects.perform(record, order, now=now)
        return self._saved(record, token, result, now)

    def _claimed(self, record: JobRecord, token: str, now: datetime) -> JobRecord:
        for _ in range(_WRITES):
            order = record.orders[token]
            if order.settled:
                return record
            if order.claimed_until is not None and order.claimed_until > now:
                raise BusyError(f"{order.do} is being carried out until {order.claimed_until}")
            claimed = replace(
                order,
                progress=Progress.CLAIMED,
                claimed_until=now + self.lease,
                tries=order.tries + 1,
            )
            try:
                return self._put(_with(record, claimed))
            except WriteConflictError:
                record = self._read(record.job_id)
        raise BusyError(f"{record.job_id} is written by many at once")

    def _saved(self, record: JobRecord, token: str, result: Result, now: datetime) -> JobRecord:
        """Tried on at once: a save that is lost costs a look-up, and of a notice a second one."""
        failure: LedgerError | None = None
        for _ in range(_WRITES):
            try:
                record = record if failure is None else self._read(record.job_id)
                if record.orders[token].settled:
                    return record
                return self._put(_settled(record, token, result, now))
            except LedgerError as error:
                failure = error
        raise failure or LedgerError("never tried")

    def _put(self, record: JobRecord) -> JobRecord:
        self.ledger.put(record)
        return replace(record, version=record.version + 1)

    def _read(self, job_id: str) -> JobRecord:
        record = self.ledger.get(job_id)
        if record is None:
            raise LedgerError(f"the ledger no longer has {job_id}")
        return record


def _next(record: JobRecord, seen: set[str]) -> str | None:
    """What was refused may have led to another order."""
    return next((order.token for order in record.due if order.token not in seen), None)


def _settled(record: JobRecord, token: str, result: Result, now: datetime) -> JobRecord:
    order = replace(
        record.orders[token],
        progress=result.progress,
        claimed_until=None,
        result=result.text,
    )
    record = _with(record, order)
    return _with(record, *telling(record, now=now))


def _with(record: JobRecord, *orders: Order) -> JobRecord:
    return replace(record, orders={**record.orders, **{order.token: order for order in orders}})
