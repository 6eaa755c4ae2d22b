"""The account starts, is found, stops, and survives whatever was left behind."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import boto3
import psutil
import pytest

from local import process
from local.command_line import aws_environment, cdk_environment
from local.process import AccountError
from local.record import Account
from tests.local_account.ports import free_port

pytestmark = pytest.mark.account


def test_a_second_start_finds_the_first(state: Path) -> None:
    port = free_port()

    first = process.start(port, state)

    assert process.start(port, state) == first
    assert process.status(state) == first
    assert json.loads((state.parent / "account.json").read_text())["endpoint"] == first.endpoint


def test_another_port_is_refused_while_it_runs(state: Path) -> None:
    account = process.start(free_port(), state)

    with pytest.raises(AccountError, match=f"runs on port {account.port} already"):
        process.start(free_port(), state)


def test_a_stop_leaves_no_process_and_no_file(state: Path) -> None:
    account = process.start(free_port(), state)

    assert process.stop(state)

    assert process.status(state) is None
    assert not psutil.pid_exists(account.pid)
    assert not state.parent.exists()
    state.parent.mkdir()


def test_there_is_nothing_to_stop_where_nothing_runs(state: Path) -> None:
    assert not process.stop(state)
    state.parent.mkdir(exist_ok=True)


def test_after_a_crash_a_start_begins_anew(state: Path) -> None:
    port = free_port()
    first = process.start(port, state)
    os.kill(first.pid, signal.SIGKILL)

    second = process.start(port, state)

    assert second.pid != first.pid
    assert process.status(state) == second


def test_a_record_of_somebody_elses_process_is_not_believed(state: Path) -> None:
    port = free_port()
    state.mkdir(parents=True)
    stale = Account(f"http://127.0.0.1:{port}", "us-east-1", os.getpid(), port)
    state.with_suffix(".json").write_text(json.dumps(stale.__dict__))

    assert process.status(state) is None
    assert process.start(port, state).pid != os.getpid()


def test_a_start_that_was_interrupted_is_taken_up(state: Path) -> None:
    port = free_port()
    script = (
        f"from pathlib import Path; from local import process; "
        f"process.start({port}, Path({str(state)!r}))"
    )
    starter = subprocess.Popen([sys.executable, "-c", script], cwd=Path(__file__).parents[2])
    while not state.with_suffix(".json").exists():
        time.sleep(0.01)
    starter.send_signal(signal.SIGKILL)
    starter.wait()
    pid = json.loads(state.with_suffix(".json").read_text())["pid"]

    assert process.start(port, state).pid == pid


def test_a_port_in_use_is_named_with_its_owner_and_the_way_out(state: Path) -> None:
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as other:
        _wait_for(port)
        with pytest.raises(AccountError, match=rf"\(pid {other.pid}\).*MILLRACE_PORT={port + 1}"):
            process.start(port, state)
        other.kill()


def test_an_account_that_dies_at_once_shows_its_last_words(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")

    with pytest.raises(AccountError, match="ended while it started"):
        process.start(free_port(), state)


def test_a_job_that_outlives_the_account_is_ended_with_its_files(state: Path) -> None:
    account = process.start(free_port(), state)
    orphan = subprocess.Popen(["sleep", "60"], cwd=state, start_new_session=True)
    os.kill(account.pid, signal.SIGKILL)

    process.stop(state)

    assert not psutil.pid_exists(orphan.pid)
    assert not state.exists()
    orphan.poll()


def test_nothing_is_left_in_the_folder_for_temporary_files(state: Path) -> None:
    before = set(Path("/tmp").iterdir())  # noqa: S108 - where a leak would show

    process.start(free_port(), state)
    process.stop(state)

    leaked = {path.name for path in set(Path("/tmp").iterdir()) - before}  # noqa: S108
    assert not {name for name in leaked if "ministack" in name}


def test_a_program_finds_only_the_local_account_in_its_environment() -> None:
    account = Account("http://127.0.0.1:4566", "us-east-1", 1, 4566)
    inherited = {"PATH": "/bin", "AWS_PROFILE": "prod", "https_proxy": "http://proxy"}

    environment = aws_environment(account, inherited)

    assert environment["AWS_ENDPOINT_URL"] == account.endpoint
    assert environment["PATH"] == "/bin"
    assert not {"AWS_PROFILE", "https_proxy"} & set(environment)


def test_the_cdk_bootstraps_the_account(account: Account, tmp_path: Path) -> None:
    done = subprocess.run(
        ["cdk", "bootstrap", "aws://000000000000/us-east-1", "--no-notices"],
        cwd=tmp_path,
        env=cdk_environment(account, home=tmp_path / "home"),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    session = boto3.Session("test", "test", region_name=account.region)
    stack = session.client("cloudformation", endpoint_url=account.endpoint)
    assert stack.describe_stacks(StackName="CDKToolkit")["Stacks"]
    stack.close()


def _wait_for(port: int) -> None:
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
