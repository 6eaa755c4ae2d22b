"""From a resource to the key it is encrypted with, and what that key's policy lets in."""

from rules.policy import lets_service
from rules.template import Resource
from rules.value import Unknown

_WRITES = ("kms:Decrypt", "kms:GenerateDataKey")


def key_of(resource: Resource, path: str) -> Resource | None:
    """The key of the assembly, also behind an alias of the assembly."""
    value = resource.get(path)
    alias = resource.template.find(value, "AWS::KMS::Alias")
    if alias is not None:
        return key_of(alias, "TargetKeyId")
    return resource.template.find(value, "AWS::KMS::Key")


def shuts_out(key: Resource | None, service: str, *actions: str) -> bool:
    """For certain: the key is one of ours and its policy does not let the service do that."""
    if key is None or isinstance(key.get("KeyPolicy"), Unknown):
        return False
    return not lets_service(key.get("KeyPolicy"), service, *(actions or _WRITES))
