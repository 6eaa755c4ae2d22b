"""A cache of a public registry in ECR, for networks that reach no other."""

from aws_cdk import Stack
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_iam as iam
from constructs import Construct

from constructs_lib.mistakes import MistakeError
from constructs_lib.registry_sign_in import PULL, allow_sign_in

_LONGEST_PREFIX = 30


class CachePrefixError(MistakeError):
    """ECR would refuse the rule when it is deployed."""


class PullThrough(ecr.CfnPullThroughCacheRule):
    """``<prefix>/<image>`` of this account's registry is ``<registry>/<image>``, once pulled.

    The prefix is one in the whole account and region: environments that share an account differ.
    """

    def __init__(self, scope: Construct, id: str, *, registry: str, prefix: str) -> None:
        if not 1 < len(prefix) <= _LONGEST_PREFIX:
            raise CachePrefixError(
                f"the prefix of a cache has 2 to {_LONGEST_PREFIX} characters, got {prefix!r}"
            )
        super().__init__(scope, id, upstream_registry_url=registry, ecr_repository_prefix=prefix)
        self._prefix = prefix

    def grant_pull(self, grantee: iam.IGrantable) -> iam.Grant:
        """Pull what is cached, and have cached what is not yet: that makes its repository."""
        allow_sign_in(grantee)
        return iam.Grant.add_to_principal(
            grantee=grantee,
            actions=[*PULL, "ecr:BatchImportUpstreamImage", "ecr:CreateRepository"],
            resource_arns=[
                Stack.of(self).format_arn(
                    service="ecr", resource="repository", resource_name=f"{self._prefix}/*"
                )
            ],
        )
