"""What runs is stopped before its pipeline is deleted, and nothing else is."""

import threading

import pytest

from local.up.executions import stop_executions
from local.up.failures import UpError
from tests.local_sagemaker.bench import Bench, eventually
from tests.local_sagemaker.definitions import definition, fail, processing


def test_executions_are_stopped_and_waited_for(bench: Bench) -> None:
    bench.jobs.held.add("Prepare")
    bench.create(definition(processing("Prepare")))
    bench.create(definition(fail("End", "x")), name="other")
    ended = bench.end(bench.start(name="other"))
    running = [bench.start(), bench.start()]
    eventually(lambda: len(bench.jobs.created) == len(running), "the jobs are made")

    assert stop_executions(bench.client, ["digits", "other"]) == len(running)

    assert [bench.status(arn) for arn in running] == ["Stopped", "Stopped"]
    assert bench.status(ended) == "Failed"
    bench.client.delete_pipeline(PipelineName="digits", ClientRequestToken="a" * 36)


def test_one_that_does_not_end_is_named(bench: Bench) -> None:
    bench.jobs.held.add("Prepare")
    bench.jobs.deaf.add("Prepare")
    bench.create(definition(processing("Prepare")))
    arn = bench.start()
    eventually(lambda: bool(bench.jobs.created), "the job is made")

    with pytest.raises(UpError, match=f"{arn} still runs"):
        stop_executions(bench.client, ["digits"], within_s=0.5)

    bench.service.stop()
    eventually(lambda: not steps(), "nobody looks at the job any more")


def steps() -> list[str]:
    return [one.name for one in threading.enumerate() if one.name.startswith("pipeline-step")]
