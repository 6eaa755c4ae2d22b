"""What CreateFeatureGroup must say, beyond what the model asks for."""

from collections.abc import Iterator, Mapping
from typing import Any

_RESERVED = ("is_deleted", "write_time", "api_invocation_time")
Params = Mapping[str, Any]


def complaints(params: Params) -> Iterator[str]:
    """``params`` are as the model wants them."""
    features = params["FeatureDefinitions"]
    kinds = {one["FeatureName"]: one["FeatureType"] for one in features}
    if len(kinds) < len(features):
        yield "each feature is defined once"
    yield from _of_keys(params, kinds)
    for name in _RESERVED:
        if name in kinds:
            yield f"no feature may be called {name}: the offline store has a column of that name"
    has_online = params.get("OnlineStoreConfig", {}).get("EnableOnlineStore", False)
    has_offline = "OfflineStoreConfig" in params
    if not has_online and not has_offline:
        yield "one of OnlineStore and OfflineStore must be enabled"
    if params.get("OfflineStoreConfig", {}).get("TableFormat") == "Iceberg":
        yield "TableFormat Iceberg is not served by the local account"
    if has_offline and "RoleArn" not in params:
        yield "a group with an OfflineStore needs a RoleArn, as which that is written"


def _of_keys(params: Params, kinds: Mapping[str, str]) -> Iterator[str]:
    for member in ("RecordIdentifierFeatureName", "EventTimeFeatureName"):
        if params[member] not in kinds:
            yield f"{member} {params[member]!r} is none of the features"
    if kinds.get(params["EventTimeFeatureName"]) == "Integral":
        yield "the event time must be String or Fractional, got Integral"
