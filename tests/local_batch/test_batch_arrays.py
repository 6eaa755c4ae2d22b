"""An array job is one submission, a child for each index, and a parent that stands for all."""

import pytest
from mypy_boto3_batch.type_defs import JobDependencyTypeDef

from tests.local_batch.desk import SPOT_RULES, Desk, Gate, eventually, refused
from tests.local_batch.fakes import FakeAccount, FakeLogs

SMALL = (1, 100, 0)
INDEX = "import os; index = int(os.environ['AWS_BATCH_JOB_ARRAY_INDEX'])\n"


def test_each_child_knows_its_index_and_how_many_there_are(gpu_desk: Desk, logs: FakeLogs) -> None:
    script = "import os; print(os.environ['AWS_BATCH_JOB_ID'], os.environ['AWS_BATCH_JOB_ARRAY_"
    gpu_desk.define(f"{script}INDEX'], os.environ['AWS_BATCH_JOB_ARRAY_SIZE'])", needs=SMALL)
    array = gpu_desk.submit_array(3)
    parent = gpu_desk.wait_to_end(array)

    assert parent["status"] == "SUCCEEDED"
    assert parent["arrayProperties"]["size"] == 3
    assert parent["arrayProperties"]["statusSummary"]["SUCCEEDED"] == 3
    assert sum(parent["arrayProperties"]["statusSummary"].values()) == 3
    children = [gpu_desk.job(f"{array}:{index}") for index in range(3)]
    assert [child["arrayProperties"]["index"] for child in children] == [0, 1, 2]
    said = [logs.lines[child["container"]["logStreamName"]] for child in children]
    assert said == [[f"{array}:{index} {index} 3"] for index in range(3)]


def test_every_child_and_the_parent_tell_of_their_states(
    gpu_desk: Desk, account: FakeAccount
) -> None:
    gpu_desk.define("pass", needs=SMALL)
    array = gpu_desk.submit_array(2)
    gpu_desk.wait_to_end(array)

    life = ["PENDING", "RUNNABLE", "STARTING", "RUNNING", "SUCCEEDED"]
    eventually(lambda: account.statuses(array) == ["PENDING", "SUCCEEDED"], "the parent has told")
    assert [account.statuses(f"{array}:{index}") for index in range(2)] == [life, life]
    told = account.state_changes(array)[-1].detail["arrayProperties"]
    assert told["statusSummary"]["SUCCEEDED"] == 2


def test_a_failed_child_fails_the_parent_once_all_have_ended(gpu_desk: Desk, gate: Gate) -> None:
    gpu_desk.define(f"{INDEX}assert index\n{gate.script}", needs=SMALL)
    array = gpu_desk.submit_array(2)
    gpu_desk.wait_to_end(f"{array}:0")
    meanwhile = gpu_desk.job(array)
    gate.open()
    parent = gpu_desk.wait_to_end(array)

    assert meanwhile["status"] == "PENDING"
    assert meanwhile["arrayProperties"]["statusSummary"]["FAILED"] == 1
    assert (parent["status"], parent["statusReason"]) == ("FAILED", "Array Child Job failed")
    assert gpu_desk.job(f"{array}:1")["status"] == "SUCCEEDED"


def test_each_child_is_tried_again_by_itself(gpu_desk: Desk) -> None:
    gpu_desk.define(
        f"{INDEX}raise SystemExit(index == 1 and os.environ['AWS_BATCH_JOB_ATTEMPT'] == '1')",
        needs=SMALL,
        retry={"attempts": 2},
    )
    array = gpu_desk.submit_array(3)

    assert gpu_desk.wait_to_end(array)["status"] == "SUCCEEDED"
    attempts = [len(gpu_desk.job(f"{array}:{index}")["attempts"]) for index in range(3)]
    assert attempts == [1, 2, 1]
    assert gpu_desk.job(array)["attempts"] == []


