"""A multi-node job: its nodes start together, and it ends with the main one."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from mypy_boto3_batch.type_defs import ContainerOverridesTypeDef

from tests.local_batch.desk import SPOT_RULES, Desk, Gate, eventually, refused
from tests.local_batch.fakes import FakeLogs
from tests.local_batch.node_jobs import FOREVER_AT_FIRST, container, submit

FOREVER = "import time; time.sleep(60)"
MAIN = "import os; main = os.environ['AWS_BATCH_JOB_NODE_INDEX'] == '0'\n"
TELL = "import json, os; print(json.dumps({k: v for k, v in os.environ.items() if 'JOB' in k}))"


def test_each_node_knows_itself_and_the_others_the_main_one(
    node_desk: Desk, logs: FakeLogs, gate: Gate
) -> None:
    job_id = submit(node_desk, {"0": f"{TELL}\n{gate.script}", "1:1": TELL})
    others = node_desk.wait_to_end(f"{job_id}#1")
    gate.open()
    job = node_desk.wait_to_end(job_id)
    main = node_desk.job(f"{job_id}#0")

    def environment(stream: str) -> dict[str, str]:
        found: dict[str, str] = json.loads(logs.lines[stream][0])
        return {key.removeprefix("AWS_BATCH_JOB_"): value for key, value in found.items()}

    common = {"NUM_NODES": "2", "MAIN_NODE_INDEX": "0", "ATTEMPT": "1"}
    assert environment(main["container"]["logStreamName"]) == {
        **common,
        "ID": f"{job_id}#0",
        "NODE_INDEX": "0",
    }
    assert environment(others["container"]["logStreamName"]) == {
        **common,
        "ID": f"{job_id}#1",
        "NODE_INDEX": "1",
        "MAIN_NODE_PRIVATE_IPV4_ADDRESS": "127.0.0.1",
    }
    assert job["status"] == "SUCCEEDED"
    assert "container" not in job
    assert job["nodeProperties"]["numNodes"] == 2
    assert main["nodeDetails"] == {"nodeIndex": 0, "isMainNode": True}


def test_nodes_start_together_on_instances_of_their_own_and_never_on_spot(
    node_desk: Desk, gate: Gate
) -> None:
    job_id = submit(node_desk, {"0:": gate.script})
    for node in (0, 1):
        node_desk.wait(f"{job_id}#{node}", "RUNNING")
    _, seen = node_desk.say("GET", "instances")

    assert [one["jobIds"] for one in seen["instances"]] == [[f"{job_id}#0"], [f"{job_id}#1"]]
    assert {one["computeEnvironment"] for one in seen["instances"]} == {"on-demand"}


def test_a_job_waits_until_there_is_room_for_all_its_nodes(node_desk: Desk, gate: Gate) -> None:
    node_desk.say("POST", "capacity", {"available": False})
    first = node_desk.submit(gate.script)
    node_desk.wait(first, "RUNNING")
    job_id = submit(node_desk, {"0:": "pass"})
    node_desk.wait(job_id, "RUNNABLE")
    gate.open()

    assert node_desk.wait_to_end(job_id)["startedAt"] >= node_desk.job(first)["stoppedAt"]


def test_more_nodes_than_the_environment_may_have_is_a_reason_to_wait(node_desk: Desk) -> None:
    job_id = submit(node_desk, {"0:": "pass"}, nodes=3)
    eventually(
        lambda: (
            node_desk.job(job_id)
            .get("statusReason", "")
            .startswith("MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE")
        ),
        "the job says why it waits",
    )
    assert node_desk.job(job_id)["status"] == "RUNNABLE"


def test_when_the_main_node_ends_the_job_ends_and_the_others_are_stopped(
    node_desk: Desk,
) -> None:
    job_id = submit(node_desk, {"0": "pass", "1": FOREVER})
    job = node_desk.wait_to_end(job_id)
    other = node_desk.job(f"{job_id}#1")

    assert job["status"] == "SUCCEEDED"
    assert (other["status"], other["statusReason"]) == ("FAILED", "The main node of the job ended")
    assert node_desk.say("GET", "instances") == (200, {"instances": []})


def test_a_job_goes_on_without_a_node_that_failed(node_desk: Desk, gate: Gate) -> None:
    job_id = submit(node_desk, {"0": gate.script, "1": "raise SystemExit(3)"})
    other = node_desk.wait_to_end(f"{job_id}#1")
    assert node_desk.job(job_id)["status"] == "RUNNING"
    gate.open()

    assert node_desk.wait_to_end(job_id)["status"] == "SUCCEEDED"
    assert (other["status"], other["container"]["exitCode"]) == ("FAILED", 3)


def test_a_lost_main_node_fails_the_attempt_and_the_whole_job_is_tried_again(
    node_desk: Desk,
) -> None:
    job_id = submit(node_desk, {"0:": FOREVER_AT_FIRST}, retry=SPOT_RULES)
    for node in (0, 1):
        node_desk.wait(f"{job_id}#{node}", "RUNNING")
    node_desk.say("POST", "lose", {"jobId": job_id})
    job = node_desk.wait_to_end(job_id)

    assert job["status"] == "SUCCEEDED"
    assert [one["statusReason"][:8] for one in job["attempts"]] == ["Host EC2", "Essentia"]
    attempts = [len(node_desk.job(f"{job_id}#{node}")["attempts"]) for node in (0, 1)]
    assert attempts == [2, 2]


def test_the_timeout_is_that_of_the_whole_job(node_desk: Desk) -> None:
    job_id = submit(node_desk, {"0:": FOREVER}, timeout_s=60)
    job = node_desk.wait_to_end(job_id)

    assert job["statusReason"] == "Job attempt duration exceeded timeout"
    assert "timeout" not in node_desk.job(f"{job_id}#1")


def test_a_failed_main_node_fails_the_job(node_desk: Desk) -> None:
    job_id = submit(node_desk, {"0:": f"{MAIN}raise SystemExit(7 if main else 0)"})
    job = node_desk.wait_to_end(job_id)

    assert (job["status"], job["statusReason"]) == ("FAILED", "Essential container in task exited")
    assert [one["container"]["exitCode"] for one in job["attempts"]] == [7]


def test_a_terminated_job_ends_all_its_nodes(node_desk: Desk) -> None:
    job_id = submit(node_desk, {"0:": FOREVER}, retry={"attempts": 3})
    for node in (0, 1):
        node_desk.wait(f"{job_id}#{node}", "RUNNING")
    node_desk.client.terminate_job(jobId=job_id, reason="enough")
    job = node_desk.wait_to_end(job_id)

    assert (job["status"], job["statusReason"], len(job["attempts"])) == ("FAILED", "enough", 1)
    assert node_desk.job(f"{job_id}#1")["status"] == "FAILED"


def test_a_waiting_job_is_cancelled_with_its_nodes(node_desk: Desk) -> None:
    job_id = submit(node_desk, {"0:": "pass"}, nodes=3)
    node_desk.wait(job_id, "RUNNABLE")
    with refused(f"a node waits with its whole job: stop {job_id}"):
        node_desk.client.cancel_job(jobId=f"{job_id}#1", reason="no")
    node_desk.client.cancel_job(jobId=job_id, reason="no")

    assert node_desk.wait_to_end(job_id)["statusReason"] == "no"
    assert node_desk.job(f"{job_id}#1")["status"] == "FAILED"


def test_a_submission_changes_the_number_of_nodes_and_what_they_do(
    node_desk: Desk, logs: FakeLogs, gate: Gate
) -> None:
    change: ContainerOverridesTypeDef = {"command": ["python", "-c", "print('changed')"]}
    job_id = submit(
        node_desk,
        {"0": gate.script, "1:": "pass"},
        nodes=5,
        overrides={
            "numNodes": 2,
            "nodePropertyOverrides": [{"targetNodes": "1:", "containerOverrides": change}],
        },
    )
    node = node_desk.wait_to_end(f"{job_id}#1")
    gate.open()

    assert node_desk.wait_to_end(job_id)["nodeProperties"]["numNodes"] == 2
    assert logs.lines[node["container"]["logStreamName"]] == ["changed"]


def test_nodes_are_listed_by_their_job(node_desk: Desk) -> None:
    job_id = submit(node_desk, {"0:": "pass"})
    node_desk.wait_to_end(job_id)
    found = [
        one
        for status in ("SUCCEEDED", "FAILED")
        for one in node_desk.client.list_jobs(multiNodeJobId=job_id, jobStatus=status)[
            "jobSummaryList"
        ]
    ]
    [whole] = node_desk.client.list_jobs(jobQueue="gpu", jobStatus="SUCCEEDED")["jobSummaryList"]

    assert {one["jobId"] for one in found} == {f"{job_id}#0", f"{job_id}#1"}
    assert {one["nodeProperties"]["isMainNode"] for one in found} == {True, False}
    assert whole["nodeProperties"] == {"numNodes": 2}


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"numNodes": 0}, "numNodes must be at least 1, got 0"),
        ({"mainNode": 2}, "mainNode must lie between 0 and 1, got 2"),
        ({"nodeRangeProperties": [{"targetNodes": "0:2"}]}, "must be a range within 0:1"),
        ({"nodeRangeProperties": [{"targetNodes": "a"}]}, "within 0:1, got 'a'"),
        ({"nodeRangeProperties": [{"targetNodes": "0:"}]}, "the node range 0: needs a container"),
        (
            {"nodeRangeProperties": [{"targetNodes": "0", "container": container("pass")}]},
            "no node range with a container holds node 1",
        ),
    ],
)
def test_nodes_that_cannot_be_are_refused(
    node_desk: Desk, changes: Mapping[str, Any], because: str
) -> None:
    properties: Any = {
        "numNodes": 2,
        "mainNode": 0,
        "nodeRangeProperties": [{"targetNodes": "0:", "container": container("pass")}],
        **changes,
    }
    with refused(because):
        node_desk.client.register_job_definition(
            jobDefinitionName="nodes", type="multinode", nodeProperties=properties
        )


def test_what_does_not_belong_together_is_refused(node_desk: Desk) -> None:
    with refused("nodeOverrides.numNodes needs a node range with an open end, such as 1:"):
        submit(node_desk, {"0:1": "pass"}, overrides={"numNodes": 3})
    with refused("arrayProperties is not for a job definition of type multinode"):
        node_desk.client.submit_job(
            jobName="n", jobQueue="gpu", jobDefinition="nodes", arrayProperties={"size": 2}
        )
    node_desk.define("pass")
    with refused("nodeOverrides is for job definitions of type multinode only"):
        node_desk.client.submit_job(
            jobName="n", jobQueue="gpu", jobDefinition="trial", nodeOverrides={"numNodes": 2}
        )
    with refused("nodeProperties is required for type multinode"):
        node_desk.client.register_job_definition(jobDefinitionName="n", type="multinode")
