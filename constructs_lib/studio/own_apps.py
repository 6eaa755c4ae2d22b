"""What a person does in Studio: with spaces and apps of their own, and nobody else's."""

from collections.abc import Iterator, Mapping

from aws_cdk import Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

from constructs_lib.findings import accept

_PERSON = "${sagemaker:DomainId}/${sagemaker:UserProfileName}"
_IN_THE_DOMAIN = "${sagemaker:DomainId}/*"
_SPACES = ["sagemaker:CreateSpace", "sagemaker:DeleteSpace", "sagemaker:UpdateSpace"]
_APPS = ["sagemaker:CreateApp", "sagemaker:DeleteApp"]
_LOOKS = [
    *("sagemaker:DescribeApp", "sagemaker:DescribeDomain", "sagemaker:DescribeSpace"),
    *("sagemaker:DescribeUserProfile", "sagemaker:ListApps", "sagemaker:ListDomains"),
    *("sagemaker:ListSpaces", "sagemaker:ListUserProfiles"),
]


class OwnApps(iam.ManagedPolicy):
    """One for every role: the person and the domain are IAM's variables.

    The conditions are those of AWS's own policy for private spaces.
    """

    def __init__(self, scope: Construct, id: str) -> None:
        stack = Stack.of(scope)
        here = f"arn:aws:sagemaker:{stack.region}:{stack.account}"
        spaces, apps = (f"{here}:{kind}/{_IN_THE_DOMAIN}" for kind in ("space", "app"))
        person = f"{here}:user-profile/{_PERSON}"
        super().__init__(
            scope,
            id,
            description="spaces and apps of one's own in SageMaker Studio",
            statements=list(_statements(spaces, apps, person)),
        )
        for kind in ("space", "app"):
            # As the gate spells what it finds: IAM's variables in pointed brackets.
            found = f"Resource::{here}:{kind}/<sagemaker:DomainId>/*"
            accept(
                self,
                f"AwsSolutions::AwsSolutions-IAM5[{found}]",
                because="an owner and a kind of sharing stand in the conditions",
            )
        accept(
            self,
            "AwsSolutions::AwsSolutions-IAM5[Resource::*]",
            because="Studio lists before it knows which; names and states, no contents",
        )


def _statements(spaces: str, apps: str, person: str) -> Iterator[iam.PolicyStatement]:
    own: Mapping[str, Mapping[str, str]] = {
        "ArnLike": {"sagemaker:OwnerUserProfileArn": person},
        "StringEquals": {"sagemaker:SpaceSharingType": "Private"},
    }
    of_creation = {"Null": {"sagemaker:TaggingAction": "false"}}
    yield iam.PolicyStatement(actions=_SPACES, resources=[spaces], conditions=dict(own))
    yield iam.PolicyStatement(actions=_APPS, resources=[apps], conditions=dict(own))
    yield iam.PolicyStatement(
        actions=["sagemaker:AddTags"], resources=[spaces, apps], conditions=of_creation
    )
    yield iam.PolicyStatement(actions=["sagemaker:CreatePresignedDomainUrl"], resources=[person])
    yield iam.PolicyStatement(actions=_LOOKS, resources=["*"])
