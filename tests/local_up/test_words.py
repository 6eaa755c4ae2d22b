"""make up, make down: what a person is told when it cannot be done."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from local.__main__ import main
from local.up.commands import Cdk
from local.up.failures import UpError
from local.up.go_down import may_be_destroyed
from local.up.places import Places
from tests.unpacked import UNPACKED

ROOT = Path(__file__).parents[2]


def test_a_port_that_is_none_ends_the_program() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "local", "up"],
        cwd=ROOT,
        env={**os.environ, "MILLRACE_PORT": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in ended.stderr + ended.stdout
    assert ended.returncode == 1
    assert "MILLRACE_PORT must be a port, 1 to 65535, got '0'" in ended.stdout


@pytest.mark.parametrize("given", ["0", "65536", "http", "-1", ""])
def test_a_port_that_is_none_is_refused(
    given: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["local", "up"])
    monkeypatch.setenv("MILLRACE_PORT", given)

    assert main() == 1
    assert f"MILLRACE_PORT must be a port, 1 to 65535, got {given!r}" in capsys.readouterr().out


def test_a_word_that_is_none_is_refused_with_those_that_are() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "local", "upp"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 2
    assert re.search(r"invalid choice: 'upp'.*down.*kill.*status.*up", ended.stderr, re.DOTALL)


def test_without_an_account_there_is_nothing_to_destroy(tmp_path: Path) -> None:
    assert may_be_destroyed(Places(tmp_path / "places")) is None


class TestTheCommandLine:
    @pytest.fixture
    def cdk(self, tmp_path: Path) -> Cdk:
        path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
        environment = {"PATH": path, "HOME": str(tmp_path), **UNPACKED}
        return Cdk(logs=tmp_path / "logs", environment=environment)

    def test_its_failure_is_told_with_the_end_of_its_output_and_where_the_rest_is(
        self, cdk: Cdk, tmp_path: Path
    ) -> None:
        with pytest.raises(UpError) as refused:
            cdk.run("synth", "-c", "environment=nowhere", "-o", str(tmp_path), log="synth")

        told = str(refused.value)
        assert "cdk synth ended with exit code 1" in told
        assert "no environment is called 'nowhere'" in told
        assert str(tmp_path / "logs" / "synth.log") in told

    def test_it_is_ended_when_its_watcher_is_interrupted(self, cdk: Cdk, tmp_path: Path) -> None:
        seen: list[Callable[[], bool]] = []

        def watch() -> None:
            with cdk.running("synth", "-o", str(tmp_path), log="synth") as is_running:
                seen.append(is_running)
                assert is_running()
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            watch()
        assert not seen[0]()
