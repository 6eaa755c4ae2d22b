"""A definition says which images and which kinds of jobs need rights."""

import pytest

from constructs_lib.training.contents import JobKind, images_in, kinds_in
from constructs_lib.training.images import ImageError, repository_arn
from tests.constructs_lib.training.built import IMAGE, JUDGE, SERVE, definition


def test_images_of_jobs_are_found_wherever_they_stand() -> None:
    assert images_in(definition()) == {IMAGE, JUDGE}


def test_what_serves_a_model_is_pulled_by_no_job() -> None:
    assert SERVE in str(definition())
    assert SERVE not in images_in(definition())


def test_kinds_of_jobs_are_found_in_branches_too() -> None:
    assert kinds_in(definition()) == set(JobKind)


def test_a_step_that_starts_no_job_needs_no_right_to_one() -> None:
    body = {"Steps": [{"Name": "Tell", "Type": "Lambda"}, {"Name": "Stop", "Type": "Fail"}]}
    assert kinds_in(body) == frozenset()


@pytest.mark.parametrize("version", [":2.8.0", "@sha256:" + "a" * 64, ""])
def test_an_image_is_pulled_from_its_repository(version: str) -> None:
    image = f"111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/own{version}"
    assert repository_arn(image) == "arn:aws:ecr:eu-west-1:111122223333:repository/team/own"


def test_an_image_of_another_registry_is_refused() -> None:
    with pytest.raises(ImageError) as refused:
        repository_arn("docker.io/library/python:3.12")
    assert str(refused.value) == (
        "image 'docker.io/library/python:3.12' lies in no registry of AWS; "
        "allowed: <account>.dkr.ecr.<region>.amazonaws.com/<repository>:<tag>"
    )
