"""What a feature store keeps is encrypted with a key of one's own."""

from collections.abc import Iterator, Mapping

from rules.finding import Place
from rules.rule import rule
from rules.sagemaker.feature_definitions import GROUP
from rules.template import Template
from rules.value import Unknown

_KEYS: Mapping[str, str] = {
    "OfflineStoreConfig": "OfflineStoreConfig.S3StorageConfig.KmsKeyId",
    "OnlineStoreConfig": "OnlineStoreConfig.SecurityConfig.KmsKeyId",
}


@rule(
    "SGML",
    "the features lie under a key of AWS's that nobody here governs, and neither store can be "
    "given another later: name a KmsKeyId in S3StorageConfig and in SecurityConfig",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for group in template.of_type(GROUP):
        for store, key in _KEYS.items():
            config = group.get(store)
            if config is None or isinstance(config, Unknown) or _is_off(config):
                continue
            if group.get(key) is None:
                yield group.at(key, "missing")


def _is_off(config: object) -> bool:
    is_written = isinstance(config, dict) and "EnableOnlineStore" in config
    return is_written and str(config["EnableOnlineStore"]).lower() == "false"  # type: ignore[index]
