"""What each choice is expected to cost, when the plan is followed after it."""

from collections.abc import Iterator
from dataclasses import dataclass

from millrace.domain.deadlines.past import Past
from millrace.domain.deadlines.plan import Mode, Plan
from millrace.domain.deadlines.situation import Choice, OnDemand, Situation, Spot, Wait
from millrace.domain.deadlines.stages import within
from millrace.domain.deadlines.stretches import AGES, age_group


@dataclass(frozen=True)
class Weighing:
    """Seconds of on-demand."""

    situation: Situation
    past: Past
    plan: Plan

    def costs(self) -> Iterator[tuple[float, Choice]]:
        """On-demand first: where two cost the same, it is the safer."""
        yield self._held(OnDemand(), Mode.ON_DEMAND, 1.0), OnDemand()
        run = self.situation.holds
        if run is None or run.zone is not None:
            after = self._expected(Mode.WAITING, self._zone, self._time, self._slack - self._step)
            yield after, Wait()
        for zone, up in self.situation.available.items():
            if up and self._pays(zone):
                spot = Spot(zone)
                yield self._held(spot, Mode.ON_SPOT, self.situation.spot_price), spot

    def _pays(self, zone: str) -> bool:
        """Whether a run would be worth its restarts if its work were else done on on-demand."""
        run = self.situation.holds
        restart = restart_of(self.situation, Spot(zone))
        if run is not None and run.zone == zone:
            return True
        chances, age = self.plan.chances, self._age(zone)
        span = restart + self.situation.work_left.total_seconds()
        held = chances.expected(zone, age, within=span)
        works = held - chances.expected(zone, age, within=restart)
        back = 0.0
        if run is not None and run.zone is None:
            back = self.situation.restart.total_seconds()
        return works >= self.situation.spot_price * held + back

    @property
    def _time(self) -> float:
        """Left after a step."""
        left = (self.situation.deadline - self.situation.now).total_seconds()
        return max(0.0, left - self._step)

    @property
    def _slack(self) -> float:
        situation = self.situation
        return (situation.deadline - situation.now - situation.work_left).total_seconds()

    @property
    def _step(self) -> float:
        left = (self.situation.deadline - self.situation.now).total_seconds()
        return min(self.plan.step, left)

    def _held(self, choice: Choice, mode: Mode, price: float) -> float:
        work = self.situation.work_left.total_seconds()
        restart = restart_of(self.situation, choice)
        if work + restart <= self._step:
            return price * (work + restart)
        zone = choice.zone if isinstance(choice, Spot) else self._zone
        after = self._expected(mode, zone, self._time, self._slack - restart)
        return price * self._step + after

    def _expected(self, mode: Mode, zone: str | None, time: float, slack: float) -> float:
        lost = Mode.WAITING if mode is Mode.ON_SPOT else mode
        if zone is None:
            return self._in_drought(mode, time, slack)
        ends, chances = self._ends(zone), self.plan.chances
        sides = chances.sides
        company = min(sides, sum(self.situation.available.values())) - 1
        age = age_group(self._age(zone) + self._step)
        stays = self.plan.cost(mode, age * sides + company, time, slack)
        if sides > 1:
            change = within(chances.company[company], self._step)
            other = self.plan.cost(mode, age * sides + 1 - company, time, slack)
            stays += change * (other - stays)
        return (1 - ends) * stays + ends * self._lost(lost, company, time, slack)

    def _in_drought(self, mode: Mode, time: float, slack: float) -> float:
        chances, plan = self.plan.chances, self.plan
        known = self.past.anywhere
        age = known.age if known and not known.up else 0.0
        ends = within(chances.drought[age_group(age)], self._step)
        drought = plan.induction.with_spot + age_group(age + self._step)
        stays, over = (plan.cost(mode, stage, time, slack) for stage in (drought, 0))
        return (1 - ends) * stays + ends * over

    def _lost(self, mode: Mode, company: int, time: float, slack: float) -> float:
        plan, chances = self.plan, self.plan.chances
        dry = plan.cost(mode, plan.induction.with_spot, time, slack)
        if not chances.landing:
            return dry
        landed = sum(
            share * plan.cost(mode, stage, time, slack)
            for stage, share in enumerate(chances.landing)
            if share
        )
        return dry + chances.caught[company] * (landed - dry)

    @property
    def _zone(self) -> str | None:
        """Whose spot is likeliest to stay, of those that have any."""
        zones = [zone for zone, up in self.situation.available.items() if up]
        return min(zones, key=self._ends, default=None)

    def _ends(self, zone: str) -> float:
        chances = self.plan.chances
        return within(chances.zones[zone][age_group(self._age(zone))], self._step)

    def _age(self, zone: str) -> float:
        known = self.past.zones.get(zone)
        return known.age if known and known.up else AGES[0]


def restart_of(situation: Situation, choice: Choice) -> float:
    """Seconds until it would work."""
    run = situation.holds
    if run is not None and run.choice == choice:
        return run.restart_left.total_seconds()
    return situation.restart.total_seconds()
