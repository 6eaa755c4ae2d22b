"""What everybody needs who pulls an image, whichever repository it comes from."""

from aws_cdk import aws_iam as iam
from constructs import Construct

from constructs_lib.findings import accept

PULL = ("ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer")


def allow_sign_in(grantee: iam.IGrantable) -> None:
    iam.Grant.add_to_principal(
        grantee=grantee, actions=["ecr:GetAuthorizationToken"], resource_arns=["*"]
    )
    if isinstance(grantee, Construct):
        accept(
            grantee,
            "AwsSolutions::AwsSolutions-IAM5[Resource::*]",
            because="signing in to the registry knows no resource; what may be pulled is "
            "allowed repository by repository",
        )
