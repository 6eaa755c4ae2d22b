"""The policies that ours is compared with."""

from dataclasses import dataclass
from datetime import timedelta

from millrace.domain.deadlines import Choice, OnDemand, Situation, Spot, Wait
from millrace.domain.deadlines.safety import is_safe
from ops.bench.deadlines.cases import Job


def on_demand(_situation: Situation) -> Choice:
    return OnDemand()


def greedy(situation: Situation) -> Choice:
    """Spot whenever there is any; on-demand from the last moment on, to the end."""
    run = situation.running
    if run is not None and run.zone is None:
        return OnDemand()
    spot = _spot(situation)
    if spot is not None and is_safe(situation, spot):
        return spot
    return Wait() if is_safe(situation, Wait()) else OnDemand()


@dataclass(frozen=True)
class UniformProgress:
    """Wu and others, Can't Be Late (NSDI 2024), section 5.2: its four rules."""

    job: Job

    def __call__(self, situation: Situation) -> Choice:
        run, spot = situation.running, _spot(situation)
        if spot is not None and not is_safe(situation, spot):
            spot = None
        if run is not None and run.zone is None:
            ahead = self._ahead(situation, by=2 * situation.restart)
            return spot if spot is not None and ahead >= 0 else OnDemand()
        if spot is not None:
            return spot
        late = self._ahead(situation, by=timedelta()) < 0 or not is_safe(situation, Wait())
        return OnDemand() if late else Wait()

    def _ahead(self, situation: Situation, *, by: timedelta) -> float:
        """Seconds of work done beyond an even share of the time that has passed, and ``by``."""
        left = (situation.deadline - situation.now).total_seconds()
        passed = self.job.deadline - left + by.total_seconds()
        done = self.job.work - situation.work_left.total_seconds()
        return done - passed * self.job.work / self.job.deadline


def _spot(situation: Situation) -> Spot | None:
    """Where it runs already, or else where spot was to be had the most."""
    run = situation.running
    if run is not None and run.zone is not None:
        return Spot(run.zone)
    zones = [zone for zone, up in situation.available.items() if up]
    return Spot(max(zones, key=lambda zone: _share(situation, zone))) if zones else None


def _share(situation: Situation, zone: str) -> float:
    past = situation.history
    known = getattr(past, "zones", {}).get(zone)
    if known is None:
        return 0.0
    up, down = (sum(known.count(up=up)[0]) for up in (True, False))
    return up / (up + down) if up + down else 0.0
