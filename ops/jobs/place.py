"""Where the words of ops.jobs look: an environment's ledger, its logs, and who is asking."""

from dataclasses import dataclass
from functools import cached_property

import boto3

from config import Environment
from millrace.domain.policy import Policy
from ops.ledger import JobLedger
from ops.pipeline.watching import Clock
from ops.stack_outputs import stack_output


@dataclass(frozen=True)
class Place:
    environment: Environment
    session: boto3.Session
    clock: Clock

    @cached_property
    def ledger(self) -> JobLedger:
        table = stack_output(self.session, self.environment, "Events", "LedgerTable")
        return JobLedger(self.session.client("dynamodb"), table=table, now=self.clock.now)

    def caller(self) -> str:
        """As ops.submit tags the jobs of who submits them."""
        arn = self.session.client("sts").get_caller_identity()["Arn"]
        return arn.rpartition("/")[2]

    @property
    def policy(self) -> Policy:
        """What the desk may do, as the environment file says."""
        desk = self.environment.desk
        return Policy(
            retries=desk.retries,
            on_demand_after_spot=desk.on_demand_after_spot,
            larger_after_out_of_memory=desk.larger_after_out_of_memory,
            keep_days=desk.keep_days,
        )

    @property
    def endpoint(self) -> str | None:
        """What the AWS command line has to be told to find the local account."""
        if self.environment.name != "local":
            return None
        return str(self.session.client("logs").meta.endpoint_url)

    @property
    def on(self) -> str:
        """What a command of ours needs to find this place again."""
        name = self.environment.name
        return "" if name == "local" else f" --environment {name}"
