"""The local AWS Batch takes what the desk submits in another job's place, and runs it."""

from dataclasses import replace

import pytest

from millrace.adapters.resubmission import Resubmission
from millrace.adapters.stops import Stops
from millrace.domain.acting import Result
from millrace.domain.fleets import Fleet, Fleets, Size
from millrace.domain.job import JobRecord, Kind, State
from millrace.domain.orders import Do, Order, Progress, token_of
from tests.lambda_.acting.ended_jobs import NOW, ended
from tests.lambda_.acting.test_effects import client as stubbed
from tests.local_batch.conftest import (  # noqa: F401 - fixtures
    account,
    batch,
    client,
    desk,
    gpu_desk,
    logs,
    node_desk,
    pace,
    secrets,
    server,
)
from tests.local_batch.desk import Desk
from tests.local_batch.node_jobs import submit as submit_nodes

FAILS = "import os, sys; print(os.environ['WHICH']); sys.exit(3)"


class Actors:
    """What carries out orders about jobs of the local Batch."""

    def __init__(self, of: Desk) -> None:
        self._desk = of
        queue = of.client.describe_job_queues(jobQueues=["gpu"])["jobQueues"][0]["jobQueueArn"]
        other = queue.replace("/gpu", "/steady")
        sizes = [Size(1_000, 4, 1), Size(2_000, 4, 1)]
        fleet = Fleet(name="gpu", queues={queue: {"on_demand": other}}, sizes=sizes)
        self._resubmission = Resubmission(of.client, fleets=Fleets(fleets=[fleet]))
        self._queue = queue

    def carry_out(self, do: Do, job_id: str, kind: Kind = Kind.SINGLE) -> Result:
        order = Order(token=token_of(job_id, do, "end"), do=do, because="x", ordered_at=NOW)
        return self._resubmission.submit(self.record(job_id, kind), order)

    def record(self, job_id: str, kind: Kind = Kind.SINGLE) -> JobRecord:
        name = self._desk.job(job_id)["jobName"]
        return replace(ended("x", job_id=job_id, kind=kind, queue=self._queue), name=name)


@pytest.fixture
def actors(gpu_desk: Desk) -> Actors:  # noqa: F811
    gpu_desk.add_queue("steady", "on-demand")
    return Actors(gpu_desk)


def test_a_job_goes_on_elsewhere_with_what_it_was_given_and_once(
    gpu_desk: Desk,  # noqa: F811
    actors: Actors,
) -> None:
    gpu_desk.define(FAILS)
    given = {"environment": [{"name": "WHICH", "value": "mine"}]}
    first = gpu_desk.client.submit_job(
        jobName="trial",
        jobQueue="gpu",
        jobDefinition="trial",
        containerOverrides=given,  # type: ignore[arg-type]
        tags={"millrace:team": "vision"},
    )["jobId"]
    gpu_desk.wait_to_end(first)

    done, again = (actors.carry_out(Do.ON_DEMAND, first) for _ in range(2))
    job = gpu_desk.wait_to_end(done.text.removeprefix("as "))

    assert done == again
    assert job["jobQueue"].endswith("/steady")
    assert job["container"]["environment"] == given["environment"]
    assert job["container"]["exitCode"] == 3
    assert job["tags"]["millrace:continues"] == first
    assert job["tags"]["millrace:team"] == "vision"


def test_a_larger_job_asks_for_the_memory_of_the_next_size(
    gpu_desk: Desk,  # noqa: F811
    actors: Actors,
) -> None:
    first = gpu_desk.submit("raise SystemExit(1)")
    gpu_desk.wait_to_end(first)
    job = gpu_desk.job(actors.carry_out(Do.LARGER, first).text.removeprefix("as "))

    assert {"type": "MEMORY", "value": "2000"} in job["container"]["resourceRequirements"]


def test_what_somebody_terminated_stays_so(
    gpu_desk: Desk,  # noqa: F811
    actors: Actors,
) -> None:
    first = gpu_desk.submit("import time; time.sleep(60)")
    gpu_desk.wait(first, "RUNNING")
    gpu_desk.client.terminate_job(jobId=first, reason="wrong data")
    gpu_desk.wait_to_end(first)

    assert actors.carry_out(Do.RETRY, first).text == "somebody stopped it: wrong data"


def test_what_the_desk_stops_is_told_from_what_people_stop(
    gpu_desk: Desk,  # noqa: F811
    actors: Actors,
) -> None:
    first = gpu_desk.submit("import time; time.sleep(60)")
    gpu_desk.wait(first, "RUNNING")
    stop = Order(token="t", do=Do.STOP, because="reaper", ordered_at=NOW)
    running = replace(actors.record(first), state=State.RUNNING)
    Stops(lambda: gpu_desk.client, lambda: stubbed("sagemaker")).stop(running, stop)

    assert gpu_desk.wait_to_end(first)["statusReason"] == "millrace: stopped: reaper"
    assert actors.carry_out(Do.RETRY, first).progress is Progress.DONE


def test_of_an_array_the_children_that_failed_are_named(
    gpu_desk: Desk,  # noqa: F811
    actors: Actors,
) -> None:
    gpu_desk.define("import os, sys; sys.exit(int(os.environ['AWS_BATCH_JOB_ARRAY_INDEX']))")
    first = gpu_desk.submit_array(2)
    gpu_desk.wait_to_end(first)

    assert actors.carry_out(Do.RETRY, first, Kind.ARRAY).text == (
        "1 of its 2 children failed: 1; the others are done, so submit only these again"
    )


def test_a_job_on_nodes_runs_again_on_nodes(node_desk: Desk) -> None:  # noqa: F811
    first = submit_nodes(node_desk, {"0:1": "raise SystemExit(1)"})
    node_desk.wait_to_end(first)
    done = Actors(node_desk).carry_out(Do.RETRY, first, Kind.MULTI_NODE)
    job = node_desk.wait_to_end(done.text.removeprefix("as "))

    assert job["nodeProperties"]["numNodes"] == 2
