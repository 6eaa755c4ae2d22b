"""A queue with fair share wants to know each job's priority among those of its share."""

from collections.abc import Iterator

from rules.finding import Place
from rules.fleets import JOB, QUEUE
from rules.rule import rule
from rules.template import Template


@rule(
    "BATV",
    "a queue with a scheduling policy refuses the submission (Either schedulingPriority in job "
    "definition or schedulingPriorityOverride is required): give the job definition a "
    "SchedulingPriority",
    evidence="D, seen by others: terraform-provider-aws 31226",
)
def check(template: Template) -> Iterator[Place]:
    """Only where all queues share fairly: else the job may be for one that does not."""
    queues = list(template.assembly.of_type(QUEUE))
    if not queues or any(queue.get("SchedulingPolicyArn") is None for queue in queues):
        return
    for job in template.of_type(JOB):
        is_for_eks = job.get("EksProperties") is not None
        if job.get("SchedulingPriority") is None and not is_for_eks:
            yield job.at("SchedulingPriority")
