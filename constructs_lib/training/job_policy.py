"""What every job of a stack needs before it touches any data; each of its roles has it."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from aws_cdk import ArnFormat, Stack
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_iam as iam
from constructs import Construct

from constructs_lib.findings import accept
from constructs_lib.registry_sign_in import PULL
from constructs_lib.training.images import repository_arn
from constructs_lib.training.place import JobPlace

_INTERFACES = (
    "ec2:CreateNetworkInterfacePermission",
    "ec2:DeleteNetworkInterface",
    "ec2:DeleteNetworkInterfacePermission",
)
_LOOK = (
    "ec2:DescribeDhcpOptions",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSecurityGroups",
    "ec2:DescribeSubnets",
    "ec2:DescribeVpcs",
)
_LOGS = (
    "logs:CreateLogGroup",
    "logs:CreateLogStream",
    "logs:DescribeLogStreams",
    "logs:PutLogEvents",
)
_METRICS = ("/aws/sagemaker/ProcessingJobs", "/aws/sagemaker/TrainingJobs")
_ALL = ("*",)
_FINDING = "AwsSolutions::AwsSolutions-IAM5[Resource::{}]"


class JobPolicy(iam.ManagedPolicy):
    """Network interfaces in its subnets, logs, metrics, disks under the key, and these images."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        place: JobPlace,
        images: Collection[str],
        repositories: Collection[ecr.IRepository] = (),
    ) -> None:
        """``repositories``: of our own, whose images a definition knows by a placeholder."""
        super().__init__(scope, id, description="what SageMaker does for every job of the stack")
        self._interfaces = self._ec2("network-interface", "*")
        for statement in (*self._network(place), *self._reports(), *self._disks(place)):
            self.add_statements(statement)
        ours = [repository.repository_arn for repository in repositories]
        for statement in self._images([*sorted(map(repository_arn, images)), *ours]):
            self.add_statements(statement)
        accept(
            self,
            _FINDING.format("*"),
            because="EC2 describes, ECR signs in and CloudWatch counts by actions that know no "
            "resource; what may be made, pulled and counted is named",
        )
        accept(
            self,
            _FINDING.format(Stack.of(self).resolve(self._interfaces)),
            because="the interfaces do not exist yet: they are bound by their subnets, and made "
            "with one security group",
        )

    def _network(self, place: JobPlace) -> Iterator[iam.PolicyStatement]:
        subnets = [self._ec2("subnet", subnet) for subnet in place.subnet_ids]
        groups = [self._ec2("security-group", group) for group in place.group_ids]
        made_of = [*subnets, *groups, self._interfaces]
        yield _allow(["ec2:CreateNetworkInterface"], made_of)
        ours = {"ArnEquals": {"ec2:Subnet": subnets}}
        yield _allow(_INTERFACES, [self._interfaces], ours)
        yield _allow(_LOOK, _ALL)

    def _reports(self) -> Iterator[iam.PolicyStatement]:
        """SageMaker makes the log groups itself, one for each kind of job of an account."""
        groups = Stack.of(self).format_arn(
            service="logs",
            resource="log-group",
            resource_name="/aws/sagemaker/*",
            arn_format=ArnFormat.COLON_RESOURCE_NAME,
        )
        yield _allow(_LOGS, [groups])
        counted = {"StringEquals": {"cloudwatch:namespace": list(_METRICS)}}
        yield _allow(["cloudwatch:PutMetricData"], _ALL, counted)

    def _disks(self, place: JobPlace) -> Iterator[iam.PolicyStatement]:
        yield _allow(["kms:DescribeKey"], [place.key.key_arn])
        for_aws = {"Bool": {"kms:GrantIsForAWSResource": "true"}}
        yield _allow(["kms:CreateGrant"], [place.key.key_arn], for_aws)

    def _images(self, repositories: Sequence[str]) -> Iterator[iam.PolicyStatement]:
        yield _allow(["ecr:GetAuthorizationToken"], _ALL)
        if repositories:
            yield _allow(PULL, list(dict.fromkeys(repositories)))

    def _ec2(self, resource: str, name: str) -> str:
        return Stack.of(self).format_arn(service="ec2", resource=resource, resource_name=name)


def _allow(
    actions: Sequence[str],
    resources: Sequence[str],
    conditions: Mapping[str, Mapping[str, object]] | None = None,
) -> iam.PolicyStatement:
    return iam.PolicyStatement(
        actions=list(actions), resources=list(resources), conditions=dict(conditions or {})
    )
