"""Container images of our own, and caches of public registries."""

from enum import StrEnum
from typing import Annotated, TypeAlias

from pydantic import BeforeValidator, Field

from config.errors import RefusedError
from config.words import Spelling, listed

_PART = r"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*"

RepositoryName: TypeAlias = Annotated[
    str,
    Spelling(
        rf"(?=.{{2,256}}$){_PART}(/{_PART})*",
        "2 to 256 lower-case letters and digits, in words joined by . _ - or /",
    ),
]


class PullThrough(StrEnum):
    """Public registries that ECR caches without credentials."""

    ECR_PUBLIC = "ecr-public"
    KUBERNETES = "kubernetes"
    QUAY = "quay"

    @property
    def registry(self) -> str:
        return _REGISTRIES[self]


_REGISTRIES = {
    PullThrough.ECR_PUBLIC: "public.ecr.aws",
    PullThrough.KUBERNETES: "registry.k8s.io",
    PullThrough.QUAY: "quay.io",
}
_WANT_CREDENTIALS = {"docker-hub", "github", "gitlab", "azure", "chainguard"}


def _open(name: object) -> object:
    if isinstance(name, str) and name in _WANT_CREDENTIALS:
        raise RefusedError(
            "ECR caches it with credentials only, and the environment file holds none",
            allowed=listed(PullThrough),
        )
    return name


OpenRegistry: TypeAlias = Annotated[PullThrough, Field(strict=False), BeforeValidator(_open)]
