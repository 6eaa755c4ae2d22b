"""Takes spot instances away at random times: with a notice, or without, as a broken disk."""

import json
import random
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

_PAST_EVERY_PROXY = build_opener(ProxyHandler({}))


@dataclass(frozen=True)
class Blow:
    after_s: float
    whom: float
    """Of the instances that there are then, from 0 for the first to 1 for the last."""
    word: str
    more: dict[str, float]


def blows(seed: int, *, pause_s: float) -> Iterator[Blow]:
    chance = random.Random(seed)  # noqa: S311 - nobody is to be kept from guessing
    while True:
        is_warned = chance.random() < 0.7
        notice = {
            "noticeSeconds": chance.uniform(0, 0.3),
            "graceSeconds": chance.choice([0.0, 0.5]),
        }
        yield Blow(
            after_s=chance.uniform(0, 2 * pause_s),
            whom=chance.random(),
            word="reclaim" if is_warned else "lose",
            more=notice if is_warned else {},
        )


class Storm(threading.Thread):
    """Rages until it is told to stop, and strikes no job more often than it may be tried again."""

    def __init__(self, endpoint: str, plan: Iterator[Blow], *, most: int) -> None:
        super().__init__(name="storm", daemon=True)
        self._endpoint = endpoint
        self._plan = plan
        self._most = most
        self._is_over = threading.Event()
        self.strikes: Counter[str] = Counter()
        """Of each job."""
        self.taken = 0
        """Instances that had jobs."""

    def run(self) -> None:
        for blow in self._plan:
            if self._is_over.wait(blow.after_s):
                return
            self._strike(blow)

    def stop(self) -> None:
        self._is_over.set()
        self.join()

    def takes(self, job_id: str) -> bool:
        """Its instance, if it is on one."""
        try:
            self._ask("lose", {"jobId": job_id})
        except HTTPError as refused:
            refused.close()
            return False
        return True

    def _strike(self, blow: Blow) -> None:
        every = self._ask("instances")["instances"]
        instances = [one for one in every if one["isSpot"]]
        if not instances:
            return
        instance = instances[int(blow.whom * len(instances))]
        if any(self.strikes[job] >= self._most for job in instance["jobIds"]):
            return
        try:
            struck = self._ask(blow.word, {"instanceId": instance["instanceId"], **blow.more})
        except HTTPError as refused:
            # Between the look and the blow the instance may have gone.
            refused.close()
            return
        self.strikes.update(struck["jobIds"])
        self.taken += bool(struck["jobIds"])

    def _ask(self, word: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        data = None if body is None else json.dumps(body).encode()
        address = f"{self._endpoint}/_millrace/spot/{word}"
        request = Request(address, data=data)  # noqa: S310 - our own
        with _PAST_EVERY_PROXY.open(request, timeout=30) as answer:
            found: dict[str, Any] = json.loads(answer.read())
        return found
