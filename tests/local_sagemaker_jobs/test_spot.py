"""A spot machine is taken back in the middle of training."""

import json
from typing import Any

import pytest

from local.sagemaker.jobs.spot import PREFIX
from tests.local_batch.desk import eventually
from tests.local_sagemaker_jobs.bench import Bench, statuses
from tests.local_sagemaker_jobs.fakes import FakeStores

# Counts to one over as many machines as it takes; leaves when it is told to.
COUNTER = """
import pathlib, signal, sys, time
place = pathlib.Path('/opt/ml/checkpoints/count')
count = int(place.read_text()) if place.exists() else 0
def leave(*_):
    place.write_text(str(count + 1))
    print('saved', count + 1)
    sys.exit(0)
signal.signal(signal.SIGTERM, leave)
print('resumed at', count)
if count < 1:
    time.sleep(60)
pathlib.Path('/opt/ml/model/count').write_text(str(count))
"""
STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, lambda *_: print('no'))
print('waits', flush=True)
while True:
    time.sleep(1)
"""
SPOT: dict[str, Any] = {
    "EnableManagedSpotTraining": True,
    "StoppingCondition": {"MaxRuntimeInSeconds": 600, "MaxWaitTimeInSeconds": 900},
    "CheckpointConfig": {"S3Uri": "s3://models/checkpoints"},
}


def say(bench: Bench, word: str, body: object) -> tuple[int, Any]:
    answer = bench.jobs.admin("POST", f"{PREFIX}{word}", json.dumps(body).encode())
    assert answer is not None
    return answer[0], json.loads(answer[2])


def test_a_reclaimed_job_goes_on_where_its_checkpoint_left_off(
    bench: Bench, stores: FakeStores
) -> None:
    stores.put("s3://models/checkpoints-of-another/count", "7")
    name = bench.train(COUNTER, **SPOT)
    bench.wait_for_line(name, "resumed at 0")
    status, answer = say(bench, "reclaim", {"trainingJob": name})
    job = bench.training_end(name)

    assert (status, answer) == (200, {"trainingJob": name, "graceSeconds": 1.0})
    assert job["TrainingJobStatus"] == "Completed", job
    assert bench.lines(name) == ["resumed at 0", "saved 1", "resumed at 1"]
    assert statuses(job) == [
        *("Starting", "Downloading", "Training", "Interrupted"),
        *("Starting", "Downloading", "Training", "Uploading", "Completed"),
    ]
    assert stores.text("s3://models/checkpoints/count") == "1"
    assert job["BillableTimeInSeconds"] < job["TrainingTimeInSeconds"] or (
        job["TrainingTimeInSeconds"] == 1
    )


def test_who_does_not_leave_within_the_grace_is_ended(bench: Bench) -> None:
    name = bench.train(STUBBORN, **SPOT)
    bench.wait_for_line(name, "waits")
    say(bench, "reclaim", {"trainingJob": name, "graceSeconds": 0.2})
    eventually(lambda: "Interrupted" in statuses(bench.trained(name)), "the job is interrupted")
    eventually(lambda: bench.lines(name).count("waits") == 2, "it runs again")
    bench.client.stop_training_job(TrainingJobName=name)

    assert bench.training_end(name)["TrainingJobStatus"] == "Stopped"


def test_a_job_that_waits_for_spot_longer_than_it_may_is_stopped(bench: Bench) -> None:
    assert bench.jobs.admin("POST", f"{PREFIX}capacity", b'{"available": false}') is None
    condition = {"MaxRuntimeInSeconds": 2, "MaxWaitTimeInSeconds": 3}
    name = bench.train("pass", **SPOT | {"StoppingCondition": condition})
    job = bench.training_end(name)

    assert (job["TrainingJobStatus"], job["SecondaryStatus"]) == ("Stopped", "MaxWaitTimeExceeded")
    assert "Training" not in statuses(job)


def test_a_job_waits_for_spot_as_long_as_there_is_none(bench: Bench) -> None:
    bench.jobs.admin("POST", f"{PREFIX}capacity", b'{"available": false}')
    waiting, on_demand = bench.train("pass", **SPOT), bench.train("pass")
    assert bench.training_end(on_demand)["TrainingJobStatus"] == "Completed"
    assert statuses(bench.trained(waiting)) == ["Starting"]

    bench.jobs.admin("POST", f"{PREFIX}capacity", b'{"available": true}')
    assert bench.training_end(waiting)["TrainingJobStatus"] == "Completed"


def test_the_runtime_counts_on_all_machines(bench: Bench) -> None:
    condition = {"MaxRuntimeInSeconds": 12, "MaxWaitTimeInSeconds": 600}
    name = bench.train(STUBBORN, **SPOT | {"StoppingCondition": condition})
    bench.wait_for_line(name, "waits")
    say(bench, "reclaim", {"trainingJob": name, "graceSeconds": 0})
    job = bench.training_end(name)

    assert job["SecondaryStatus"] == "MaxRuntimeExceeded"
    assert statuses(job).count("Training") == 2


def test_only_spot_jobs_are_reclaimed_and_only_once(bench: Bench) -> None:
    on_demand = bench.train(STUBBORN)
    assert say(bench, "reclaim", {"trainingJob": on_demand}) == (
        400,
        {"message": f"only jobs on spot are reclaimed, {on_demand} is on demand"},
    )
    spot = bench.train(STUBBORN, **SPOT)
    bench.wait_for_line(spot, "waits")
    say(bench, "reclaim", {"trainingJob": spot})
    status, answer = say(bench, "reclaim", {"trainingJob": spot})
    assert status == 400
    assert "is being stopped or reclaimed already" in answer["message"]


@pytest.mark.parametrize(
    ("body", "because"),
    [
        ({"trainingJob": "nobody"}, "Could not find requested training job with name: nobody"),
        ({"trainingJob": "a", "grace": 1}, "Extra inputs are not permitted"),
        ({"trainingJob": 1}, "Input should be a valid string"),
    ],
)
def test_a_wrong_word_is_refused(bench: Bench, body: object, because: str) -> None:
    status, answer = say(bench, "reclaim", body)

    assert status == 400
    assert because in answer["message"]


@pytest.mark.parametrize(
    ("word", "body"), [("reclaim", b'{"jobId": "x"}'), ("lose", b"{}"), ("reclaim", b"no JSON")]
)
def test_other_words_are_for_batch(bench: Bench, word: str, body: bytes) -> None:
    assert bench.jobs.admin("POST", f"{PREFIX}{word}", body) is None
