"""The operations on records: put, got, deleted."""

from collections.abc import Iterator, Mapping
from typing import Any

from local.api.message import Operation
from local.feature_store.catalogue import Catalogue
from local.feature_store.group import Group, seconds
from local.feature_store.online import Held
from local.feature_store.record import Record, moment_of, read, refuse_id, unknown
from local.feature_store.refusals import GroupMissingError, RecordRefusedError, refuse_any
from local.feature_store.stores import Stores, refuse_offline_only, targets_of

Params = Mapping[str, Any]
_ID = "RecordIdentifierValueAsString"


class Records:
    def __init__(self, catalogue: Catalogue, stores: Stores) -> None:
        self._catalogue = catalogue
        self._stores = stores

    @property
    def operations(self) -> dict[str, Operation]:
        return {
            "PutRecord": self.put,
            "GetRecord": self.get,
            "BatchGetRecord": self.get_many,
            "DeleteRecord": self.delete,
        }

    def put(self, params: Params) -> Params:
        group = self._written(params)
        self._stores.put(
            group,
            read(group, params["Record"]),
            targets=targets_of(group, params),
            ttl_s=seconds(params.get("TtlDuration")) or group.ttl_s,
        )
        return {}

    def delete(self, params: Params) -> Params:
        group = self._written(params)
        refuse_id(group, params[_ID])
        marker = Record(
            id=params[_ID],
            moment=moment_of(group, params["EventTime"]),
            values={group.record_id: params[_ID], group.event_time: params["EventTime"]},
        )
        self._stores.delete(
            group,
            marker,
            targets=targets_of(group, params),
            is_hard=params.get("DeletionMode") == "HardDelete",
        )
        return {}

    def get(self, params: Params) -> Params:
        """Nothing where there is no such record."""
        group = self._catalogue.find(params["FeatureGroupName"])
        found = self._found(group, params[_ID], params)
        return found or {}

    def get_many(self, params: Params) -> Params:
        records: list[Params] = []
        errors: list[Params] = []
        for wanted in params["Identifiers"]:
            group = self._catalogue.get(wanted["FeatureGroupName"])
            if group is None:
                errors += _missing(wanted)
            else:
                records += self._each(group, {**params, **wanted})
        return {"Records": records, "Errors": errors, "UnprocessedIdentifiers": []}

    def _each(self, group: Group, wanted: Params) -> Iterator[Params]:
        for record_id in wanted["RecordIdentifiersValueAsString"]:
            found = self._found(group, record_id, wanted)
            if found is not None:
                yield {"FeatureGroupName": wanted["FeatureGroupName"], _ID: record_id, **found}

    def _found(self, group: Group, record_id: str, params: Params) -> Params | None:
        refuse_offline_only(group)
        refuse_id(group, record_id)
        names = params.get("FeatureNames") or list(group.features)
        refuse_any(unknown(group, names))
        held = self._stores.online.get(group.arn, record_id)
        return None if held is None else _told(held, names, params)

    def _written(self, params: Params) -> Group:
        try:
            return self._catalogue.find(params["FeatureGroupName"])
        except GroupMissingError as missing:
            raise RecordRefusedError(str(missing)) from missing


def _told(held: Held, names: list[str], params: Params) -> Params:
    values = held.values or {}
    asks_for_expiry = params.get("ExpirationTimeResponse") == "Enabled"
    return {
        "Record": [
            {"FeatureName": name, "ValueAsString": values[name]} for name in names if name in values
        ],
        "ExpiresAt": held.expires_at if asks_for_expiry else None,
    }


def _missing(wanted: Params) -> Iterator[Params]:
    missing = GroupMissingError(wanted["FeatureGroupName"])
    for record_id in wanted["RecordIdentifiersValueAsString"]:
        yield {
            "FeatureGroupName": wanted["FeatureGroupName"],
            _ID: record_id,
            "ErrorCode": missing.code,
            "ErrorMessage": str(missing),
        }
