"""Both stores of a group, and which of them a request is about."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from local.feature_store.files import row
from local.feature_store.group import Group
from local.feature_store.offline import OfflineStore
from local.feature_store.online import OnlineStore
from local.feature_store.record import Record
from local.feature_store.refusals import RecordRefusedError

_ONLINE, _OFFLINE = "OnlineStore", "OfflineStore"


@dataclass(frozen=True, kw_only=True)
class Stores:
    online: OnlineStore
    offline: OfflineStore

    def put(
        self, group: Group, record: Record, *, targets: frozenset[str], ttl_s: int | None
    ) -> None:
        if _ONLINE in targets:
            self.online.put(group.arn, record, ttl_s=ttl_s)
        self._append(group, record, targets, is_deleted=False)

    def delete(
        self, group: Group, marker: Record, *, targets: frozenset[str], is_hard: bool
    ) -> None:
        """``marker`` has the identifier and the time of the deletion, nothing more."""
        if _ONLINE in targets and is_hard:
            self._delete_hard(group, marker)
        elif _ONLINE in targets:
            self.online.soft_delete(group.arn, marker.id, marker.moment)
        self._append(group, marker, targets, is_deleted=True)

    def forget(self, group: Group) -> None:
        self.online.forget(group.arn)
        self.offline.forget(group.arn)

    def _delete_hard(self, group: Group, marker: Record) -> None:
        if not self.online.is_older(group.arn, marker.id, marker.moment):
            raise RecordRefusedError(
                f"the event time {marker.values[group.event_time]} is not later than that of the "
                f"record {marker.id!r}, which is not deleted"
            )
        self.online.hard_delete(group.arn, marker.id)

    def _append(
        self, group: Group, record: Record, targets: frozenset[str], *, is_deleted: bool
    ) -> None:
        if _OFFLINE in targets and group.offline is not None:
            self.offline.add(group, group.offline, row(group, record, is_deleted=is_deleted))


def targets_of(group: Group, params: Mapping[str, Any]) -> frozenset[str]:
    """Those that a request names, all that the group has if it names none."""
    has = {_ONLINE: group.online, _OFFLINE: group.offline is not None}
    present = frozenset(store for store, is_there in has.items() if is_there)
    asked = frozenset(params.get("TargetStores", present))
    if asked - present:
        raise RecordRefusedError(
            f"{group.name} has no {' and no '.join(sorted(asked - present))}, "
            f"it has {' and '.join(sorted(present))}"
        )
    return asked


def refuse_offline_only(group: Group) -> None:
    if not group.online:
        raise RecordRefusedError(f"{group.name} has no OnlineStore, from which records are read")
