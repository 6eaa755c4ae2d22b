"""Which identities and which resources the endpoints of the network let through."""

from collections.abc import Mapping, Sequence

from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam

_AWS_OWNED_FOR_READING = (
    "prod-{region}-starport-layer-bucket",  # the layers of every image in ECR
    "al2023-repos-{region}-de612dc2",  # the packages of Amazon Linux 2023
)
_AWS_OWNED_FOR_ANSWERS = ("cloudformation-custom-resource-response-{plain_region}",)
"""Custom resources answer CloudFormation by a URL signed for a bucket of its own."""
_PULL = ("ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer")
_SERVICES = ec2.InterfaceVpcEndpointAwsService
_WITHOUT_POLICY = (_SERVICES.ECS_AGENT.short_name, _SERVICES.ECS_TELEMETRY.short_name)
"""No document says that they take a policy, and a refused one fails the deployment."""


def gateway_statements(*, account: str, region: str) -> dict[str, list[iam.PolicyStatement]]:
    """By the name of the service."""
    return {
        "S3": [_own(account), *_aws_owned_buckets(region)],
        "DynamoDb": [_own(account)],
    }


def interface_statements(
    service: ec2.InterfaceVpcEndpointAwsService, *, account: str
) -> list[iam.PolicyStatement]:
    if service.short_name in _WITHOUT_POLICY:
        return []
    statements = [_own(account)]
    if service.short_name.startswith("ecr."):
        statements.append(_pulled_from_anywhere(account))
    return statements


def _own(account: str) -> iam.PolicyStatement:
    """Identities of the account, on its resources; not every request names a resource."""
    return _allow(
        "OwnIdentitiesOnOwnResources",
        actions=["*"],
        resources=["*"],
        conditions={
            "StringEquals": {"aws:PrincipalAccount": account},
            "StringEqualsIfExists": {"aws:ResourceAccount": account},
        },
    )


def _pulled_from_anywhere(account: str) -> iam.PolicyStatement:
    """Framework images lie in AWS's accounts, whose repositories say who may pull."""
    return _allow(
        "PullFrameworkImages",
        actions=list(_PULL),
        resources=["*"],
        conditions={"StringEquals": {"aws:PrincipalAccount": account}},
    )


def _aws_owned_buckets(region: str) -> list[iam.PolicyStatement]:
    """Without a condition on the identity: ECR signs its URLs itself, dnf does not sign."""
    return [
        _allow(
            "ReadWhatAwsOwns",
            actions=["s3:GetObject"],
            resources=_objects(_AWS_OWNED_FOR_READING, region),
        ),
        _allow(
            "AnswerCloudFormation",
            actions=["s3:PutObject"],
            resources=_objects(_AWS_OWNED_FOR_ANSWERS, region),
        ),
    ]


def _objects(buckets: Sequence[str], region: str) -> list[str]:
    plain = region.replace("-", "")
    return [
        f"arn:aws:s3:::{bucket.format(region=region, plain_region=plain)}/*" for bucket in buckets
    ]


def _allow(
    sid: str,
    *,
    actions: Sequence[str],
    resources: Sequence[str],
    conditions: Mapping[str, Mapping[str, str]] | None = None,
) -> iam.PolicyStatement:
    return iam.PolicyStatement(
        sid=sid,
        principals=[iam.AnyPrincipal()],
        actions=list(actions),
        resources=list(resources),
        conditions=dict(conditions or {}),
    )
