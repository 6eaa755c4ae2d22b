"""The name of a queue, for a stack that is not the queue's own."""

from aws_cdk import CfnOutput, Fn, Stack
from aws_cdk import aws_batch as batch
from constructs import Construct

_ID = "Name"


def name_of(queue: batch.IJobQueue, *, within: Construct) -> str:
    """Cut out of its ARN where the queue stands: CloudFormation cuts nothing that it has to fetch.

    Fn::Split takes no Fn::GetStackOutput, which is how stacks hand each other values here.
    """
    home, here = Stack.of(queue), Stack.of(within)
    if home is here:
        return queue.job_queue_name
    output = queue.node.try_find_child(_ID)
    if not isinstance(output, CfnOutput):
        if not isinstance(queue, Construct):
            raise TypeError(f"{queue.node.path} is a {type(queue).__name__}, and holds no output")
        output = CfnOutput(queue, _ID, value=queue.job_queue_name)
    here.add_stack_dependency(home)
    return Fn.get_stack_output(home.stack_name, home.get_logical_id(output), home.region)
