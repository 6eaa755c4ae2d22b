"""A failed step is tried again if one of its policies is for that kind of failure."""

import pytest

from local.api.errors import ApiError
from local.sagemaker.engine.retries import Retries
from tests.local_sagemaker.bench import Bench
from tests.local_sagemaker.definitions import Body, definition, function, training


def policy(*kinds: str, **more: float) -> Body:
    return {"ExceptionType": list(kinds), **({"MaxAttempts": 2} | more)}


def test_a_lack_of_capacity_is_tried_again_by_a_job_of_another_name(bench: Bench) -> None:
    bench.jobs.reasons["Train"] = ["CapacityError: no spot", "CapacityError: no spot"]
    arn = bench.run(
        definition(training("Train", RetryPolicies=[policy("SageMaker.CAPACITY_ERROR")]))
    )

    assert bench.steps(arn)["Train"]["AttemptCount"] == 3
    assert bench.status(arn) == "Succeeded"
    assert len({job["name"] for job in bench.jobs.of("Train")}) == 3


def test_after_the_last_attempt_the_step_fails(bench: Bench) -> None:
    bench.jobs.reasons["Train"] = ["InternalServerError: sorry"] * 3
    arn = bench.run(
        definition(training("Train", RetryPolicies=[policy("SageMaker.JOB_INTERNAL_ERROR")]))
    )

    assert bench.steps(arn)["Train"]["AttemptCount"] == 3
    assert "Train: InternalServerError: sorry" in bench.reason(arn)


def test_another_kind_of_failure_is_not_tried_again(bench: Bench) -> None:
    bench.jobs.reasons["Train"] = ["AlgorithmError: exit code 1"]
    arn = bench.run(
        definition(training("Train", RetryPolicies=[policy("SageMaker.CAPACITY_ERROR")]))
    )

    assert bench.steps(arn)["Train"]["AttemptCount"] == 1
    assert bench.status(arn) == "Failed"


@pytest.mark.parametrize(
    ("refusal", "kind"),
    [
        (ApiError("ThrottlingException", "slower"), "Step.THROTTLING"),
        (ApiError("InternalFailure", "sorry", status=500), "Step.SERVICE_FAULT"),
        (ApiError("ResourceLimitExceeded", "too many"), "SageMaker.RESOURCE_LIMIT"),
    ],
)
def test_so_is_a_call_that_was_refused_for_now(bench: Bench, refusal: ApiError, kind: str) -> None:
    bench.jobs.refusals["Train"] = [refusal]
    arn = bench.run(definition(training("Train", RetryPolicies=[policy(kind)])))

    assert bench.status(arn) == "Succeeded"


def test_a_refused_call_without_a_policy_tells_who_refused_what(bench: Bench) -> None:
    bench.jobs.refusals["Train"] = [ApiError("AccessDeniedException", "not yours")]
    arn = bench.run(definition(training("Train")))

    reason = bench.steps(arn)["Train"]["FailureReason"]
    assert reason == "ClientError: CreateTrainingJob: AccessDeniedException: not yours"


def test_a_function_that_fails_tells_its_error(bench: Bench) -> None:
    bench.neighbours.functions["ask"] = ValueError("no model yet")
    arn = bench.run(definition(function("Ask", "uri")))

    reason = bench.steps(arn)["Ask"]["FailureReason"]
    assert reason.endswith("function:ask failed: ValueError: no model yet")


def test_a_function_must_give_what_the_step_promises(bench: Bench) -> None:
    bench.neighbours.functions["ask"] = {"url": "s3://x"}
    arn = bench.run(definition(function("Ask", "uri")))

    reason = bench.steps(arn)["Ask"]["FailureReason"]
    assert reason == "ClientError: the function gave no 'uri', it gave url"


def test_the_wait_grows_with_each_attempt() -> None:
    retries = Retries([policy("A", IntervalSeconds=5, BackoffRate=3.0, MaxAttempts=3)])

    assert [retries.wait_s("A") for _ in range(4)] == [5, 15, 45, None]


def test_a_policy_with_an_expiry_ends_when_that_is_over() -> None:
    retries = Retries([{"ExceptionType": ["A"], "IntervalSeconds": 40, "ExpireAfterMin": 2}])

    assert [retries.wait_s("A") for _ in range(2)] == [40, 80]
    assert retries.wait_s("A") is None
