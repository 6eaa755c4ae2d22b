"""The ECR addresses of AWS's images, from the list that the SDK carries."""

from functools import cache
from typing import Literal

from pipelines.sdk import image_uris
from pipelines.words import WorkloadError, shown


@cache
def image_uri(
    framework: str,
    version: str,
    *,
    python: str | None,
    region: str,
    instance_type: str,
    scope: Literal["training", "inference"],
) -> str:
    """Kept, as the SDK reads a list of all regions at each call."""
    try:
        found: str = image_uris.retrieve(
            framework=framework,
            region=region,
            version=version,
            py_version=python,
            instance_type=instance_type,
            image_scope=scope,
        )
    except ValueError as error:
        raise WorkloadError([_sentence(framework, version, python, scope, str(error))]) from error
    return found


def _sentence(framework: str, version: str, python: str | None, scope: str, said: str) -> str:
    asked = " ".join(word for word in (framework, version, python) if word)
    allowed = said.rpartition(": ")[2].rstrip(". ")
    known = f"; allowed: {allowed}" if "upported" in said else ""
    return f"no image of AWS's is for {scope} with {shown(asked)}{known}"
