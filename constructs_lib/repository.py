"""A registry for container images of our own: scanned, immutable, and not kept for ever."""

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_iam as iam
from constructs import Construct

from constructs_lib.domain_key import DomainKey
from constructs_lib.registry_sign_in import PULL, allow_sign_in


class Repository(ecr.Repository):
    """A tag means one image for ever; the newest ``keep_images`` stay, tagged or not."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        key: DomainKey,
        untagged_expire: Duration,
        keep_images: int,
        removal_policy: RemovalPolicy,
    ) -> None:
        super().__init__(
            scope,
            id,
            encryption=ecr.RepositoryEncryption.KMS,
            encryption_key=key,
            image_scan_on_push=True,
            image_tag_mutability=ecr.TagMutability.IMMUTABLE,
            removal_policy=removal_policy,
            empty_on_delete=removal_policy is RemovalPolicy.DESTROY,
            lifecycle_rules=[
                ecr.LifecycleRule(
                    rule_priority=1,
                    description="a push that a later one took the tag from, or that had none",
                    tag_status=ecr.TagStatus.UNTAGGED,
                    max_image_age=untagged_expire,
                ),
                ecr.LifecycleRule(
                    rule_priority=2,
                    description="more images than anybody rolls back to",
                    tag_status=ecr.TagStatus.ANY,
                    max_image_count=keep_images,
                ),
            ],
        )

    def grant_pull(self, grantee: iam.IGrantable) -> iam.Grant:
        """Sign in to the registry and pull; ECR itself decrypts, by a grant that it holds."""
        allow_sign_in(grantee)
        return iam.Grant.add_to_principal(
            grantee=grantee, actions=list(PULL), resource_arns=[self.repository_arn]
        )
