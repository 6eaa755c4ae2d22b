"""Nodes that do not find each other say so, in time, and heed SIGTERM meanwhile."""

import socket
import threading
from datetime import timedelta

import pytest

from workloads.contract import BatchJob, Notice, Reclaimed
from workloads.digits.meeting import Meeting, MeetingError, port_of


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def meeting(node: int, *, port: int, wait_s: float, address: str | None = None) -> Meeting:
    job = BatchJob(id="job-3", attempt=1, node=node, nodes=2, main_address=address)
    return Meeting(
        job=job, notice=Notice(), port=port, wait_s=wait_s, silence=timedelta(seconds=20)
    )


def test_all_nodes_meet() -> None:
    port = free_port()
    met = list[object]()
    child = meeting(1, port=port, wait_s=20, address="127.0.0.1")
    thread = threading.Thread(target=lambda: met.append(child.hold()))
    thread.start()
    store = meeting(0, port=port, wait_s=20).hold()
    thread.join()
    assert len(met) == 1
    assert store.check(["here/0", "here/1"])


def test_the_main_node_names_who_has_not_come() -> None:
    with pytest.raises(
        MeetingError, match=r"node 0 of 2 has waited 0.3 s, and node 1 has not come"
    ):
        meeting(0, port=free_port(), wait_s=0.3).hold()


def test_a_node_says_where_the_main_node_does_not_answer() -> None:
    port = free_port()
    with pytest.raises(MeetingError, match=f"has not answered node 1 at 127.0.0.1:{port} within"):
        meeting(1, port=port, wait_s=0.3, address="127.0.0.1").hold()


def test_a_node_without_the_address_of_the_main_node_says_so() -> None:
    with pytest.raises(MeetingError, match="MAIN_NODE_PRIVATE_IPV4_ADDRESS is not set"):
        meeting(1, port=free_port(), wait_s=0.3).hold()


def test_a_taken_port_is_named() -> None:
    with socket.create_server(("", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(MeetingError, match=f"port {port} of the main node is taken"):
            meeting(0, port=port, wait_s=1).hold()


def test_told_to_go_nobody_waits_on() -> None:
    waiting = meeting(0, port=free_port(), wait_s=600)
    waiting.notice.give()
    with pytest.raises(Reclaimed):
        waiting.hold()


def test_all_nodes_of_a_job_know_the_port_and_another_job_has_another() -> None:
    main = {"AWS_BATCH_JOB_ID": "job-3#0", "AWS_BATCH_JOB_NODE_INDEX": "0"}
    child = {"AWS_BATCH_JOB_ID": "job-3#1", "AWS_BATCH_JOB_NODE_INDEX": "1"}
    ports = {port_of(BatchJob.from_environment(each)) for each in (main, child)}
    assert len(ports) == 1
    assert port_of(BatchJob(id="job-4", attempt=1)) not in ports
