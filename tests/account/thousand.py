"""`python -m tests.account.thousand`: a thousand jobs through the deployed desk, each counted once.

Without `--running` in a local account of its own, which it deploys; with it in that of `make up`,
where no one else should be at work.
"""

import argparse
import io
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError

from rich.console import Console

from local import process
from local.up.go_up import Up
from local.up.places import Places
from millrace.domain.orders import Progress
from tests.account.conftest import Deployed, free_port
from tests.account.crowd import CHILDREN, Member, gathered
from tests.account.crowd_checks import Seen, faults
from tests.account.crowd_figures import figures
from tests.account.desk import Desk, new_job
from tests.account.eventually import eventually
from tests.account.pipelines.listening import hearing_topic

_MOST_NAMED = 20
_PATIENCE_S = 3600.0
_LOOKS_S = 5


def main(argv: Sequence[str] | None = None) -> int:
    asked = _asked(argv)
    with _deployed(is_running=asked.running) as deployed:
        desk = Desk(deployed)
        topic = desk.resource("AWS::SNS::Topic", "TeamsVision")
        with hearing_topic(deployed, "crowd-heard", topic) as team:
            began = time.monotonic()
            crowd: list[Member] = []
            with _taking(desk, crowd):
                crowd.extend(gathered(desk, asked.jobs))
                _say(f"submitted {_size(crowd)}, in {time.monotonic() - began:.0f} s")
                eventually(lambda: _is_over(desk, crowd), within_seconds=_PATIENCE_S)
            took = time.monotonic() - began
            seen = Seen(records=desk.records(), jobs=desk.every_job(), notices=team.heard())
        wrong = [*faults(seen, crowd), *desk.dead_letters()]
        for line in figures(desk, seen, crowd, took=took):
            _say(line)
    for fault in wrong[:_MOST_NAMED]:
        _say(f"wrong: {fault}")
    _say(f"{len(wrong)} faults")
    return 1 if wrong else 0


def _asked(argv: Sequence[str] | None) -> argparse.Namespace:
    words = argparse.ArgumentParser(prog="python -m tests.account.thousand", description=__doc__)
    words.add_argument("--jobs", type=int, default=1000, help="submissions (%(default)s)")
    words.add_argument("--running", action="store_true", help="in the account of make up")
    return words.parse_args(argv)


@contextmanager
def _deployed(*, is_running: bool) -> Iterator[Deployed]:
    file = io.StringIO()
    screen = Console(file=file, width=110)
    if is_running:
        account = process.start()
        up = Up.begin(screen, Places(), port=account.port)
        yield Deployed(up, up.deploy(), screen, file)
        return
    with tempfile.TemporaryDirectory(prefix="millrace-") as folder:
        places = Places(Path(folder) / "places")
        try:
            up = Up.begin(screen, places, port=free_port())
            yield Deployed(up, up.deploy(), screen, file)
        finally:
            process.stop(places.state)


@contextmanager
def _taking(desk: Desk, crowd: Sequence[Member]) -> Iterator[None]:
    """Takes the instance of each that is to lose it, once it runs."""
    over = threading.Event()
    taken: set[str] = set()

    def take() -> None:
        while not over.wait(0.2):
            every = {member.job_id for member in list(crowd) if member.fate.is_taken}
            for job_id in desk.running(every - taken):
                try:
                    desk.lose(job_id)
                except HTTPError as refused:
                    # It left its instance, or another took that, between the look and the blow.
                    refused.close()
                else:
                    taken.add(job_id)

    thread = threading.Thread(target=take, name="taking", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _is_over(desk: Desk, crowd: Sequence[Member]) -> bool:
    """All have ended, nothing is due, and those in their place have ended too."""
    time.sleep(_LOOKS_S)
    records = desk.records()
    mine = {job_id for member in crowd for job_id in (member.job_id, *member.children)}
    orders = [order for record in records.values() for order in record.orders.values()]
    after = {new_job(one) for one in orders if one.do.submits and one.progress is Progress.DONE}
    over = {one.job_id for one in records.values() if one.state.terminal and not one.due}
    _say(f"{len(over)} are over, {len((mine | after) - over)} are not")
    return mine | after <= over


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _size(crowd: Sequence[Member]) -> str:
    children = sum(len(member.children) for member in crowd)
    return f"{len(crowd)}, with {children} children of arrays of {CHILDREN}"


if __name__ == "__main__":
    sys.exit(main())
