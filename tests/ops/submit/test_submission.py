"""What is submitted is what was planned, to the job's own queue, with the team's share."""

from typing import Any

import pytest

from tests.ops.submit.conftest import Run
from tests.ops.submit.world import DEFINITION, QUEUE, FakeAccount, ready

WORK = "--job digits-transform --items 1797 --seconds-per-item 0.05 --startup-seconds 5"
SENT: dict[str, Any] = {
    "jobName": "digits-transform",
    "jobQueue": QUEUE,
    "jobDefinition": DEFINITION,
    "shareIdentifier": "shared",
    "parameters": {"items": "1797", "chunk": "450"},
    "arrayProperties": {"size": 4},
    "tags": {"millrace:submitted-by": "ana"},
}
TRAIN: dict[str, Any] = {
    "jobName": "digits",
    "jobQueue": QUEUE,
    "jobDefinition": DEFINITION,
    "shareIdentifier": "vision",
    "parameters": {"epochs": "5"},
    "tags": {"millrace:team": "vision", "millrace:submitted-by": "ana"},
}


@pytest.fixture
def deployed(account: FakeAccount) -> FakeAccount:
    ready(account, DigitsTransformJobQueue=QUEUE, DigitsTransformJob=DEFINITION)
    return account


def test_a_plan_is_shown_then_submitted_on_a_yes(
    deployed: FakeAccount, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed.takes(SENT)

    assert run(f"{WORK} --chunk 450", answer="y") == 0

    out = capsys.readouterr().out
    assert out.startswith("digits-transform: 1797 items in 4 children of 450")
    assert "submitted digits-transform as 4c75\n" in out
    assert "follow it: python -m ops.jobs show 4c75 --environment dev\n" in out
    deployed.asked_everything()


def test_yes_submits_without_asking(deployed: FakeAccount, run: Run) -> None:
    deployed.takes(SENT)

    assert run(f"{WORK} --chunk 450 --yes") == 0
    deployed.asked_everything()


@pytest.mark.parametrize("answer", ["", "n", "perhaps"])
def test_anything_but_a_yes_submits_nothing(
    deployed: FakeAccount, run: Run, capsys: pytest.CaptureFixture[str], answer: str
) -> None:
    assert run(WORK, answer=answer) == 1
    assert capsys.readouterr().out.endswith("nothing was submitted\n")


def test_a_plan_only_asks_aws_for_nothing(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(f"{WORK} --plan-only") == 0

    out = capsys.readouterr().out
    assert max(len(line.rstrip()) for line in out.splitlines()) <= 100
    for words in ("which chunk", "how large a fleet", "the cheapest", "as it is", "0.325 times"):
        assert words in out


def test_a_job_without_items_is_submitted_as_it_is(
    account: FakeAccount, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    ready(account, DigitsJobQueue=QUEUE, DigitsJob=DEFINITION)
    account.takes(TRAIN)

    assert run("--job digits --set epochs=5") == 0
    assert capsys.readouterr().out.startswith("submitted digits as 4c75\n")
    account.asked_everything()


@pytest.mark.parametrize(
    ("said", "queue"),
    [
        ("", "DigitsJobQueue"),
        ("--queue normal", "DigitsJobQueue"),
        ("--queue urgent", "GpuUrgentQueue"),
        ("--capacity on-demand", "DigitsDdpJobQueue"),
    ],
)
def test_the_queue_is_the_jobs_own_or_the_one_that_was_named(
    account: FakeAccount, run: Run, said: str, queue: str
) -> None:
    ready(account, **{queue: QUEUE, "DigitsJob": DEFINITION})
    account.takes(TRAIN | {"parameters": {}})

    assert run(f"--job digits {said}") == 0


def test_another_fleet_is_given_its_own_first_queue(account: FakeAccount, run: Run) -> None:
    ready(account, SpareQueue=QUEUE, DigitsTransformJob=DEFINITION)
    account.takes(SENT)

    assert run(f"{WORK} --fleet spare --capacity on-demand --chunk 450 --yes") == 0


def test_a_queue_without_shares_is_given_none(account: FakeAccount, run: Run) -> None:
    account.has_outputs(DigitsJobQueue=QUEUE, DigitsJob=DEFINITION)
    account.has_queue(fair=False)
    account.has_compute()
    account.has_image()
    sent = {name: value for name, value in TRAIN.items() if name != "shareIdentifier"}
    account.takes(sent)

    assert run("--job digits --set epochs=5") == 0


def test_a_team_is_whose_share_it_takes(account: FakeAccount, run: Run) -> None:
    ready(account, DigitsTransformJobQueue=QUEUE, DigitsTransformJob=DEFINITION)
    told = {"millrace:team": "vision", **SENT["tags"]}
    account.takes(SENT | {"shareIdentifier": "vision", "tags": told})

    assert run(f"{WORK} --chunk 450 --team vision --yes") == 0


def test_an_image_that_may_not_be_asked_after_is_told_and_no_obstacle(
    account: FakeAccount, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    account.has_outputs(DigitsJobQueue=QUEUE, DigitsJob=DEFINITION)
    account.has_queue()
    account.has_compute()
    account.fails("ecr", "batch_get_image", "AccessDeniedException", "not authorized to perform")
    account.takes(TRAIN | {"parameters": {}})

    assert run("--job digits") == 0
    assert "image not checked: not authorized to perform\n" in capsys.readouterr().out


def test_a_deadline_goes_along_for_the_job_desk(account: FakeAccount, run: Run) -> None:
    ready(account, DigitsJobQueue=QUEUE, DigitsJob=DEFINITION)
    told = {"millrace:deadline": "2026-11-22T11:30:00Z", "millrace:work-minutes": "45"}
    account.takes({**TRAIN, "tags": {**TRAIN["tags"], **told}})

    assert (
        run("--job digits --set epochs=5 --deadline 2026-11-22T12:30+01:00 --work-minutes 45") == 0
    )
    account.asked_everything()
