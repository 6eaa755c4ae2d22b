"""A node's end is told once its job has ended, and not when both are tried again."""

from tests.local_batch.desk import SPOT_RULES, Desk, Gate, eventually
from tests.local_batch.fakes import FakeAccount
from tests.local_batch.node_jobs import FOREVER_AT_FIRST, submit

RUN = ["RUNNABLE", "STARTING", "RUNNING"]


def test_nodes_that_are_tried_again_are_not_told_to_have_failed(
    node_desk: Desk, account: FakeAccount
) -> None:
    job_id = submit(node_desk, {"0:": FOREVER_AT_FIRST}, retry=SPOT_RULES)
    ids = [job_id, f"{job_id}#0", f"{job_id}#1"]
    for one in ids:
        node_desk.wait(one, "RUNNING")
    node_desk.say("POST", "lose", {"jobId": job_id})
    node_desk.wait_to_end(job_id)
    eventually(lambda: account.statuses(job_id)[-1] == "SUCCEEDED", "all events are out")

    assert [account.statuses(one)[:-1] for one in ids] == [["PENDING", *RUN, *RUN]] * 3
    again = [one for one in account.state_changes(ids[2]) if one.detail["status"] == "RUNNABLE"]
    assert "stoppedAt" not in again[1].detail


def test_a_node_that_failed_early_is_told_of_with_the_end_of_its_job(
    node_desk: Desk, account: FakeAccount, gate: Gate
) -> None:
    job_id = submit(node_desk, {"0": gate.script, "1": "raise SystemExit(3)"})
    node_desk.wait_to_end(f"{job_id}#1")
    gate.open()
    node_desk.wait_to_end(job_id)
    eventually(lambda: account.statuses(job_id)[-1] == "SUCCEEDED", "all events are out")

    last = [(one.detail["jobId"], one.detail["status"]) for one in account.events[-3:]]
    assert last == [(f"{job_id}#0", "SUCCEEDED"), (f"{job_id}#1", "FAILED"), (job_id, "SUCCEEDED")]
