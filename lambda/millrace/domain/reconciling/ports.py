"""What the reconciler asks of the ledger, of AWS and of the queues."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from millrace.domain.job import JobRecord, Service
from millrace.domain.reconciling.told import Listed, Told


class SendingError(Exception):
    """What was found could not be sent, or not all of it; the next round finds it again."""


class Ledger(Protocol):
    def open_jobs(self, service: Service) -> Mapping[str, datetime]:
        """Since when those are open that have not ended, by ``job_id``."""

    def with_orders(self) -> Sequence[str]:
        """``job_id`` of each with an order that is not settled."""

    def records(self, job_ids: Sequence[str]) -> Mapping[str, JobRecord | None]:
        """None of those that it does not know; whoever cannot be read now is left out."""


class Batch(Protocol):
    def live(self, queue: str) -> Iterable[Listed]:
        """The jobs of a queue that have not ended."""

    def since(self, queue: str, after: datetime) -> Iterable[Listed]:
        """The jobs of a queue that were submitted after that, whatever became of them."""

    def parts(self, job: Listed) -> Iterable[Listed]:
        """The children of an array, the nodes of a multi-node job."""

    def told(self, job_ids: Sequence[str]) -> Iterable[Told]:
        """Of those that AWS Batch knows."""


class SageMaker(Protocol):
    def changed(self, after: datetime) -> Iterable[Listed]:
        """Jobs of every kind that something has happened to since then."""

    def told(self, job: Listed) -> Told | None: ...

    def tags(self, arn: str) -> Mapping[str, str]: ...


class Pipelines(Protocol):
    def executions(self, after: datetime) -> Iterable[Listed]:
        """Those that began since then."""

    def told(self, arn: str) -> Iterable[Told]:
        """The execution and its steps; nothing of one that SageMaker does not know."""


class JobEvents(Protocol):
    def send(self, bodies: Sequence[str]) -> None: ...


class Orders(Protocol):
    def send(self, job_ids: Iterable[str]) -> None: ...
