"""A spot instance is taken back in the middle of a job."""

import pytest

from tests.local_batch.desk import SPOT_RULES, Desk, Gate, eventually
from tests.local_batch.fakes import FakeAccount, FakeLogs

# On its first attempt each waits to be reclaimed, on its second it succeeds.
OBEDIENT = """
import os, signal, sys, time
def leave(*_):
    print('saved')
    sys.exit(0)
if os.environ['AWS_BATCH_JOB_ATTEMPT'] == '1':
    signal.signal(signal.SIGTERM, leave)
    print('ready')
    time.sleep(60)
"""
STUBBORN = """
import os, signal, time
if os.environ['AWS_BATCH_JOB_ATTEMPT'] == '1':
    signal.signal(signal.SIGTERM, lambda *_: print('no'))
    print('ready')
    while True:
        time.sleep(1)
"""


def reclaimed(desk: Desk, logs: FakeLogs, script: str) -> str:
    job_id = desk.submit(script, retry=SPOT_RULES)
    job = desk.wait(job_id, "RUNNING")
    stream = job["container"]["logStreamName"]
    eventually(lambda: "ready" in logs.lines[stream], "the job is ready to be reclaimed")
    status, answer = desk.say("POST", "reclaim", {"jobId": job_id})
    assert (status, answer["jobIds"]) == (200, [job_id])
    return job_id


@pytest.mark.parametrize(("script", "last_line"), [(OBEDIENT, "saved"), (STUBBORN, "no")])
def test_a_reclaimed_job_is_told_then_ended_then_tried_again(
    gpu_desk: Desk, logs: FakeLogs, script: str, last_line: str
) -> None:
    job = gpu_desk.wait_to_end(reclaimed(gpu_desk, logs, script))

    assert job["status"] == "SUCCEEDED"
    first, second = job["attempts"]
    instance = first["statusReason"].removeprefix("Host EC2 (instance ").partition(")")[0]
    assert first["statusReason"] == f"Host EC2 (instance {instance}) terminated."
    assert "exitCode" not in first["container"]
    assert second["container"]["exitCode"] == 0
    assert logs.lines[first["container"]["logStreamName"]][-1] == last_line


def test_the_second_attempt_is_on_another_instance(gpu_desk: Desk, logs: FakeLogs) -> None:
    job = gpu_desk.wait_to_end(reclaimed(gpu_desk, logs, OBEDIENT))

    first, second = (attempt["container"]["containerInstanceArn"] for attempt in job["attempts"])
    assert first != second


def test_the_whole_story_is_told_on_the_bus(
    gpu_desk: Desk, logs: FakeLogs, account: FakeAccount
) -> None:
    job_id = reclaimed(gpu_desk, logs, OBEDIENT)
    gpu_desk.wait_to_end(job_id)

    run = ["RUNNABLE", "STARTING", "RUNNING"]
    story = ["PENDING", *run, *run, "SUCCEEDED"]
    eventually(lambda: account.statuses(job_id) == story, "all events are out")
    attempts_told = [len(event.detail["attempts"]) for event in account.state_changes(job_id)]
    assert attempts_told == [0, 0, 0, 0, 1, 1, 1, 2]


def test_the_warning_is_that_of_ec2(gpu_desk: Desk, logs: FakeLogs, account: FakeAccount) -> None:
    reclaimed(gpu_desk, logs, OBEDIENT)
    eventually(lambda: any(one.source == "aws.ec2" for one in account.events), "the warning is out")

    [warning] = [event for event in account.events if event.source == "aws.ec2"]
    instance = warning.detail["instance-id"]
    assert warning.detail_type == "EC2 Spot Instance Interruption Warning"
    assert warning.detail == {"instance-id": instance, "instance-action": "terminate"}
    assert warning.resources == [f"arn:aws:ec2:us-east-1:000000000000:instance/{instance}"]


def test_an_instance_is_reclaimed_by_its_id_and_takes_all_its_jobs_with_it(desk: Desk) -> None:
    desk.add_gpu_queue()
    jobs = {desk.submit("import time; time.sleep(60)", needs=(1, 100, 0)) for _ in range(2)}
    for job_id in jobs:
        desk.wait(job_id, "RUNNING")
    _, seen = desk.say("GET", "instances")
    [instance] = seen["instances"]
    desk.say("POST", "reclaim", {"instanceId": instance["instanceId"], "graceSeconds": 0})

    assert set(instance["jobIds"]) == jobs
    reasons = {desk.wait_to_end(job_id)["statusReason"] for job_id in jobs}
    assert reasons == {f"Host EC2 (instance {instance['instanceId']}) terminated."}


def test_a_job_that_ends_within_the_notice_was_not_reclaimed(gpu_desk: Desk, gate: Gate) -> None:
    job_id = gpu_desk.submit(gate.script)
    gpu_desk.wait(job_id, "RUNNING")
    status, _ = gpu_desk.say("POST", "reclaim", {"jobId": job_id, "noticeSeconds": 60})
    gate.open()

    assert status == 200
    assert gpu_desk.wait_to_end(job_id)["status"] == "SUCCEEDED"


