"""The main node waits for those that have not ended, and for nobody for ever."""

import socket
import time

import pytest

from workloads.digits.leaving import Door


def line_to(door: Door, word: bytes) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", door.port))
    line.sendall(word)
    return line


def test_when_all_have_ended_it_leaves_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    door = Door(nodes=3)
    for word in (b"2", b"1"):
        line_to(door, word).close()
    began = time.monotonic()
    door.wait_for_the_others(60)
    assert time.monotonic() - began < 10
    assert not capsys.readouterr().out


def test_a_job_of_one_node_waits_for_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    Door(nodes=1).wait_for_the_others(0)
    assert not capsys.readouterr().out


def test_who_stays_is_named_and_no_longer_waited_for(capsys: pytest.CaptureFixture[str]) -> None:
    door = Door(nodes=3)
    line_to(door, b"2").close()
    with line_to(door, b"1"):
        door.wait_for_the_others(0.3)
    assert capsys.readouterr().out == ("leaving before rank 1, which has not ended within 0.3 s\n")


def test_a_stranger_at_the_door_is_not_taken_for_a_node(
    capsys: pytest.CaptureFixture[str],
) -> None:
    door = Door(nodes=2)
    line_to(door, b"GET / HTTP/1.1 and more than a rank").close()
    door.wait_for_the_others(0.3)
    assert "leaving before rank 1" in capsys.readouterr().out