def test_a_child_on_a_reclaimed_instance_is_tried_again(gpu_desk: Desk) -> None:
    gpu_desk.define(
        "import os, time; time.sleep(60 * (os.environ['AWS_BATCH_JOB_ATTEMPT'] == '1'))",
        needs=(3, 100, 0),
        retry=SPOT_RULES,
    )
    array = gpu_desk.submit_array(2)
    for index in range(2):
        gpu_desk.wait(f"{array}:{index}", "RUNNING")
        gpu_desk.say("POST", "reclaim", {"jobId": f"{array}:{index}", "graceSeconds": 0})

    assert gpu_desk.wait_to_end(array)["status"] == "SUCCEEDED"
    reasons = [
        gpu_desk.job(f"{array}:{index}")["attempts"][0]["statusReason"] for index in range(2)
    ]
    assert all(reason.startswith("Host EC2 (instance i-") for reason in reasons)


def test_children_are_listed_by_their_array_and_not_in_the_queue(gpu_desk: Desk) -> None:
    gpu_desk.define("pass", needs=SMALL)
    array = gpu_desk.submit_array(2)
    gpu_desk.wait_to_end(array)
    client = gpu_desk.client
    children = client.list_jobs(arrayJobId=array, jobStatus="SUCCEEDED")["jobSummaryList"]
    in_queue = client.list_jobs(jobQueue="gpu", jobStatus="SUCCEEDED")["jobSummaryList"]

    assert [one["jobId"] for one in children] == [f"{array}:0", f"{array}:1"]
    assert [one["arrayProperties"]["index"] for one in children] == [0, 1]
    assert [one["jobId"] for one in in_queue] == [array]
    assert in_queue[0]["arrayProperties"]["size"] == 2
    with refused("give one of jobQueue, arrayJobId, multiNodeJobId, got jobQueue, arrayJobId"):
        client.list_jobs(jobQueue="gpu", arrayJobId=array)


def test_a_cancelled_array_ends_its_waiting_children_and_lets_the_others_finish(
    gpu_desk: Desk, gate: Gate
) -> None:
    gpu_desk.define(gate.script)
    array = gpu_desk.submit_array(6)
    running = [f"{array}:{index}" for index in range(4)]
    for child in running:
        gpu_desk.wait(child, "RUNNING")
    gpu_desk.client.cancel_job(jobId=array, reason="enough")
    waiting = [gpu_desk.wait_to_end(f"{array}:{index}") for index in (4, 5)]
    assert gpu_desk.job(array)["status"] == "PENDING"
    gate.open()
    parent = gpu_desk.wait_to_end(array)

    assert {child["statusReason"] for child in waiting} == {"enough"}
    assert {gpu_desk.job(child)["status"] for child in running} == {"SUCCEEDED"}
    assert (parent["status"], parent["statusReason"]) == ("FAILED", "enough")
    assert parent["isCancelled"]


def test_a_terminated_array_ends_all_its_children(gpu_desk: Desk, gate: Gate) -> None:
    gpu_desk.define(gate.script, retry={"attempts": 3})
    array = gpu_desk.submit_array(5)
    gpu_desk.wait(f"{array}:0", "RUNNING")
    gpu_desk.client.terminate_job(jobId=array, reason="wrong data")
    parent = gpu_desk.wait_to_end(array)

    assert (parent["status"], parent["statusReason"]) == ("FAILED", "wrong data")
    assert parent["arrayProperties"]["statusSummary"]["FAILED"] == 5
    assert gpu_desk.job(f"{array}:0")["isTerminated"]


@pytest.mark.parametrize(("size", "told"), [(1, "got 1"), (10_001, "got 10001")])
def test_an_array_of_a_size_that_there_is_not_is_refused(
    gpu_desk: Desk, size: int, told: str
) -> None:
    gpu_desk.define("pass")
    with refused(f"arrayProperties.size must lie between 2 and 10000, {told}"):
        gpu_desk.submit_array(size)


def test_a_sequential_array_runs_one_child_after_the_other(gpu_desk: Desk) -> None:
    gpu_desk.define("pass", needs=SMALL)
    array = gpu_desk.submit_array(3, depends_on=[{"type": "SEQUENTIAL"}])
    gpu_desk.wait_to_end(array)
    first, second, third = (gpu_desk.job(f"{array}:{index}") for index in range(3))

    assert first["stoppedAt"] <= second["startedAt"]
    assert second["stoppedAt"] <= third["startedAt"]


