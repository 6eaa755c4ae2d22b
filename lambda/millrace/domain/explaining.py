"""What happened to a job and what to do, in one paragraph for whoever is woken up by it."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from millrace.domain.classifying import Failure, classify, is_failure
from millrace.domain.deciding import decide
from millrace.domain.job import JobRecord, Kind, Service, State
from millrace.domain.orders import Do, Order, Progress
from millrace.domain.policy import Policy
from millrace.domain.taxonomy import classes

_LONGEST_MESSAGE = 500
_LOG_GROUPS = {
    Kind.TRAINING: "/aws/sagemaker/TrainingJobs",
    Kind.PROCESSING: "/aws/sagemaker/ProcessingJobs",
    Kind.TRANSFORM: "/aws/sagemaker/TransformJobs",
}
_SERVICES = {Service.BATCH: "AWS Batch", Service.SAGEMAKER: "SageMaker", Service.EKS: "EKS"}
_KINDS = {Kind.SINGLE: "job", Kind.ARRAY: "array job", Kind.MULTI_NODE: "job on several nodes"}
_WORDS = {
    Do.RETRY: ("submit it again", "submitted it again"),
    Do.ON_DEMAND: ("submit it again on on-demand", "submitted it again on on-demand"),
    Do.SPOT: ("submit it again on spot", "submitted it again on spot"),
    Do.LARGER: ("submit it again with more memory", "submitted it again with more memory"),
    Do.STOP: ("stop it", "stopped it"),
    Do.NOTIFY: ("tell its team", "told its team"),
    Do.PAGE: ("page who is on call", "paged who is on call"),
}
_ENDED = {
    State.SUCCEEDED: "succeeded",
    State.FAILED: "failed",
    State.STOPPED: "was stopped",
    State.BROKEN: "is broken",
}


def why(record: JobRecord, *, now: datetime, policy: Policy, environment: str) -> str:
    orders = [*record.orders.values(), *decide(record, policy=policy, now=now)]
    return " ".join([*_sentences(record, orders, now), *_where(record, environment)])


def notice(record: JobRecord, *, now: datetime, environment: str) -> str:
    """As it is sent: whoever reads it need not be told that he is told."""
    orders = [order for order in record.orders.values() if not order.do.tells]
    return " ".join([*_sentences(record, orders, now), *_where(record, environment)])


def title(record: JobRecord) -> str:
    service = _SERVICES.get(record.service, str(record.service))
    kind = _KINDS.get(record.kind, record.kind.replace("-", " "))
    return f"{record.name} ({service}, {kind} {record.job_id})"


def _sentences(record: JobRecord, orders: Sequence[Order], now: datetime) -> Iterator[str]:
    yield f"{_who(record)} {_standing(record, now)}{_course(record)}."
    blocked = record.newest.blocked
    if is_failure(record):
        yield from _cause(classify(record))
    elif record.state is State.STOPPED:
        yield f"It was told to stop: {_quoted(classify(record).message)}."
    elif blocked is not None:
        yield f"It blocks its queue: {_quoted(blocked)}."
    yield from _doings(record, orders)
    yield from _advice(record, orders)


def _who(record: JobRecord) -> str:
    team = f" of team {record.facts.team}" if record.facts.team else ""
    again = record.facts.continues
    return f"{title(record)}{team}" + (f", in place of {again}," if again else "")


def _standing(record: JobRecord, now: datetime) -> str:
    since = record.stands_since
    if record.state in _ENDED:
        return f"{_ENDED[record.state]} at {_time(since)}, {_span(now - since)} ago"
    return f"is {record.state} since {_time(since)}, for {_span(now - since)}"


def _course(record: JobRecord) -> str:
    attempts = record.attempts.values()
    began = [attempt for attempt in attempts if attempt.started_at]
    ran = sum(
        (a.stopped_at - a.started_at for a in began if a.started_at and a.stopped_at), timedelta()
    )
    lost = sum("Host EC2" in (attempt.reason or "") for attempt in attempts)
    parts = [f"after {_count(len(began), 'attempt')}"] if began else []
    parts += [f"{_count(lost, 'instance')} lost on the way"] if lost else []
    parts += [f"{_span(ran)} of running"] if ran else []
    parts += [f"about {record.usd:.2f} USD"] if record.usd is not None else []
    return f" ({', '.join(parts)})" if parts else ""


def _cause(failure: Failure) -> Iterator[str]:
    cls = classes()[failure.cls]
    known = f"rule {failure.rule_id}" if failure.rule_id else "no rule knows the message"
    message = _quoted(failure.message)
    yield f"Why: {cls.says} (class {failure.cls}, {known}). The message: {message}."


def _doings(record: JobRecord, orders: Sequence[Order]) -> Iterator[str]:
    for order in sorted(orders, key=lambda order: (order.ordered_at, order.do)):
        yield _doing(order)
    if not orders and is_failure(record) and record.facts.belongs_to:
        yield f"The desk leaves it to {record.facts.belongs_to}, of which it is a part."
    elif not orders and is_failure(record):
        yield "The desk does nothing about it by itself."


def _doing(order: Order) -> str:
    words, done = _WORDS[order.do]
    result = f" ({order.result})" if order.result else ""
    match order.progress:
        case Progress.DONE:
            return f"The desk has {done}{result}."
        case Progress.REFUSED:
            return f"The desk was to {words}, and could not{result}."
        case Progress.CLAIMED:
            return f"The desk is about to {words}."
        case _:
            return f"The desk will {words}."


def _advice(record: JobRecord, orders: Sequence[Order]) -> Iterator[str]:
    submissions = [order.progress for order in orders if order.do.submits]
    if Progress.DONE in submissions:
        yield "What to do: nothing, it goes on there."
    elif any(progress is not Progress.REFUSED for progress in submissions):
        yield "What to do: nothing yet, the desk sees to it."
    elif is_failure(record):
        yield f"What to do: {classes()[classify(record).cls].advise}."
    elif record.newest.blocked is not None:
        yield "What to do: docs/alarms.md, section Queue blocked."


def _where(record: JobRecord, environment: str) -> Iterator[str]:
    command = f"python -m ops.jobs show {record.job_id} --environment {environment}"
    yield f"All about it: `{command}`."
    streams = [attempt.log_stream for attempt in record.attempts.values() if attempt.log_stream]
    if streams and record.service is Service.BATCH:
        yield f"Its log: stream {streams[-1]} of its job definition's group."
    elif record.kind in _LOG_GROUPS and record.state in _ENDED:
        yield f"Its log: group {_LOG_GROUPS[record.kind]}, streams that begin with {record.name}/."


def _quoted(message: str) -> str:
    flat = " ".join(message.split())
    cut = flat if len(flat) <= _LONGEST_MESSAGE else f"{flat[:_LONGEST_MESSAGE]}..."
    return f'"{cut}"'


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _time(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def _span(span: timedelta) -> str:
    minutes = max(int(span / timedelta(minutes=1)), 0)
    if minutes < 60:  # noqa: PLR2004 - an hour
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours < 48 else f"{hours // 24} days"  # noqa: PLR2004
