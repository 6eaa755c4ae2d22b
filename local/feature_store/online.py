"""The online store: of each record the newest, in memory, as long as the account lives."""

from collections.abc import Mapping
from dataclasses import dataclass

from local.feature_store import moments
from local.feature_store.record import Record

_SECOND = 1_000_000_000


@dataclass(frozen=True, kw_only=True)
class Held:
    moment: int
    values: Mapping[str, str] | None
    """None where it was deleted softly: what is older than that does not come back."""
    expires: int | None

    @property
    def expires_at(self) -> str | None:
        return None if self.expires is None else moments.as_iso(self.expires)


class OnlineStore:
    def __init__(self) -> None:
        self._records: dict[str, dict[str, Held]] = {}
        """By the group's ARN and the record's identifier."""

    def put(self, group_arn: str, record: Record, *, ttl_s: int | None) -> None:
        """What is not newer than what is held changes nothing."""
        held = self._held(group_arn, record.id)
        if held is None or record.moment > held.moment:
            expires = None if ttl_s is None else record.moment + ttl_s * _SECOND
            self._records.setdefault(group_arn, {})[record.id] = Held(
                moment=record.moment, values=record.values, expires=expires
            )

    def get(self, group_arn: str, record_id: str) -> Held | None:
        held = self._held(group_arn, record_id)
        return held if held is not None and held.values is not None else None

    def is_older(self, group_arn: str, record_id: str, moment: int) -> bool:
        """Whether what is held is older, or nothing is held."""
        held = self._held(group_arn, record_id)
        return held is None or held.moment < moment

    def soft_delete(self, group_arn: str, record_id: str, moment: int) -> None:
        if self.is_older(group_arn, record_id, moment):
            self._records.setdefault(group_arn, {})[record_id] = Held(
                moment=moment, values=None, expires=None
            )

    def hard_delete(self, group_arn: str, record_id: str) -> None:
        self._records.get(group_arn, {}).pop(record_id, None)

    def forget(self, group_arn: str) -> None:
        self._records.pop(group_arn, None)

    def _held(self, group_arn: str, record_id: str) -> Held | None:
        held = self._records.get(group_arn, {}).get(record_id)
        is_over = held is not None and held.expires is not None and held.expires <= moments.now()
        if is_over:
            self.hard_delete(group_arn, record_id)
        return None if is_over else held
