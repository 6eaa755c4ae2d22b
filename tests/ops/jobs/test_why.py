"""python -m ops.jobs why explains in one paragraph what happened and what to do."""

import json

import pytest

from millrace.domain.job import State
from tests.ops.jobs.world import DIGITS, World, job

OUT_OF_MEMORY = job(state=State.FAILED, reason="OutOfMemoryError: Container killed due to memory")


def test_a_failure_is_one_paragraph(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.has(OUT_OF_MEMORY)

    assert world.run("why 4c75") == 0
    lines = capsys.readouterr().out.splitlines()
    assert all(lines), "an empty line would make two paragraphs of it"
    assert max(map(len, lines)) <= 100
    assert "needed more memory" in " ".join(lines)


def test_programs_get_the_class_the_rule_and_the_message(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.has(OUT_OF_MEMORY)

    world.run("why 4c75 --json")

    told = json.loads(capsys.readouterr().out)
    assert (told["job_id"], told["class"]) == (DIGITS, "out-of-memory")
    assert told["rule"]
    assert told["message"] == OUT_OF_MEMORY.state_reason
    assert "needed more memory" in told["why"]


def test_a_job_that_has_not_failed_has_no_class(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.has(job())

    world.run("why 4c75 --json")

    told = json.loads(capsys.readouterr().out)
    assert (told["class"], told["rule"], told["message"]) == (None, None, None)
    assert "succeeded" in told["why"]
