"""The resource types that we add, one row each: add a row and CloudFormation serves the type."""

from collections.abc import Mapping

from local.cloudformation.rows import ById, Lookup, Row, Tagging
from local.cloudformation.security_group_rules import rule_row


def _batch_tags() -> Tagging:
    return Tagging(
        add=ById(operation="TagResource", argument="resourceArn"),
        remove=ById(operation="UntagResource", argument="resourceArn"),
        tags="tags",
        tags_are_a_map=True,
        keys=lambda keys: {"tagKeys": keys},
    )


def _ec2_tags() -> Tagging:
    return Tagging(
        add=ById(operation="CreateTags", argument="Resources", many=True),
        remove=ById(operation="DeleteTags", argument="Resources", many=True),
        tags="Tags",
        tags_are_a_map=False,
        keys=lambda keys: {"Tags": [{"Key": key} for key in keys]},
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

FLOW_LOG = Row(
    type="AWS::EC2::FlowLog",
    service="ec2",
    create="CreateFlowLogs",
    identifier="FlowLogIds[0]",
    arrange=lambda given: {
        ("ResourceIds" if name == "ResourceId" else name): value for name, value in given.items()
    },
    lookup=Lookup(
        by_id=ById(operation="DescribeFlowLogs", argument="FlowLogIds", many=True),
        found="FlowLogs",
        status="FlowLogStatus",
        good=("ACTIVE",),
    ),
    delete=ById(operation="DeleteFlowLogs", argument="FlowLogIds", many=True),
    tagging=_ec2_tags(),
)

ROWS: Mapping[str, Row] = {
    row.type: row
    for row in (
        COMPUTE_ENVIRONMENT,
        JOB_QUEUE,
        JOB_DEFINITION,
        FLOW_LOG,
        rule_row("Ingress"),
        rule_row("Egress"),
    )
}