def test_an_instance_under_notice_gets_no_new_jobs(gpu_desk: Desk, gate: Gate) -> None:
    first, second = (gpu_desk.submit(gate.script, needs=(1, 100, 0)) for _ in range(2))
    for job_id in (first, second):
        gpu_desk.wait(job_id, "RUNNING")
    _, seen = gpu_desk.say("POST", "reclaim", {"jobId": first, "noticeSeconds": 60})
    third = gpu_desk.submit(gate.script, needs=(1, 100, 0))
    gpu_desk.wait(third, "RUNNING")
    _, instances = gpu_desk.say("GET", "instances")

    assert set(seen["jobIds"]) == {first, second}
    assert [one["jobIds"] for one in instances["instances"][1:]] == [[third]]


def test_an_instance_is_reclaimed_once(gpu_desk: Desk, gate: Gate) -> None:
    job_id = gpu_desk.submit(gate.script)
    gpu_desk.wait(job_id, "RUNNING")
    word = {"jobId": job_id, "noticeSeconds": 60}
    gpu_desk.say("POST", "reclaim", word)
    status, answer = gpu_desk.say("POST", "reclaim", word)

    assert (status, answer["message"].partition(" ")[2]) == (400, "is being reclaimed already")


def test_a_notice_is_not_for_the_attempt_after_it(gpu_desk: Desk, logs: FakeLogs) -> None:
    """The first attempt ends by itself within the notice; the second is on another instance."""
    script = "import os, time; time.sleep(1); assert os.environ['AWS_BATCH_JOB_ATTEMPT'] == '2'"
    job_id = gpu_desk.submit(script, retry={"attempts": 2})
    gpu_desk.wait(job_id, "RUNNING")
    gpu_desk.say("POST", "reclaim", {"jobId": job_id, "noticeSeconds": 1.5, "graceSeconds": 0})
    job = gpu_desk.wait_to_end(job_id)

    assert job["status"] == "SUCCEEDED"
    assert [attempt["container"]["exitCode"] for attempt in job["attempts"]] == [1, 0]


def test_a_reclaimed_job_that_is_terminated_in_its_grace_is_not_tried_again(
    gpu_desk: Desk, logs: FakeLogs
) -> None:
    job_id = gpu_desk.submit(STUBBORN, retry=SPOT_RULES)
    stream = gpu_desk.wait(job_id, "RUNNING")["container"]["logStreamName"]
    eventually(lambda: "ready" in logs.lines[stream], "the job is ready to be reclaimed")
    gpu_desk.say("POST", "reclaim", {"jobId": job_id, "noticeSeconds": 0, "graceSeconds": 1})
    eventually(lambda: "no" in logs.lines[stream], "the job was told")
    gpu_desk.client.terminate_job(jobId=job_id, reason="enough")
    job = gpu_desk.wait_to_end(job_id)

    assert (job["status"], len(job["attempts"])) == ("FAILED", 1)
    assert job["attempts"][0]["statusReason"].startswith("Host EC2 (instance ")


def test_an_on_demand_instance_is_not_reclaimed(gpu_desk: Desk) -> None:
    gpu_desk.say("POST", "capacity", {"available": False})
    job_id = gpu_desk.submit("import time; time.sleep(60)")
    gpu_desk.wait(job_id, "RUNNING")
    status, answer = gpu_desk.say("POST", "reclaim", {"jobId": job_id})

    assert status == 400
    assert answer["message"].startswith("only spot instances are reclaimed, i-")
    assert answer["message"].endswith("is of type EC2")


def test_any_instance_may_break_and_nobody_is_warned(
    gpu_desk: Desk, account: FakeAccount, logs: FakeLogs
) -> None:
    gpu_desk.say("POST", "capacity", {"available": False})
    job_id = gpu_desk.submit(OBEDIENT, retry=SPOT_RULES)
    stream = gpu_desk.wait(job_id, "RUNNING")["container"]["logStreamName"]
    eventually(lambda: "ready" in logs.lines[stream], "the job is ready to be stopped")
    gpu_desk.say("POST", "lose", {"jobId": job_id})
    job = gpu_desk.wait_to_end(job_id)

    assert (job["status"], len(job["attempts"])) == ("SUCCEEDED", 2)
    assert job["attempts"][0]["statusReason"].startswith("Host EC2 (instance i-")
    assert "exitCode" not in job["attempts"][0]["container"]
    assert not [event for event in account.events if event.source == "aws.ec2"]


@pytest.mark.parametrize(
    ("body", "because"),
    [
        ({}, "give jobId or instanceId, one of them"),
        ({"jobId": "a", "instanceId": "b"}, "give jobId or instanceId, one of them"),
        ({"jobId": "a", "grace": 1}, "grace: Extra inputs are not permitted"),
        ({"jobId": "nobody"}, "no job has the id 'nobody'"),
        ({"instanceId": "i-0"}, "no instance 'i-0' runs jobs; known: none"),
        ([], "the body: "),
    ],
)
def test_a_wrong_word_is_refused(gpu_desk: Desk, body: object, because: str) -> None:
    status, answer = gpu_desk.say("POST", "reclaim", body)

    assert status == 400
    assert because in answer["message"]


def test_an_unknown_word_is_answered_with_the_known_ones(gpu_desk: Desk) -> None:
    status, answer = gpu_desk.say("POST", "reclam", {})

    assert status == 404
    assert "POST /_millrace/spot/reclaim" in answer["message"]
