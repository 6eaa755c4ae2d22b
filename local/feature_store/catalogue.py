"""The feature groups that there are: as SageMaker tells of them, and as the stores see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from local.feature_store.group import Group
from local.feature_store.refusals import GroupMissingError
from local.sagemaker.names import name_of
from local.sagemaker.paging import listed

Told = Mapping[str, Any]
_PLAIN = ("FeatureGroupName", "FeatureGroupArn", "FeatureGroupStatus")
_KEYS = {"CreationTime": "CreationTime", "Name": "FeatureGroupName"}
_KEYS |= {name: name for name in ("FeatureGroupStatus", "OfflineStoreStatus")}
_TIMES = ("CreationTimeAfter", "CreationTimeBefore")


@dataclass(frozen=True)
class Entry:
    group: Group
    told: Told
    """The answer to DescribeFeatureGroup."""


class Catalogue:
    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}

    def keep(self, told: Told) -> None:
        self._entries[_key(told["FeatureGroupName"])] = Entry(Group.of(told), told)

    def forget(self, reference: str) -> Entry | None:
        return self._entries.pop(_key(reference), None)

    def get(self, reference: str) -> Group | None:
        entry = self._entries.get(_key(reference))
        return entry.group if entry else None

    def find(self, reference: str) -> Group:
        group = self.get(reference)
        if group is None:
            raise GroupMissingError(reference)
        return group

    def list(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        part = request.get("NameContains", "")
        status = request.get("FeatureGroupStatusEquals")
        found = [
            _summary(entry.told)
            for entry in self._entries.values()
            if part in entry.group.name and status in (None, entry.told["FeatureGroupStatus"])
        ]
        return listed("FeatureGroupSummaries", found, request, keys=_KEYS, times=_TIMES)


def _summary(told: Told) -> dict[str, Any]:
    created = datetime.fromtimestamp(told["CreationTime"], UTC)
    return {**{name: told[name] for name in _PLAIN}, "CreationTime": created}


def _key(reference: str) -> str:
    """In an ARN the name is in lower case."""
    return name_of(reference).lower()
