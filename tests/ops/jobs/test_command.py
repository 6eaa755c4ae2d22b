"""python -m ops.jobs explains what people can put right, in one sentence and with exit code 2."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ops.jobs.world import World

NOT_FOUND = "Stack with id Millrace-local-Events does not exist"


def told(capsys: pytest.CaptureFixture[str]) -> str:
    """The one sentence on stderr; stdout stays empty."""
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err.removesuffix("\n")


@pytest.mark.parametrize(
    ("code", "message", "sentence"),
    [
        (
            "ValidationError",
            NOT_FOUND,
            "no stack is called Millrace-local-Events in us-east-1: deploy it first with make up",
        ),
        (
            "ExpiredToken",
            "The security token is expired",
            "the AWS credentials for local are not valid (ExpiredToken): sign in again",
        ),
        (
            "AccessDenied",
            "not authorized to perform: cloudformation:DescribeStacks",
            "not allowed in local: not authorized to perform: cloudformation:DescribeStacks",
        ),
    ],
)
def test_what_the_account_refuses(
    world: World, capsys: pytest.CaptureFixture[str], code: str, message: str, sentence: str
) -> None:
    world.fails("DescribeStacks", code, message)

    assert world.run("") == 2
    assert told(capsys) == sentence


def test_a_stack_without_the_output_says_what_it_has(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    del world.outputs["LedgerTable"]

    assert world.run("watch") == 2
    assert told(capsys) == (
        "stack Millrace-local-Events has no output LedgerTable, only: JobEvents; deploy it again"
    )


@pytest.mark.parametrize(
    ("code", "message", "sentence"),
    [
        ("ResourceNotFoundException", "", "there is no table jobs-table: deploy it again"),
        (
            "ValidationException",
            "The table does not have the specified index: ByDay",
            "table jobs-table has not the index that is asked for: deploy it again",
        ),
    ],
)
def test_a_ledger_that_is_gone_or_older(
    world: World, capsys: pytest.CaptureFixture[str], code: str, message: str, sentence: str
) -> None:
    world.fails("Query", code, message)

    assert world.run("list") == 2
    assert told(capsys) == sentence


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("show", "show and why need a job's id, or how it begins; list and watch take none"),
        ("why", "show and why need a job's id, or how it begins; list and watch take none"),
        ("list 4c75", "show and why need a job's id, or how it begins; list and watch take none"),
        ("watch 4c75", "show and why need a job's id, or how it begins; list and watch take none"),
        ("--limit 0", "argument --limit: must be a whole number above 0, got '0'"),
        ("--state done", "argument --state: invalid choice: 'DONE'"),
        (
            "--day 16.11.",
            "must be a day such as 2026-11-16, today or yesterday (UTC), got '16.11.'",
        ),
        ("--day today --days 3", "argument --days: not allowed with argument --day"),
        ("--by bob --mine", "argument --mine: not allowed with argument --by"),
        ("--state FAILED --failed", "argument --failed: not allowed with argument --state"),
        ("watch --failed", "watch takes no --failed; list does"),
        ("watch --day today", "watch takes no --day; list does"),
        ("watch --json", "watch takes no --json; list does"),
        ("show 4c75 --team vision", "show takes no --team; list does"),
        ("--environment lcal", "no environment is called 'lcal'"),
    ],
)
def test_a_mistyped_command_is_answered_without_looking_at_aws(
    world: World, capsys: pytest.CaptureFixture[str], line: str, sentence: str
) -> None:
    with pytest.raises(SystemExit) as refused:
        world.run(line)

    assert refused.value.code == 2
    assert sentence in capsys.readouterr().err
    assert world.aws.asked == []


def test_the_command_runs_from_a_checkout_as_the_readme_says() -> None:
    """Nothing listens on the discard port: the local account is not running."""
    given = {
        "PATH": os.environ["PATH"],
        "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
    }
    ran = subprocess.run(
        [sys.executable, "-m", "ops.jobs"],
        cwd=Path(__file__).parents[3],
        env=given,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.stderr == "the local account is not running: start it with make up\n"
    assert (ran.returncode, ran.stdout) == (2, "")
