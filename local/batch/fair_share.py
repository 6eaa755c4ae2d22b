"""Which share's job is next: the one that has used least, each share by its weight."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from local.batch.job import LIVE, Job

_SHORTEST_WINDOW_S = 600
_LEAST_RUN_S = 1.0
"""As long a run counts at least, so that what has just started counts at once."""


@dataclass(frozen=True)
class Policy:
    """A fairsharePolicy, with what AWS takes where it says nothing."""

    window_s: float
    reservation: float
    weights: Mapping[str, float]

    @classmethod
    def of(cls, detail: Mapping[str, Any], *, second_s: float) -> "Policy":
        policy = detail.get("fairsharePolicy", {})
        return cls(
            window_s=(policy.get("shareDecaySeconds") or _SHORTEST_WINDOW_S) * second_s,
            reservation=policy.get("computeReservation", 0) / 100,
            weights={
                item["shareIdentifier"]: item.get("weightFactor", 1.0)
                for item in policy.get("shareDistribution", [])
            },
        )

    def weight(self, share: str) -> float:
        for name, weight in self.weights.items():
            if share == name or (name.endswith("*") and share.startswith(name[:-1])):
                return weight
        return 1.0

    def reserved(self, active_shares: int) -> float:
        """Of the queue's vCPUs, for shares that have no jobs yet."""
        return float(self.reservation**active_shares) if self.reservation else 0.0


@dataclass(frozen=True)
class Run:
    """What a share had, and when; still running if it has no end."""

    share: str
    vcpus: float
    began: float
    ended: float | None


def runs_of(jobs: Iterable[Job]) -> Iterator[Run]:
    for job in jobs:
        for attempt in job.attempts:
            ended = attempt.stopped_at
            began = attempt.started_at or ended or time.time() * 1000
            share = job.order["shareIdentifier"]
            yield Run(share, job.needs.vcpus, began / 1000, ended / 1000 if ended else None)


def usage(runs: Iterable[Run], window_s: float, now: float) -> dict[str, float]:
    """Seconds of a vCPU that each share had; an old one counts less, and at last nothing."""
    used: dict[str, float] = {}
    for run in runs:
        oldest = min(now - run.began, window_s)
        youngest = 0.0 if run.ended is None else min(now - run.ended, window_s)
        seconds = (oldest - youngest) - (oldest**2 - youngest**2) / (2 * window_s)
        if run.ended is None:
            seconds = max(seconds, _LEAST_RUN_S)
        used[run.share] = used.get(run.share, 0.0) + run.vcpus * seconds
    return used


@dataclass
class FairLine:
    """The waiting jobs of a fair-share queue, one at a time in their order."""

    policy: Policy
    waiting: list[Job]
    used: dict[str, float]
    vcpus_left: Callable[[], float] = field(default=lambda: float("inf"))

    def __iter__(self) -> Iterator[Job]:
        while self.waiting:
            job = min(self.waiting, key=self._place)
            self.waiting.remove(job)
            yield job
            share = job.order["shareIdentifier"]
            self.used[share] = self.used.get(share, 0.0) + job.needs.vcpus * _LEAST_RUN_S

    def has_room_for(self, job: Job) -> bool:
        """But for what is reserved for shares to come."""
        return job.needs.vcpus <= self.vcpus_left()

    def _place(self, job: Job) -> tuple[float, int]:
        """min() keeps the order of submission among equals."""
        share = job.order["shareIdentifier"]
        weighted = self.used.get(share, 0.0) * self.policy.weight(share)
        return weighted, -job.order.get("schedulingPriority", 0)


def vcpus_left(policy: Policy, open_jobs: Sequence[Job], most_vcpus: float) -> float:
    active = {job.order["shareIdentifier"] for job in open_jobs}
    taken = sum(job.needs.vcpus for job in open_jobs if job.status in LIVE)
    return most_vcpus * (1 - policy.reserved(len(active))) - taken
