"""Children of arrays and nodes are found, counted, and kept out of the way."""

import json

import pytest

from ops.jobs import main
from tests.ops.jobs_in_ledger import ARRAY, CHILDREN, TABLE, FakeSession


@pytest.fixture
def account() -> FakeSession:
    return FakeSession()


@pytest.mark.parametrize("part", [":2", ":10"])
def test_a_part_is_found_by_what_the_table_calls_it(
    account: FakeSession, capsys: pytest.CaptureFixture[str], part: str
) -> None:
    account.has_stack(LedgerTable=TABLE)
    account.has_jobs(ARRAY, *CHILDREN)

    assert main(["show", f"4c7599ae{part}", "--json"], connect=account.connect) == 0
    assert json.loads(capsys.readouterr().out)["job_id"] == f"{ARRAY.job_id}{part}"


@pytest.mark.parametrize("part", [":3", ":", "#2"])
def test_a_part_that_is_not_there_is_named(
    account: FakeSession, capsys: pytest.CaptureFixture[str], part: str
) -> None:
    account.has_stack(LedgerTable=TABLE)
    account.has_jobs(ARRAY, *CHILDREN)

    assert main(["show", f"4c7599ae{part}"], connect=account.connect) == 2
    assert capsys.readouterr().err.startswith(f"no job's id begins with '4c7599ae{part}'")


def test_the_story_of_an_array_has_its_children(
    account: FakeSession, capsys: pytest.CaptureFixture[str]
) -> None:
    account.has_stack(LedgerTable=TABLE)
    account.has_jobs(ARRAY, *CHILDREN)
    account.has_jobs(ARRAY, *CHILDREN)

    assert main(["show", "4c75"], connect=account.connect) == 0
    assert "1 RUNNABLE, 1 SUCCEEDED, 1 FAILED" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("argv", "rows"), [([], 1), (["--parts"], 4), (["--state", "succeeded"], 1)]
)
def test_parts_do_not_crowd_out_the_jobs(
    account: FakeSession, capsys: pytest.CaptureFixture[str], argv: list[str], rows: int
) -> None:
    account.has_stack(LedgerTable=TABLE)
    account.has_jobs(ARRAY, *CHILDREN)

    assert main(argv, connect=account.connect) == 0
    assert f"{rows} of {rows} jobs" in capsys.readouterr().out
