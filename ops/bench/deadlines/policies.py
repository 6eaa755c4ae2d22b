"""The policies that are replayed, by the names that they have in the table."""

from dataclasses import dataclass

from millrace.domain.deadlines import Choice, Plan, Situation, decide
from ops.bench.deadlines.cases import Job
from ops.bench.deadlines.peers import UniformProgress, greedy, on_demand
from ops.bench.deadlines.replay import Policies


@dataclass
class Ours:
    """What the Lambda decides; the plan is kept from one decision to the next."""

    plan: Plan | None = None

    def __call__(self, situation: Situation) -> Choice:
        decision = decide(situation, self.plan)
        self.plan = decision.plan
        return decision.choice


def _ours(_job: Job) -> Ours:
    return Ours()


POLICIES: Policies = {
    "on-demand": lambda _job: on_demand,
    "greedy": lambda _job: greedy,
    "uniform-progress": UniformProgress,
    "ours": _ours,
}
