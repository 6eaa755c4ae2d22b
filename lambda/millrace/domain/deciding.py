"""What is to be done about a job: decided from its record alone, never from what came first."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from millrace.domain import fleets
from millrace.domain.classifying import class_of_text, classify, is_failure
from millrace.domain.job import JobRecord, Kind, Moment, Service, State
from millrace.domain.orders import Do, Order, Progress, token_of
from millrace.domain.policy import Policy
from millrace.domain.taxonomy import classes

TOO_OLD = timedelta(days=14)
"""No queue remembers longer: what is told of later comes from the archive, and is history."""
_END = "end"
"""A job ends once: the same end told twice, or by the reconciler, is the same occasion."""
_IN_PIECES = (Kind.SINGLE, Kind.ARRAY, Kind.MULTI_NODE)
_CODE = 80

_Decided = Iterator[tuple[Do, str, str]]
"""What, on which occasion, and because of which class."""


def decide(record: JobRecord, *, policy: Policy, now: datetime) -> Sequence[Order]:
    """The orders that its record calls for and does not hold yet."""
    if now - record.newest.at > TOO_OLD:
        return ()
    decided = [*_blocks(record), *_of_kind(record)(record, policy)]
    return _new(record, decided, now)


def telling(record: JobRecord, *, now: datetime) -> Sequence[Order]:
    """What follows from a refusal: somebody has to be told, if nobody goes on in its place."""
    return _new(record, [*_after_refusal(record)], now)


def _new(
    record: JobRecord, decided: Sequence[tuple[Do, str, str]], now: datetime
) -> Sequence[Order]:
    orders = [
        Order(token=token_of(record.job_id, do, occasion), do=do, because=because, ordered_at=now)
        for do, occasion, because in decided
    ]
    return [*{order.token: order for order in orders if order.token not in record.orders}.values()]


def _of_kind(record: JobRecord) -> Callable[[JobRecord, Policy], _Decided]:
    """Kinds that stand in no table, such as children and steps, are recorded, and that is all."""
    if record.kind in _ENDS and not _is_part(record):
        return _ENDS[record.kind]
    return _nothing


def _is_part(record: JobRecord) -> bool:
    """Of a tuning job or an execution, which is acted upon itself."""
    in_pipeline = record.facts.pipeline is not None and record.kind is not Kind.EXECUTION
    return in_pipeline or record.facts.belongs_to is not None


def _nothing(_record: JobRecord, _policy: Policy) -> _Decided:
    return iter(())


def _blocks(record: JobRecord) -> _Decided:
    """Alarms page for a blocked queue; its team is told which job it is, once for each reason."""
    if record.service is Service.BATCH:
        for moment in record.timeline.values():
            if moment.blocked is not None:
                because = class_of_text(moment.blocked, of=Service.BATCH)
                yield Do.NOTIFY, _blocking(moment, moment.blocked), because


def _blocking(moment: Moment, reason: str) -> str:
    return f"blocked:{moment.attempt}:{reason.split(' ', maxsplit=1)[0][:_CODE]}"


def _ended(record: JobRecord, policy: Policy, *, is_told: bool = True) -> _Decided:
    if not is_failure(record):
        return
    if any(order.do.submits for order in record.orders.values()):
        yield from _after_refusal(record)
        return
    failure = classify(record)
    cls = classes()[failure.cls]
    if failure.cls == "moved":
        to = Do.ON_DEMAND if failure.rule_id == "moved-to-on-demand" else Do.SPOT
        yield to, _END, cls.name
        return
    possible = (Do(action) for action in cls.actions if _can(Do(action), record, policy))
    if (first := next(possible, None)) and _tries(record) < cls.cap:
        yield first, _END, cls.name
    elif cls.tells and is_told:
        yield _telling_of(record), _END, cls.name


def _after_refusal(record: JobRecord) -> _Decided:
    placed = [order for order in record.orders.values() if order.do.submits]
    refused = [order for order in placed if order.progress is Progress.REFUSED]
    if refused and refused == placed and record.kind is not Kind.EXECUTION:
        yield _telling_of(record), _END, refused[0].because


def _telling_of(record: JobRecord) -> Do:
    """A page only where somebody can still save a deadline."""
    deadline = record.facts.deadline
    return Do.PAGE if deadline is not None and deadline > record.newest.at else Do.NOTIFY


def _broken(record: JobRecord, _policy: Policy) -> _Decided:
    """What has no end may break again: it is told of once a day."""
    for moment in record.timeline.values():
        if moment.state is State.BROKEN:
            yield Do.NOTIFY, f"broken:{moment.at:%Y-%m-%d}", "broken"


def _can(do: Do, record: JobRecord, policy: Policy) -> bool:
    return _POSSIBLE[do](record, policy)


def _can_retry(record: JobRecord, policy: Policy) -> bool:
    return record.kind in (*_IN_PIECES, Kind.EXECUTION) and _tries(record) < policy.retries


def _can_leave_spot(record: JobRecord, policy: Policy) -> bool:
    if record.kind is not Kind.SINGLE or not policy.on_demand_after_spot:
        return False
    elsewhere = policy.fleets.other(record.queue, fleets.ON_DEMAND)
    return elsewhere is not None and _was_on_spot(record, policy) is not False


def _was_on_spot(record: JobRecord, policy: Policy) -> bool | None:
    """None where nobody has told: then it may have been."""
    if record.facts.on_spot is not None or not record.attempts:
        return record.facts.on_spot
    return policy.fleets.is_spot(record.attempts[max(record.attempts)].host)


def _can_grow(record: JobRecord, policy: Policy) -> bool:
    facts = record.facts
    if record.kind is not Kind.SINGLE or facts.memory_mib is None:
        return False
    of_gpus = classify(record).cls == "gpu-out-of-memory"
    search = policy.fleets.larger_gpu if of_gpus else policy.fleets.larger
    size = search(
        record.queue, memory_mib=facts.memory_mib, vcpus=facts.vcpus or 1, gpus=facts.gpus or 0
    )
    return policy.larger_after_out_of_memory and size is not None


def _tries(record: JobRecord) -> int:
    return record.facts.tries or 0


_POSSIBLE: Mapping[Do, Callable[[JobRecord, Policy], bool]] = {
    Do.RETRY: _can_retry,
    Do.ON_DEMAND: _can_leave_spot,
    Do.LARGER: _can_grow,
}

# Promotion (Kind.PACKAGE: a version was approved) and retraining (Kind.ALARM: drift) have their
# place here; they come with the rooms that serve and watch.
_ENDS: Mapping[Kind, Callable[[JobRecord, Policy], _Decided]] = {
    **dict.fromkeys(_IN_PIECES, _ended),
    Kind.SERVICE: _ended,
    Kind.TRAINING: _ended,
    Kind.TUNING: _ended,
    Kind.PROCESSING: _ended,
    Kind.TRANSFORM: _ended,
    Kind.AUTOML: _ended,
    Kind.LABELLING: _ended,
    Kind.POD_JOB: _ended,
    # TrainingStack tells of failed executions: a second notice would say nothing new.
    Kind.EXECUTION: partial(_ended, is_told=False),
    Kind.ENDPOINT: _broken,
    Kind.CLUSTER: _broken,
}