def test_a_failed_child_of_a_sequential_array_fails_those_after_it(gpu_desk: Desk) -> None:
    gpu_desk.define(f"{INDEX}raise SystemExit(index == 1)", needs=SMALL)
    array = gpu_desk.submit_array(3, depends_on=[{"type": "SEQUENTIAL"}])
    parent = gpu_desk.wait_to_end(array)
    children = [gpu_desk.job(f"{array}:{index}") for index in range(3)]

    assert [child["status"] for child in children] == ["SUCCEEDED", "FAILED", "FAILED"]
    assert children[2]["statusReason"] == "Dependent Job failed"
    assert children[2]["attempts"] == []
    assert parent["statusReason"] == "Array Child Job failed"


def test_n_to_n_children_wait_for_the_child_of_their_index(gpu_desk: Desk, gate: Gate) -> None:
    gpu_desk.define(f"{INDEX}\nif index == 1:\n    exec({gate.script!r})", needs=SMALL)
    first = gpu_desk.submit_array(2)
    gpu_desk.define("pass", needs=SMALL)
    second = gpu_desk.submit_array(2, depends_on=[{"jobId": first, "type": "N_TO_N"}])

    assert gpu_desk.wait_to_end(f"{second}:0")["status"] == "SUCCEEDED"
    assert gpu_desk.job(f"{second}:1")["status"] == "PENDING"
    gate.open()
    assert gpu_desk.wait_to_end(second)["status"] == "SUCCEEDED"


def test_an_array_whose_dependency_failed_fails_without_running(gpu_desk: Desk) -> None:
    failing = gpu_desk.submit("raise SystemExit(1)")
    array = gpu_desk.submit_array(2, depends_on=[{"jobId": failing}])
    parent = gpu_desk.wait_to_end(array)

    assert (parent["status"], parent["statusReason"]) == ("FAILED", "Dependent Job failed")
    assert gpu_desk.job(f"{array}:1")["attempts"] == []


def test_a_job_waits_for_a_whole_array(gpu_desk: Desk, gate: Gate) -> None:
    gpu_desk.define(f"{INDEX}\nif index == 1:\n    exec({gate.script!r})", needs=SMALL)
    array = gpu_desk.submit_array(2)
    job = gpu_desk.client.submit_job(
        jobName="after", jobQueue="gpu", jobDefinition="trial:1", dependsOn=[{"jobId": array}]
    )["jobId"]
    gpu_desk.wait_to_end(f"{array}:0")

    assert gpu_desk.job(job)["status"] == "PENDING"


@pytest.mark.parametrize(
    ("dependency", "because"),
    [
        ({"jobId": "nobody"}, "dependsOn names no job: 'nobody'"),
        ({"jobId": "nobody", "type": "N_TO_N"}, "dependsOn names no job: 'nobody'"),
        ({"jobId": "nobody", "type": "SEQUENTIAL"}, "SEQUENTIAL names no job, got 'nobody'"),
        ({}, "dependsOn names no job: None"),
    ],
)
def test_a_dependency_that_cannot_be_is_refused(
    gpu_desk: Desk, dependency: JobDependencyTypeDef, because: str
) -> None:
    gpu_desk.define("pass")
    with refused(because):
        gpu_desk.submit_array(2, depends_on=[dependency])


def test_kinds_of_dependencies_are_for_arrays_of_the_same_size(gpu_desk: Desk) -> None:
    gpu_desk.define("pass")
    array = gpu_desk.submit_array(2)
    with refused(f"needs an array of the same size 3, {array} has 2"):
        gpu_desk.submit_array(3, depends_on=[{"jobId": array, "type": "N_TO_N"}])
    with refused("a dependency of type N_TO_N is for array jobs only"):
        gpu_desk.client.submit_job(
            jobName="one",
            jobQueue="gpu",
            jobDefinition="trial",
            dependsOn=[{"jobId": array, "type": "N_TO_N"}],
        )
    with refused("dependsOn must have at most 20 entries, got 21"):
        gpu_desk.submit_array(2, depends_on=[{"jobId": array}] * 21)
