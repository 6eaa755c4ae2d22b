"""A feature group knows its rows by one feature, and their time by another."""

from collections.abc import Iterator, Mapping
from typing import Any

from rules.finding import Place
from rules.rule import rule
from rules.template import Resource, Template
from rules.value import Unknown, mapping

GROUP = "AWS::SageMaker::FeatureGroup"
_KEYS: Mapping[str, set[str]] = {
    "RecordIdentifierFeatureName": {"String", "Integral", "Fractional"},
    "EventTimeFeatureName": {"String", "Fractional"},
}
_RESERVED = {"is_deleted", "write_time", "api_invocation_time"}


@rule(
    "SGMK",
    "SageMaker refuses the feature group: its record identifier and its event time are among "
    "FeatureDefinitions, the time as String or Fractional, no feature is there twice or called "
    f"{', '.join(sorted(_RESERVED))}, and it has a store, the offline one with a RoleArn",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for group in template.of_type(GROUP):
        yield from _keys(group)
        yield from _features(group)
        yield from _stores(group)


def _keys(group: Resource) -> Iterator[Place]:
    features = _types(group)
    for label, types in _KEYS.items():
        name = group.get(label)
        if features is None or not isinstance(name, str):
            continue
        kind = features.get(name, "")
        if name not in features or (isinstance(kind, str) and kind not in types):
            yield group.at(label, f"{name} {kind}".strip())


def _types(group: Resource) -> dict[str, Any] | None:
    """By the feature's name; None where not all are known."""
    features = group.items("FeatureDefinitions")
    named = {name: kind for name, kind in map(_feature, features) if isinstance(name, str)}
    return (
        named if features and all(isinstance(_feature(item)[0], str) for item in features) else None
    )


def _feature(item: object) -> tuple[Any, Any]:
    return mapping(item).get("FeatureName"), mapping(item).get("FeatureType")


def _features(group: Resource) -> Iterator[Place]:
    names = [_feature(item)[0] for item in group.items("FeatureDefinitions")]
    for name in sorted({name for name in names if isinstance(name, str)}):
        if name.lower() in _RESERVED or names.count(name) > 1:
            yield group.at("FeatureDefinitions", name)


def _stores(group: Resource) -> Iterator[Place]:
    offline, online = group.get("OfflineStoreConfig"), group.get("OnlineStoreConfig")
    if isinstance(offline, Unknown) or isinstance(online, Unknown):
        return
    is_on = isinstance(online, dict) and str(online.get("EnableOnlineStore", "")).lower() != "false"
    if offline is None and not is_on:
        yield group.at("OfflineStoreConfig", "no store at all")
    if offline is not None and group.get("RoleArn") is None:
        yield group.at("RoleArn", "missing")
