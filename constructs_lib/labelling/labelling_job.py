"""A labelling job that a person starts: lists what there is, and has people label it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aws_cdk import ArnFormat, Duration, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

from constructs_lib.findings import accept
from constructs_lib.labelling.lister import Lister
from constructs_lib.labelling.tasks import Task, categories, functions, page
from constructs_lib.labelling.written_asset import written_asset
from constructs_lib.zone import Zone

_LABEL = "label"
_A_DAY = 24 * 60 * 60
_WAITS_AT_MOST = Duration.days(31)
"""Ground Truth ends a job that takes longer (quotas of labelling jobs: 30 days)."""


@dataclass(frozen=True, kw_only=True)
class Folder:
    zone: Zone
    prefix: str

    @property
    def uri(self) -> str:
        return self.zone.s3_url_for_object(self.prefix)


@dataclass(frozen=True, kw_only=True)
class Question:
    task: Task
    title: str
    classes: Sequence[str]
    workteam_arn: str
    objects_at_most: int
    """What is labelled by people, and with it what the job can cost."""


class LabellingJob(Construct):
    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        question: Question,
        reads: Folder,
        writes: Folder,
        lister: Lister,
        log_group: logs.ILogGroup,
    ) -> None:
        super().__init__(scope, id)
        self._question = question
        self.role = self._role(reads, writes)
        reads.zone.grant_read_prefix(lister, reads.prefix)
        writes.zone.grant_read_write_prefix(lister, f"{writes.prefix}/manifests")
        listed = sfn.CustomState(self, "List", state_json=_list(lister, reads, writes))
        labelled = sfn.CustomState(self, "Label", state_json=self._label(writes))
        self.machine = sfn.StateMachine(
            self,
            "Machine",
            definition_body=sfn.DefinitionBody.from_chainable(listed.next(labelled)),
            timeout=_WAITS_AT_MOST,
            tracing_enabled=True,
            logs=sfn.LogOptions(destination=log_group, level=sfn.LogLevel.ALL),
        )
        self._let_label(lister)

    def grant_start(self, grantee: iam.IGrantable) -> iam.Grant:
        return self.machine.grant_start_execution(grantee)

    def _role(self, reads: Folder, writes: Folder) -> iam.Role:
        """Whose the job is: it reads objects, writes labels, and asks Ground Truth's functions."""
        role = iam.Role(self, "Role", assumed_by=iam.ServicePrincipal("sagemaker.amazonaws.com"))
        reads.zone.grant_read_prefix(role, reads.prefix)
        writes.zone.grant_read_write_prefix(role, writes.prefix)
        region = Stack.of(self).region
        iam.Grant.add_to_principal(
            grantee=role,
            actions=["lambda:InvokeFunction"],
            resource_arns=list(functions(self._question.task, region=region)),
        )
        return role

    def _file(self, id: str, name: str, text: str) -> str:
        asset = written_asset(self, id, name=name, text=text)
        iam.Grant.add_to_principal(
            grantee=self.role,
            actions=["s3:GetObject"],
            resource_arns=[asset.bucket.arn_for_objects(asset.s3_object_key)],
        )
        return asset.s3_object_url

    def _label(self, writes: Folder) -> dict[str, Any]:
        asked = self._question
        before, after = functions(asked.task, region=Stack.of(self).region)
        return {
            "Type": "Task",
            "Resource": "arn:aws:states:::sagemaker:createLabelingJob.sync",
            "Parameters": {
                "LabelingJobName.$": "$.job",
                "LabelAttributeName": _LABEL,
                "InputConfig": {"DataSource": {"S3DataSource": {"ManifestS3Uri.$": "$.manifest"}}},
                "OutputConfig": {
                    "S3OutputPath": writes.uri,
                    "KmsKeyId": writes.zone.key.key_arn,
                },
                "RoleArn": self.role.role_arn,
                "LabelCategoryConfigS3Uri": self._file(
                    "Classes", "classes.json", categories(asked.classes)
                ),
                "StoppingConditions": {"MaxHumanLabeledObjectCount": asked.objects_at_most},
                "HumanTaskConfig": {
                    "WorkteamArn": asked.workteam_arn,
                    "UiConfig": {
                        "UiTemplateS3Uri": self._file(
                            "Page", "page.liquid.html", page(asked.task, question=asked.title)
                        )
                    },
                    "PreHumanTaskLambdaArn": before,
                    "TaskTitle": asked.title,
                    "TaskDescription": asked.title,
                    "NumberOfHumanWorkersPerDataObject": 1,
                    "TaskTimeLimitInSeconds": _A_DAY // 24,
                    "TaskAvailabilityLifetimeInSeconds": 10 * _A_DAY,
                    "AnnotationConsolidationConfig": {"AnnotationConsolidationLambdaArn": after},
                },
            },
            "End": True,
        }

    def _let_label(self, lister: Lister) -> None:
        """Step Functions starts the job, passes its role on, and waits by a rule of its own."""
        stack = Stack.of(self)
        jobs = stack.format_arn(
            service="sagemaker", resource="labeling-job", resource_name="millrace-*"
        )
        rule = stack.format_arn(
            service="events",
            resource="rule",
            resource_name="StepFunctionsGetEventsForSageMakerLabelingJobsRule",
            arn_format=ArnFormat.SLASH_RESOURCE_NAME,
        )
        for actions, resources in (
            (
                [
                    "sagemaker:AddTags",
                    "sagemaker:CreateLabelingJob",
                    "sagemaker:DescribeLabelingJob",
                    "sagemaker:StopLabelingJob",
                ],
                [jobs],
            ),
            (["lambda:InvokeFunction"], [lister.function_arn]),
            (["events:DescribeRule", "events:PutRule", "events:PutTargets"], [rule]),
        ):
            iam.Grant.add_to_principal(
                grantee=self.machine, actions=actions, resource_arns=resources
            )
        self.machine.add_to_role_policy(
            iam.PolicyStatement(
                actions=["iam:PassRole"],
                resources=[self.role.role_arn],
                conditions={"StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}},
            )
        )
        accept(
            self.machine.role,
            "AwsSolutions::AwsSolutions-IAM5[Resource::*]",
            because="deliveries of logs and traces know no resource",
        )
        accept(
            self.machine.role,
            f"AwsSolutions::AwsSolutions-IAM5[Resource::{stack.resolve(jobs)}]",
            because="a job is named after its execution, when it starts",
        )


def _list(lister: Lister, reads: Folder, writes: Folder) -> dict[str, Any]:
    return {
        "Type": "Task",
        "Resource": lister.function_arn,
        "Parameters": {
            "reads": reads.uri,
            "writes": f"{writes.uri}/manifests",
            "execution.$": "$$.Execution.Name",
        },
        "Retry": [
            {
                "ErrorEquals": ["Lambda.ServiceException", "Lambda.TooManyRequestsException"],
                "IntervalSeconds": 2,
                "MaxAttempts": 6,
                "BackoffRate": 2,
            }
        ],
    }
