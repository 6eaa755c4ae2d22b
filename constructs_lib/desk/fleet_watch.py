"""Looks at the fleets every five minutes: who waits, what is near its cap, what takes no jobs."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from aws_cdk import Duration, Stack
from aws_cdk import aws_batch as batch
from constructs import Construct

from constructs_lib.desk.job_ledger import JobLedger
from constructs_lib.desk.room import Room
from constructs_lib.desk.rounds import Round

EVERY = Duration.minutes(5)
_TIMEOUT = Duration.minutes(2)


@dataclass(frozen=True, kw_only=True)
class Watched:
    """A fleet, as far as it is watched."""

    name: str
    """The dimension ``Fleet`` of its metrics."""
    queues: Mapping[str, batch.IJobQueue]
    environments: Sequence[batch.IComputeEnvironment]
    has_gpus: bool
    on_spot: Collection[str] = ()
    """The queues whose jobs may lose their instance."""

    @property
    def tells_vcpus(self) -> bool:
        """Fargate does not say how many it uses."""
        fargate = batch.FargateComputeEnvironment
        return not all(isinstance(part, fargate) for part in self.environments)


class FleetWatch(Round):
    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        room: Room,
        fleets: Sequence[Watched],
        ledger: JobLedger,
    ) -> None:
        super().__init__(
            scope,
            id,
            room=room,
            handler="watch_fleets",
            description="measures how the fleets stand",
            settings={
                "ENVIRONMENT": room.environment,
                "FLEETS": Stack.of(scope).to_json_string(_as_json(fleets)),
                "LEDGER_TABLE": ledger.table_name,
            },
            every=EVERY,
            timeout=_TIMEOUT,
        )
        ledger.grant_look_up(self.function)
        self.function.execution_role.add_managed_policy(room.looking)


def _as_json(fleets: Sequence[Watched]) -> dict[str, dict[str, list[str]]]:
    return {
        fleet.name: {
            "queues": [queue.job_queue_arn for queue in fleet.queues.values()],
            "environments": [part.compute_environment_arn for part in fleet.environments],
        }
        for fleet in fleets
    }
