"""What AWS says of a job when it is asked, put into the shape in which its events say it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from millrace.domain.reconciling.place import Place

_FORMAT = "%Y-%m-%dT%H:%M:%S.%f"


class AskingError(Exception):
    """AWS could not be asked now; the next round asks again."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """The detail that an event of the job would carry now."""

    job_id: str
    arn: str
    detail_type: str
    detail: Mapping[str, Any]
    at: datetime
    """The latest time that the description has: the same for as long as nothing changes."""
    source: str

    def event(self, *, event_id: str, at: datetime) -> dict[str, Any]:
        """As EventBridge would deliver it."""
        place = Place.of(self.arn)
        return {
            "version": "0",
            "id": event_id,
            "detail-type": self.detail_type,
            "source": self.source,
            "account": place.account,
            "time": f"{at.astimezone(UTC).strftime(_FORMAT)[:-3]}Z",
            "region": place.region,
            "resources": [self.arn],
            "detail": self.detail,
        }


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A job as a list has it: enough to see whether it is worth a question."""

    job_id: str
    name: str
    status: str
    """The service's word."""
    inner_status: str = ""
    """The finer word that SageMaker has for some of them."""
    arn: str = ""
    changed_at: datetime
    """When it was changed last, as far as the list tells; or else created."""
    parts: int = 0
    """Children of an array, nodes of a multi-node job."""
    is_array: bool = False
    part_states: tuple[str, ...] = ()
    """Of an array: those in which there are children; none is not known."""
