"""Moves jobs that have a deadline between spot and on-demand, every five minutes."""

from aws_cdk import Duration
from constructs import Construct

from constructs_lib.desk.fleets import Knowledge
from constructs_lib.desk.job_ledger import Index, JobLedger
from constructs_lib.desk.room import Room
from constructs_lib.desk.rounds import Round

_EVERY = Duration.minutes(5)
_TIMEOUT = Duration.minutes(2)


class DeadlineConductor(Round):
    """It only ends a job where it is: that it goes on elsewhere is decided and done as ever."""

    def __init__(
        self, scope: Construct, id: str, *, room: Room, ledger: JobLedger, knowledge: Knowledge
    ) -> None:
        super().__init__(
            scope,
            id,
            room=room,
            handler="conduct_deadlines",
            description="moves jobs with deadlines between spot and on-demand",
            settings={
                "ENVIRONMENT": room.environment,
                "LEDGER_TABLE": ledger.table_name,
                "FLEETS": knowledge.setting(),
            },
            every=_EVERY,
            timeout=_TIMEOUT,
        )
        ledger.grant_find(self.function, by=[Index.BY_DAY, Index.OPEN])
        self.function.execution_role.add_managed_policy(room.looking)
        self.function.execution_role.add_managed_policy(room.moving)
