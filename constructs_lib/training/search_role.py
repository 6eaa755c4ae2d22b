"""Who searches: Autopilot's rights, which no other job has."""

from collections.abc import Mapping, Sequence

from aws_cdk import Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

from constructs_lib.findings import accept
from constructs_lib.registry_sign_in import PULL
from constructs_lib.training.job_policy import JobPolicy
from constructs_lib.training.roles import SAGEMAKER, JobRole

_OWN: Mapping[str, Sequence[str]] = {
    "model": ("CreateModel", "DeleteModel", "DescribeModel"),
    "endpoint-config": (
        "CreateEndpointConfig",
        "DeleteEndpointConfig",
        "DescribeEndpointConfig",
    ),
    "endpoint": ("DeleteEndpoint", "DescribeEndpoint", "InvokeEndpoint"),
}
_FINDING = "AwsSolutions::AwsSolutions-IAM5[Resource::{}]"


class SearchRole(JobRole):
    """What AWS's guide names as the least for CreateAutoMLJob, by kind of resource.

    Autopilot makes models, and endpoints to explain them by, under names of its own, and deletes
    them again; it passes this role on to the jobs that it starts.
    """

    def __init__(self, scope: Construct, id: str, *, description: str, policy: JobPolicy) -> None:
        super().__init__(scope, id, description=description, policy=policy)
        for resource, actions in _OWN.items():
            named = [f"sagemaker:{action}" for action in (*actions, "ListTags")]
            self._allow_on(self._arn("sagemaker", resource), named)
        made_of = ("endpoint", "endpoint-config")
        self._allow(["sagemaker:CreateEndpoint"], *(self._arn("sagemaker", r) for r in made_of))
        self._allow(
            ["iam:PassRole"],
            self.role_arn,
            conditions={"StringEquals": {"iam:PassedToService": SAGEMAKER}},
        )
        self._allow_images_of_aws()

    def _allow_images_of_aws(self) -> None:
        """Which ones Autopilot runs is not told; whoever owns a registry says who may pull."""
        everywhere = self._arn("ecr", "repository", account="*")
        others = {"StringNotEquals": {"aws:ResourceAccount": Stack.of(self).account}}
        self._allow(PULL, everywhere, conditions=others)
        self._accept(
            everywhere,
            "AWS does not say which of its images Autopilot runs; ours are "
            "left out, and the owner of a registry decides who may pull",
        )

    def _allow_on(self, resource: str, actions: Sequence[str]) -> None:
        self._allow(actions, resource)
        self._accept(resource, "Autopilot names what it makes, and the names are not known before")

    def _arn(self, service: str, resource: str, *, account: str | None = None) -> str:
        return Stack.of(self).format_arn(
            service=service, resource=resource, resource_name="*", account=account
        )

    def _accept(self, resource: str, because: str) -> None:
        accept(self, _FINDING.format(Stack.of(self).resolve(resource)), because=because)

    def _allow(
        self,
        actions: Sequence[str],
        *resources: str,
        conditions: Mapping[str, Mapping[str, object]] | None = None,
    ) -> None:
        iam.Grant.add_to_principal(
            grantee=self,
            actions=list(actions),
            resource_arns=list(resources),
            conditions={name: dict(keys) for name, keys in (conditions or {}).items()},
        )
