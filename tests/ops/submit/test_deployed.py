"""What AWS says before a submission: no queue, no stack, no image, and why."""

from typing import Any

import pytest

import config
from ops.submit.images import unchecked_image
from tests.ops.submit.conftest import Run
from tests.ops.submit.world import DEFINITION, OWN, QUEUE, SHARED_IMAGE, FakeAccount

PLAIN = "--job digits-transform --set chunk=1797"
NO_REPOSITORY = ("batch_get_image", "RepositoryNotFoundException", "no such repository")


@pytest.fixture
def stack(account: FakeAccount) -> FakeAccount:
    account.has_outputs(DigitsTransformJobQueue=QUEUE, DigitsTransformJob=DEFINITION)
    return account


def refused(run: Run, capsys: pytest.CaptureFixture[str]) -> str:
    """Nothing was submitted: the stubs take no submission here."""
    assert run(PLAIN) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err.removesuffix("\n")


def test_a_stack_that_is_not_there_is_to_be_deployed(
    account: FakeAccount, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = "Stack with id Millrace-dev-Batch does not exist"
    account.fails("cloudformation", "describe_stacks", "ValidationError", missing)

    assert refused(run, capsys) == (
        "no stack is called Millrace-dev-Batch in us-east-1: deploy it first with "
        "cdk deploy --all -c environment=dev"
    )


def test_a_queue_that_is_not_deployed_yet_is_told_with_those_that_are(
    account: FakeAccount, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    account.has_outputs(GpuQueue=QUEUE)

    assert refused(run, capsys) == (
        "stack Millrace-dev-Batch has no output DigitsTransformJobQueue, only: GpuQueue; "
        "deploy it again"
    )


def test_a_queue_that_was_deleted_is_told(
    stack: FakeAccount, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    stack.has_no_queue()

    assert refused(run, capsys).startswith(f"there is no queue {QUEUE}: deploy it again with ")


@pytest.mark.parametrize(
    ("changed", "because"),
    [
        ({"state": "DISABLED", "statusReason": "JobQueue Healthy"}, "DISABLED"),
        ({"status": "INVALID", "statusReason": "no compute"}, "INVALID: no compute"),
    ],
)
def test_a_queue_that_takes_no_jobs_is_told_with_the_reason(
    stack: FakeAccount,
    run: Run,
    capsys: pytest.CaptureFixture[str],
    changed: dict[str, Any],
    because: str,
) -> None:
    stack.has_queue(**changed)

    assert refused(run, capsys) == f"queue nightly of fleet cpu takes no jobs: it is {because}"


def test_a_compute_environment_that_is_invalid_is_told_with_its_reason(
    stack: FakeAccount, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    stack.has_queue()
    stack.has_compute(status="INVALID", statusReason="CLIENT_ERROR - no such role")

    assert refused(run, capsys) == (
        "compute environment spot is INVALID: CLIENT_ERROR - no such role"
    )


def test_compute_environments_that_are_all_off_are_told(
    stack: FakeAccount, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    stack.has_queue()
    stack.has_compute(state="DISABLED")

    assert refused(run, capsys) == "every compute environment of queue nightly is off: spot"


def test_an_image_without_that_tag_is_told(
    stack: FakeAccount, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    stack.has_queue()
    stack.has_compute()
    stack.has_image({"failureCode": "ImageNotFound", "failureReason": "Requested image not found"})

    assert refused(run, capsys) == (
        f"image {OWN} does not exist (ImageNotFound: Requested image not found)"
    )


def test_an_image_without_its_repository_is_told(
    stack: FakeAccount, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    stack.has_queue()
    stack.has_compute()
    stack.fails("ecr", *NO_REPOSITORY)

    assert refused(run, capsys) == (
        f"image {OWN} does not exist: registry 111122223333 has no repository training"
    )


def test_what_batch_refuses_is_told_in_its_words(
    stack: FakeAccount, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    stack.has_queue()
    stack.has_compute()
    stack.has_image()
    stack.knows_the_caller()
    stack.fails("batch", "submit_job", "ClientException", "JobDefinition is INACTIVE")

    assert refused(run, capsys) == "AWS Batch refuses the job: JobDefinition is INACTIVE"


def test_the_local_account_has_no_registry_but_its_own(account: FakeAccount) -> None:
    local = config.load("local")
    account.has_image({"failureCode": "ImageNotFound"})

    assert unchecked_image(account.connect(local), local, SHARED_IMAGE) == (
        "image not checked: the local account has no registry 763104351884"
    )


def test_a_submission_that_aws_does_not_allow_is_told(
    stack: FakeAccount, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    stack.has_queue()
    stack.has_compute()
    stack.has_image()
    stack.knows_the_caller()
    stack.fails("batch", "submit_job", "AccessDeniedException", "no batch:SubmitJob")

    assert refused(run, capsys) == "not allowed in dev: no batch:SubmitJob"
