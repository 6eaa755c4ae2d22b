"""Everything that a job does in the account, done as its role."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from local.api.context import AccountContext, RoleRefusedError
from local.batch.logs import LogSink
from local.sagemaker.jobs.failures import client_error
from local.sagemaker.jobs.job import Job
from local.sagemaker.jobs.job_log import JobLog, open_stream
from local.sagemaker.jobs.kinds import TRAINING
from local.sagemaker.jobs.meters import Found, Meter
from local.sagemaker.jobs.metrics import Scraper, definitions_of
from local.sagemaker.jobs.network import Network
from local.sagemaker.jobs.state import State
from local.sagemaker.jobs.storage import Store, Stores


@dataclass(frozen=True, kw_only=True)
class Ports:
    """The account's other services, as jobs need them."""

    stores: Stores
    logs: LogSink
    meter: Meter
    network: Network


@dataclass(frozen=True)
class Desk:
    job: Job
    credentials: Mapping[str, str]
    store: Store
    _ports: Ports
    _context: AccountContext
    _state: State

    @property
    def region(self) -> str:
        return self._context.region

    def check_network(self, vpc: Mapping[str, Any] | None) -> None:
        if vpc:
            self._ports.network.check(vpc, self.credentials)

    def log(self) -> JobLog:
        """A stream of its own for each start of the container."""
        stream = open_stream(self._ports.logs, self.job, self.credentials, self.region)
        definitions = definitions_of(self.job) if self.job.kind is TRAINING else []
        return JobLog(stream, Scraper(definitions), self._found)

    def _found(self, found: Found) -> None:
        with self._state.changed:
            for name, value in found:
                self.job.series.setdefault(name, []).append(value)
            self._state.changed.notify_all()
        self._ports.meter.put(self.job.name, found, self.credentials)


class Desks:
    def __init__(self, context: AccountContext, state: State, ports: Ports) -> None:
        self._context = context
        self._state = state
        self._ports = ports

    def open(self, job: Job) -> Desk:
        """Raises JobFailedError if the role does not trust SageMaker."""
        try:
            credentials = self._context.role_credentials(job.role, "SageMaker")
        except RoleRefusedError as error:
            raise client_error(
                f"Could not assume role {job.role}. Please ensure that the role exists and allows "
                f"principal 'sagemaker.amazonaws.com' to assume the role. ({error})"
            ) from error
        store = self._ports.stores.open(credentials)
        return Desk(job, credentials, store, self._ports, self._context, self._state)
