"""Where container images come from: registries of our own, and caches of public ones."""

from collections.abc import Mapping, Sequence

from aws_cdk import Duration, RemovalPolicy
from constructs import Construct

from constructs_lib.domain_key import DomainKey
from constructs_lib.ids import id_of
from constructs_lib.pull_through import PullThrough
from constructs_lib.repository import Repository

_KEEP_IMAGES = 50
_UNTAGGED_EXPIRE = Duration.days(14)


class Registries(Construct):
    """``caches``: the prefix in this account's registry to the registry that is cached there."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        repositories: Sequence[str],
        caches: Mapping[str, str],
        key: DomainKey,
        removal_policy: RemovalPolicy,
    ) -> None:
        super().__init__(scope, id)
        self.repositories = {
            name: Repository(
                self,
                id_of(name),
                key=key,
                untagged_expire=_UNTAGGED_EXPIRE,
                keep_images=_KEEP_IMAGES,
                removal_policy=removal_policy,
            )
            for name in repositories
        }
        self.caches = {
            prefix: PullThrough(self, f"{id_of(prefix)}Cache", registry=registry, prefix=prefix)
            for prefix, registry in caches.items()
        }
