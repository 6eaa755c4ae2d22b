"""AWS Batch: fleets, queues, definitions of jobs."""

from local.cloudformation.rows import ById, Lookup, Row, Tagging


def _batch_tags() -> Tagging:
    return Tagging(
        add=ById(operation="TagResource", argument="resourceArn"),
        remove=ById(operation="UntagResource", argument="resourceArn"),
        tags="tags",
        tags_are_a_map=True,
        keys=lambda keys: {"tagKeys": keys},
    )


def _batch_lookup(operation: str, argument: str) -> Lookup:
    return Lookup(
        by_id=ById(operation=operation, argument=argument, many=True),
        found=argument,
        status="status",
        good=("VALID",),
        bad=("INVALID",),
        gone=("DELETED",),
    )


COMPUTE_ENVIRONMENT = Row(
    type="AWS::Batch::ComputeEnvironment",
    service="batch",
    create="CreateComputeEnvironment",
    identifier="computeEnvironmentArn",
    lookup=_batch_lookup("DescribeComputeEnvironments", "computeEnvironments"),
    update=ById(operation="UpdateComputeEnvironment", argument="computeEnvironment"),
    delete=ById(operation="DeleteComputeEnvironment", argument="computeEnvironment"),
    name="ComputeEnvironmentName",
    defaults={"State": "ENABLED"},
    tagging=_batch_tags(),
    before_delete={"state": "DISABLED"},
    for_cloudformation=frozenset({"ReplaceComputeEnvironment"}),
    replaces_unless_false="ReplaceComputeEnvironment",
)

JOB_QUEUE = Row(
    type="AWS::Batch::JobQueue",
    service="batch",
    create="CreateJobQueue",
    identifier="jobQueueArn",
    lookup=_batch_lookup("DescribeJobQueues", "jobQueues"),
    update=ById(operation="UpdateJobQueue", argument="jobQueue"),
    delete=ById(operation="DeleteJobQueue", argument="jobQueue"),
    name="JobQueueName",
    defaults={"State": "ENABLED", "JobStateTimeLimitActions": []},
    tagging=_batch_tags(),
    before_delete={"state": "DISABLED"},
)

JOB_DEFINITION = Row(
    type="AWS::Batch::JobDefinition",
    service="batch",
    create="RegisterJobDefinition",
    identifier="jobDefinitionArn",
    lookup=Lookup(
        by_id=ById(operation="DescribeJobDefinitions", argument="jobDefinitions", many=True),
        found="jobDefinitions",
        status="status",
        good=("ACTIVE",),
        gone=("INACTIVE",),
    ),
    revises=True,
    delete=ById(operation="DeregisterJobDefinition", argument="jobDefinition"),
    name="JobDefinitionName",
    pretended=frozenset({"ResourceRetentionPolicy"}),
)

SCHEDULING_POLICY = Row(
    type="AWS::Batch::SchedulingPolicy",
    service="batch",
    create="CreateSchedulingPolicy",
    identifier="arn",
    lookup=Lookup(
        by_id=ById(operation="DescribeSchedulingPolicies", argument="arns", many=True),
        found="schedulingPolicies",
    ),
    update=ById(operation="UpdateSchedulingPolicy", argument="arn"),
    delete=ById(operation="DeleteSchedulingPolicy", argument="arn"),
    name="Name",
    defaults={"FairsharePolicy": {}},
    tagging=_batch_tags(),
)

BATCH = (COMPUTE_ENVIRONMENT, JOB_QUEUE, JOB_DEFINITION, SCHEDULING_POLICY)
