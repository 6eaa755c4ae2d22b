"""What functions of the desk may do with what has no ARN: once for all of them."""

from aws_cdk import ArnFormat, Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

from constructs_lib.findings import accept
from constructs_lib.metrics import may_publish

_ANYTHING = "AwsSolutions::AwsSolutions-IAM5[Resource::*]"
_SUBMITTER_TAG = "millrace:submitted-by"
_OF_BATCH = ("ComputeEnvironments", "JobQueues", "Jobs", "ServiceJob")
_JOBS = ("HyperParameterTuningJob", "LabelingJob", "ProcessingJob", "TrainingJob", "TransformJob")
_DESCRIBED = (*_JOBS, "AutoMLJobV2", "PipelineExecution")
_LISTED = (
    *(*_JOBS, "AutoMLJob", "Pipeline", "PipelineExecution"),
    *("PipelineExecutionStep", "Tag"),
)


class Reporting(iam.ManagedPolicy):
    """Metrics in our namespace, and traces."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id, description="what every function of the job desk tells")
        self.add_statements(
            may_publish(),
            iam.PolicyStatement(
                actions=["xray:PutTelemetryRecords", "xray:PutTraceSegments"], resources=["*"]
            ),
        )
        accept(
            self,
            _ANYTHING,
            because="X-Ray knows no resource for a trace, CloudWatch none for a metric: its "
            "namespace is named by condition",
        )


class Looking(iam.ManagedPolicy):
    """At jobs of AWS Batch and SageMaker, and at fleets; it changes nothing."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id, description="how jobs and fleets stand")
        self.add_statements(
            iam.PolicyStatement(
                actions=[
                    *(f"batch:Describe{what}" for what in _OF_BATCH),
                    "batch:ListJobs",
                    *(f"sagemaker:Describe{kind}" for kind in _DESCRIBED),
                    *(f"sagemaker:List{kind}s" for kind in _LISTED),
                ],
                resources=["*"],
            )
        )
        accept(
            self,
            _ANYTHING,
            because="both services list by actions that know no resource, AWS Batch describes so "
            "too; and jobs of a notebook are named by people",
        )


class Moving(iam.ManagedPolicy):
    """Jobs of AWS Batch: to end one, and to tag the one in its place."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id, description="how jobs are ended and tagged")
        jobs = Stack.of(self).format_arn(
            service="batch",
            resource="job",
            resource_name="*",
            arn_format=ArnFormat.SLASH_RESOURCE_NAME,
        )
        submitted = {"Null": {f"aws:ResourceTag/{_SUBMITTER_TAG}": "false"}}
        self.add_statements(
            iam.PolicyStatement(actions=["batch:TagResource"], resources=[jobs]),
            iam.PolicyStatement(
                actions=["batch:TerminateJob"], resources=[jobs], conditions=submitted
            ),
        )
        accept(
            self,
            f"AwsSolutions::AwsSolutions-IAM5[Resource::{Stack.of(self).resolve(jobs)}]",
            because="a job is named by its id, which AWS Batch makes when it is submitted; only "
            "what carries the tag of our submissions can be ended",
        )
