"""The models of one kind, version by version: a pipeline registers them, a person approves."""

from aws_cdk import RemovalPolicy, Stack
from aws_cdk import aws_events as events
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sagemaker as sagemaker
from constructs import Construct

from constructs_lib.training.naming import LONGEST_GROUP, checked

_STATE_CHANGE = "SageMaker Model Package State Change"


class ModelGroup(Construct):
    """CloudFormation deletes it only when it is empty: with ``RETAIN`` it outlives its stack."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        description: str,
        removal_policy: RemovalPolicy,
    ) -> None:
        super().__init__(scope, id)
        self.group = sagemaker.CfnModelPackageGroup(
            self,
            "Group",
            model_package_group_name=checked(name, of="model group", longest=LONGEST_GROUP),
            model_package_group_description=description,
        )
        self.group.apply_removal_policy(removal_policy)
        self.group_name = name
        self.group_arn = self.group.attr_model_package_group_arn
        self.packages_arn = Stack.of(self).format_arn(
            service="sagemaker", resource="model-package", resource_name=f"{name}/*"
        )

    def grant_register(self, grantee: iam.IGrantable) -> None:
        """New versions, which wait for approval: whoever registers does not approve."""
        self._grant(
            grantee,
            "sagemaker:CreateModelPackage",
            conditions={"StringEquals": {"sagemaker:ModelApprovalStatus": "PendingManualApproval"}},
        )
        self._grant(
            grantee,
            "sagemaker:AddTags",
            "sagemaker:DescribeModelPackage",
            "sagemaker:DescribeModelPackageGroup",
            "sagemaker:ListTags",
        )

    def grant_read(self, grantee: iam.IGrantable) -> None:
        """Which versions there are, what each is made of, and how it stands."""
        self._grant(
            grantee,
            "sagemaker:DescribeModelPackage",
            "sagemaker:DescribeModelPackageGroup",
            "sagemaker:ListModelPackages",
        )

    def grant_approve(self, grantee: iam.IGrantable) -> None:
        """For people: no pipeline has it."""
        iam.Grant.add_to_principal(
            grantee=grantee,
            actions=["sagemaker:UpdateModelPackage"],
            resource_arns=[self.packages_arn],
        )

    def on_approval(self, id: str, target: events.IRuleTarget) -> events.Rule:
        """Told at every change of a version that is approved, not only of its approval."""
        return events.Rule(
            self,
            id,
            event_pattern=events.EventPattern(
                source=["aws.sagemaker"],
                detail_type=[_STATE_CHANGE],
                detail={
                    "ModelPackageGroupName": [self.group_name],
                    "ModelApprovalStatus": ["Approved"],
                },
            ),
            targets=[target],
        )

    def _grant(
        self,
        grantee: iam.IGrantable,
        *actions: str,
        conditions: dict[str, dict[str, str]] | None = None,
    ) -> None:
        iam.Grant.add_to_principal(
            grantee=grantee,
            actions=list(actions),
            resource_arns=[self.group_arn, self.packages_arn],
            conditions=conditions,
        )
