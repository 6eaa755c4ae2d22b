"""Jobs: of one container, of several nodes that talk, and small ones on Fargate."""

from aws_cdk import aws_batch as batch
from constructs import Construct

from constructs_lib.batch import containers, fargate_sizes, retries
from constructs_lib.batch.instance_fleet import InstanceFleet
from constructs_lib.batch.program import Needs, Program, Script, Surroundings
from constructs_lib.mistakes import MistakeError

_FEWEST_NODES = 2
_AMONG_ITS_TEAM = 100
"""With room on both sides. A queue with fair share refuses a submission where nothing says it."""


class JobError(MistakeError):
    """A job was described that AWS Batch would refuse, or never start."""


class ScriptJob(Construct):
    """On an instance; as an array of them where the submission asks for an array."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        script: Script,
        needs: Needs,
        surroundings: Surroundings,
    ) -> None:
        super().__init__(scope, id)
        _refuse_fractions(needs)
        program = Program(self, "Program", script=script, surroundings=surroundings)
        self.role = program.role
        self.definition = batch.EcsJobDefinition(
            self,
            "Definition",
            container=containers.on_instance(self, program, needs),
            parameters=program.parameters,
            scheduling_priority=_AMONG_ITS_TEAM,
            propagate_tags=True,
            retry_attempts=needs.attempts,
            retry_strategies=retries.on_instances(),
            timeout=needs.timeout,
        )


class MultiNodeJob(Construct):
    """Every node runs the same; node 0 is where they meet. AWS Batch has no spot for it."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        script: Script,
        needs: Needs,
        surroundings: Surroundings,
        nodes: int,
        fleet: InstanceFleet,
    ) -> None:
        super().__init__(scope, id)
        _refuse_fractions(needs)
        _refuse_nodes(nodes, fleet)
        fleet.security_group.let_nodes_talk()
        program = Program(self, "Program", script=script, surroundings=surroundings)
        self.role = program.role
        container = containers.on_instance(self, program, needs, efa=fleet.has_efa)
        self.definition = batch.MultiNodeJobDefinition(
            self,
            "Definition",
            containers=[
                batch.MultiNodeContainer(container=container, start_node=0, end_node=nodes - 1)
            ],
            main_node=0,
            parameters=program.parameters,
            scheduling_priority=_AMONG_ITS_TEAM,
            propagate_tags=True,
            retry_attempts=needs.attempts,
            retry_strategies=retries.on_instances(),
            timeout=needs.timeout,
        )


class FargateJob(Construct):
    """No instance, no GPU: vCPUs and memory in the pairs that Fargate sells."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        script: Script,
        needs: Needs,
        surroundings: Surroundings,
    ) -> None:
        super().__init__(scope, id)
        _refuse_what_fargate_lacks(needs)
        program = Program(self, "Program", script=script, surroundings=surroundings)
        self.role = program.role
        self.definition = batch.EcsJobDefinition(
            self,
            "Definition",
            container=containers.on_fargate(self, program, needs),
            parameters=program.parameters,
            scheduling_priority=_AMONG_ITS_TEAM,
            propagate_tags=True,
            retry_attempts=needs.attempts,
            retry_strategies=retries.on_fargate(),
            timeout=needs.timeout,
        )


def _refuse_fractions(needs: Needs) -> None:
    if needs.vcpus != int(needs.vcpus):
        raise JobError(f"vCPUs of a job on instances are whole, got {needs.vcpus:g}")


def _refuse_nodes(nodes: int, fleet: InstanceFleet) -> None:
    if nodes < _FEWEST_NODES:
        raise JobError(f"nodes of a multi-node job must be {_FEWEST_NODES} or more, got {nodes}")
    if not fleet.on_demand_parts:
        raise JobError(
            "AWS Batch runs no multi-node job on spot, and the fleet has nothing else: "
            "give on_demand_max_vcpus"
        )


def _refuse_what_fargate_lacks(needs: Needs) -> None:
    if needs.gpus or needs.shared_memory is not None:
        raise JobError(
            f"Fargate has no GPUs and no size of /dev/shm, got {needs.gpus} GPUs: "
            "use a fleet of instances"
        )
    memory = int(needs.memory.to_mebibytes())
    if not fargate_sizes.is_sold(needs.vcpus, memory):
        raise JobError(
            f"Fargate sells no {needs.vcpus:g} vCPUs with {memory} MiB; "
            f"allowed: {fargate_sizes.nearby(needs.vcpus)}"
        )
