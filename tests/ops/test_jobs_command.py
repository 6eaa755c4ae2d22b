"""python -m ops.jobs answers people and programs, and explains what they can put right."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from ops.jobs import main
from tests.ops.jobs_in_ledger import (
    OUT_OF_MEMORY,
    RECLAIMED,
    RUNNING_AGAIN,
    TABLE,
    FakeSession,
)

NOT_FOUND = "Stack with id Millrace-local-Events does not exist"


@pytest.fixture
def account() -> FakeSession:
    return FakeSession()


@pytest.fixture
def ledger(account: FakeSession) -> FakeSession:
    account.has_stack(LedgerTable=TABLE, JobEvents="url")
    account.has_jobs(OUT_OF_MEMORY, RUNNING_AGAIN, RECLAIMED)
    return account


def told(capsys: pytest.CaptureFixture[str]) -> str:
    """The one sentence on stderr; stdout stays empty."""
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err.removesuffix("\n")


def ids(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [job["job_id"] for job in json.loads(capsys.readouterr().out)["jobs"]]


def test_people_get_a_table(ledger: FakeSession, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([], connect=ledger.connect) == 0

    out = capsys.readouterr().out
    assert "what happened" in out
    assert "3 of 3 jobs; python -m ops.jobs show <job> tells one's story" in out


def test_programs_get_json(ledger: FakeSession, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--json"], connect=ledger.connect) == 0

    jobs = json.loads(capsys.readouterr().out)["jobs"]
    assert {job["state"] for job in jobs} == {"FAILED", "RUNNING", "SUCCEEDED"}


def test_the_newest_come_first(account: FakeSession, capsys: pytest.CaptureFixture[str]) -> None:
    account.has_stack(LedgerTable=TABLE)
    older = replace(OUT_OF_MEMORY, submitted_at=RECLAIMED.submitted_at.replace(year=2025))  # type: ignore[union-attr]
    untold = replace(RUNNING_AGAIN, submitted_at=None)
    account.has_jobs(older, RECLAIMED, untold)

    main(["list", "--json"], connect=account.connect)

    assert ids(capsys) == [untold.job_id, RECLAIMED.job_id, older.job_id]


def test_a_limit_keeps_the_newest(ledger: FakeSession, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--json", "--limit", "1"], connect=ledger.connect)

    assert len(ids(capsys)) == 1


def test_a_state_picks_its_jobs(ledger: FakeSession, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--json", "--state", "failed"], connect=ledger.connect)

    assert ids(capsys) == [OUT_OF_MEMORY.job_id]


@pytest.mark.parametrize("argv", [["show", "4c75"], ["show", "--json", "4c75"]])
def test_a_story_is_found_by_how_its_job_begins(
    account: FakeSession, capsys: pytest.CaptureFixture[str], argv: list[str]
) -> None:
    account.has_stack(LedgerTable=TABLE)
    account.has_jobs(RECLAIMED)

    assert main(argv, connect=account.connect) == 0
    assert RECLAIMED.job_id in capsys.readouterr().out


def test_a_whole_id_is_never_ambiguous(
    account: FakeSession, capsys: pytest.CaptureFixture[str]
) -> None:
    """A child of an array job is called as its parent, and a number."""
    account.has_stack(LedgerTable=TABLE)
    account.has_jobs(replace(RECLAIMED, job_id=f"{RECLAIMED.job_id}:0"), RECLAIMED)

    assert main(["show", RECLAIMED.job_id, "--json"], connect=account.connect) == 0
    assert json.loads(capsys.readouterr().out)["job_id"] == RECLAIMED.job_id


@pytest.mark.parametrize("mark", [":", "#"])
def test_a_beginning_means_the_whole_job_and_not_each_of_its_parts(
    account: FakeSession, capsys: pytest.CaptureFixture[str], mark: str
) -> None:
    account.has_stack(LedgerTable=TABLE)
    parts = [replace(RECLAIMED, job_id=f"{RECLAIMED.job_id}{mark}{number}") for number in range(3)]
    account.has_jobs(*parts, RECLAIMED)

    assert main(["show", "4c75", "--json"], connect=account.connect) == 0
    assert json.loads(capsys.readouterr().out)["job_id"] == RECLAIMED.job_id


def test_a_part_is_shown_by_its_own_id(
    account: FakeSession, capsys: pytest.CaptureFixture[str]
) -> None:
    account.has_stack(LedgerTable=TABLE)
    children = [replace(RECLAIMED, job_id=f"{RECLAIMED.job_id}:{number}") for number in (1, 12)]
    account.has_jobs(*children)

    assert main(["show", f"{RECLAIMED.job_id}:1", "--json"], connect=account.connect) == 0
    assert json.loads(capsys.readouterr().out)["job_id"] == f"{RECLAIMED.job_id}:1"


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        ([], "no jobs in the ledger yet\n"),
        (["--state", "FAILED"], "no such jobs in the ledger\n"),
        (["--json"], '{\n  "jobs": []\n}\n'),
    ],
)
def test_an_empty_ledger_is_no_mistake(
    account: FakeSession, capsys: pytest.CaptureFixture[str], argv: list[str], sentence: str
) -> None:
    account.has_stack(LedgerTable=TABLE)
    account.has_jobs()

    assert main(argv, connect=account.connect) == 0
    assert capsys.readouterr().out == sentence


def test_an_unknown_job_is_named(account: FakeSession, capsys: pytest.CaptureFixture[str]) -> None:
    account.has_stack(LedgerTable=TABLE)
    account.has_jobs()

    assert main(["show", "zz"], connect=account.connect) == 2
    assert told(capsys) == "no job's id begins with 'zz'; python -m ops.jobs lists them"


def test_an_ambiguous_beginning_is_answered_with_the_jobs_it_begins(
    account: FakeSession, capsys: pytest.CaptureFixture[str]
) -> None:
    account.has_stack(LedgerTable=TABLE)
    account.has_jobs(*(replace(RECLAIMED, job_id=f"aa{number}") for number in range(7)))

    assert main(["show", "aa"], connect=account.connect) == 2
    assert told(capsys) == "'aa' begins 7 job ids: aa0, aa1, aa2, aa3, aa4 and 2 more"


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
def test_what_a_person_can_put_right_is_one_sentence_and_exit_code_two(
    account: FakeSession,
    capsys: pytest.CaptureFixture[str],
    code: str,
    message: str,
    sentence: str,
) -> None:
    account.fails("cloudformation", "describe_stacks", code, message)

    assert main([], connect=account.connect) == 2
    assert told(capsys) == sentence


def test_a_stack_without_the_output_says_what_it_has(
    account: FakeSession, capsys: pytest.CaptureFixture[str]
) -> None:
    account.has_stack(JobEvents="url", DeadLetters="url")

    assert main([], connect=account.connect) == 2
    assert told(capsys) == (
        "stack Millrace-local-Events has no output LedgerTable, only: DeadLetters, JobEvents; "
        "deploy it again"
    )


def test_a_table_that_is_gone_is_named(
    account: FakeSession, capsys: pytest.CaptureFixture[str]
) -> None:
    account.has_stack(LedgerTable=TABLE)
    account.fails("dynamodb", "scan", "ResourceNotFoundException")

    assert main([], connect=account.connect) == 2
    assert told(capsys) == "there is no table jobs-table: deploy it again"


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (["show"], "show needs a job's id, or how it begins; list takes none"),
        (["list", "4c75"], "show needs a job's id, or how it begins; list takes none"),
        (["--limit", "0"], "argument --limit: must be a whole number above 0, got '0'"),
        (["--state", "done"], "argument --state: invalid choice: 'DONE'"),
        (["--environment", "lcal"], "no environment is called 'lcal'"),
    ],
)
def test_a_mistyped_command_is_answered_without_looking_at_aws(
    capsys: pytest.CaptureFixture[str], argv: list[str], sentence: str
) -> None:
    with pytest.raises(SystemExit) as refused:
        main(argv)

    assert refused.value.code == 2
    assert sentence in capsys.readouterr().err


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
        cwd=Path(__file__).parents[2],
        env=given,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.stderr == "the local account is not running: start it with make up\n"
    assert (ran.returncode, ran.stdout) == (2, "")
