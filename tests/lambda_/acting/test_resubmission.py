"""A job that goes on in another's place is the same job, but for what was ordered about it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest
from botocore.stub import ANY, Stubber

from millrace.adapters import single_try
from millrace.adapters.resubmission import Resubmission
from millrace.adapters.successor import name_of
from millrace.domain.acting import EffectError, Result
from millrace.domain.job import Facts, JobRecord, Kind
from millrace.domain.orders import Do, Order, Progress, token_of
from tests.lambda_.acting.ended_jobs import (
    FLEETS,
    NOW,
    OF_A_SIZE,
    ON_DEMAND,
    QUEUE,
    RECLAIMED,
    START,
    attempt,
    ended,
)
from tests.lambda_.acting.test_effects import client

RECORD = ended(RECLAIMED, attempts={1: attempt(RECLAIMED)})
DEFINITION = "arn:aws:batch:us-east-1:111122223333:job-definition/digits:3"
JOB: Mapping[str, Any] = {
    "jobArn": "arn:aws:batch:us-east-1:111122223333:job/j1",
    "jobName": "digits",
    "jobId": "j1",
    "jobQueue": QUEUE,
    "status": "FAILED",
    "statusReason": RECLAIMED,
    "startedAt": 1,
    "jobDefinition": DEFINITION,
    "shareIdentifier": "vision",
    "schedulingPriority": 7,
    "parameters": {"epochs": "40"},
    "retryStrategy": {"attempts": 4, "evaluateOnExit": [{"action": "EXIT", "onReason": "*"}]},
    "timeout": {"attemptDurationSeconds": 3600},
    "propagateTags": True,
    "container": {
        "command": ["python", "-m", "digits"],
        "environment": [
            {"name": "EPOCHS", "value": "40"},
            {"name": "AWS_BATCH_JOB_ATTEMPT", "value": "2"},
        ],
        "resourceRequirements": [
            {"type": "VCPU", "value": "4"},
            {"type": "MEMORY", "value": "14000"},
            {"type": "GPU", "value": "1"},
        ],
    },
    "tags": {"millrace:team": "vision", "aws:cloudformation:stack-name": "s"},
}


def order(do: Do = Do.ON_DEMAND, because: str = "spot-reclaimed") -> Order:
    return Order(token=token_of("j1", do, "end"), do=do, because=because, ordered_at=NOW)


class Batch:
    """AWS Batch, which answers what it is told to, in that order."""

    def __init__(self) -> None:
        self._client = client("batch")
        self.stub = Stubber(self._client)

    def knows_of(self, *job_ids: str, queue: Any = ANY, name: Any = ANY) -> "Batch":
        found = {"jobSummaryList": [{"jobId": each, "jobName": "x"} for each in job_ids]}
        filters = [{"name": "JOB_NAME", "values": [name]}] if name is not ANY else ANY
        self.stub.add_response("list_jobs", found, {"jobQueue": queue, "filters": filters})
        return self

    def describes(self, *jobs: Mapping[str, Any]) -> "Batch":
        self.stub.add_response("describe_jobs", {"jobs": [*jobs]}, {"jobs": ["j1"]})
        return self

    def takes(self, **asked: Any) -> "Batch":
        answer = {"jobName": "x", "jobId": "j2"}
        self.stub.add_response("submit_job", answer, asked or None)
        return self

    def submit(self, of: Order, record: JobRecord = RECORD) -> Result:
        with self.stub:
            result = Resubmission(self._client, fleets=FLEETS).submit(record, of)
            self.stub.assert_no_pending_responses()
        return result


def test_it_is_submitted_as_it_was_into_the_queue_for_on_demand() -> None:
    name = f"digits-{order().token[:12]}"
    container = JOB["container"]
    batch = Batch().knows_of(queue=ON_DEMAND, name=name).describes(JOB)
    batch.takes(
        jobName=name,
        jobQueue=ON_DEMAND,
        jobDefinition=DEFINITION,
        shareIdentifier="vision",
        schedulingPriorityOverride=7,
        parameters=JOB["parameters"],
        retryStrategy=JOB["retryStrategy"],
        timeout=JOB["timeout"],
        propagateTags=True,
        containerOverrides={
            "command": container["command"],
            "environment": [{"name": "EPOCHS", "value": "40"}],
            "resourceRequirements": [
                {"type": "MEMORY", "value": "14000"},
                {"type": "VCPU", "value": "4"},
                {"type": "GPU", "value": "1"},
            ],
        },
        tags={
            "millrace:team": "vision",
            "millrace:continues": "j1",
            "millrace:chain": "j1",
            "millrace:tries": "1",
        },
    )

    assert batch.submit(order()) == Result(progress=Progress.DONE, text="as j2")


def test_what_was_submitted_already_is_found_by_its_name() -> None:
    assert Batch().knows_of("j7").submit(order()) == Result(progress=Progress.DONE, text="as j7")


def test_out_of_memory_it_is_given_that_of_the_next_size() -> None:
    batch = Batch().knows_of(queue=QUEUE).describes(JOB)
    asked = submitted(batch, order(Do.LARGER, "out-of-memory"))

    assert {"type": "MEMORY", "value": "28000"} in asked["containerOverrides"][
        "resourceRequirements"
    ]
    assert asked["jobQueue"] == QUEUE


def submitted(batch: Batch, of: Order, record: JobRecord = RECORD) -> dict[str, Any]:
    """What SubmitJob was asked for."""
    asked: dict[str, Any] = {}

    def noted(params: dict[str, Any], **_rest: object) -> None:
        asked.update(params)

    batch.takes()
    batch._client.meta.events.register("provide-client-params.batch.SubmitJob", noted)
    batch.submit(of, record)
    return asked


def test_a_move_is_no_try_and_what_is_left_of_the_work_goes_along() -> None:
    facts = replace(OF_A_SIZE, work_minutes=120, tries=1, chain="j0", continues="j0")
    ran = attempt("millrace: go on on on-demand: x", 143)
    ran = replace(ran, stopped_at=START + timedelta(minutes=62))
    moved = ended("millrace: go on on on-demand: x", attempts={1: ran}, facts=facts)
    batch = Batch().knows_of().describes(JOB)
    tags = submitted(batch, order(because="moved"), moved)["tags"]

    assert tags["millrace:tries"] == "1"
    assert tags["millrace:chain"] == "j0"
    assert tags["millrace:continues"] == "j1"
    assert tags["millrace:work-minutes"] == "60"


def test_a_job_on_nodes_keeps_its_nodes() -> None:
    ranges = [{"targetNodes": "0:1", "container": JOB["container"]}]
    nodes = {"numNodes": 2, "mainNode": 0, "nodeRangeProperties": ranges}
    job = {name: value for name, value in JOB.items() if name != "container"}
    batch = Batch().knows_of().describes({**job, "nodeProperties": nodes})
    asked = submitted(batch, order(Do.RETRY, "service"))

    assert asked["nodeOverrides"]["numNodes"] == 2
    [part] = asked["nodeOverrides"]["nodePropertyOverrides"]
    assert part["targetNodes"] == "0:1"
    assert part["containerOverrides"]["command"] == ["python", "-m", "digits"]
    assert "containerOverrides" not in asked


@pytest.mark.parametrize(
    ("job", "because"),
    [
        (None, "AWS Batch knows it no longer: it forgets a job seven days after its end"),
        ({"isTerminated": True, "statusReason": "no"}, "somebody stopped it: no"),
        ({"isCancelled": True, "statusReason": "no"}, "somebody stopped it: no"),
        (
            {"ecsProperties": {"taskProperties": []}},
            "it has several containers, or runs on EKS: the desk submits only plain ones",
        ),
    ],
)
def test_it_is_refused_in_words(job: dict[str, Any] | None, because: str) -> None:
    batch = Batch().knows_of().describes(*([] if job is None else [{**JOB, **job}]))

    assert batch.submit(order()) == Result(progress=Progress.REFUSED, text=because)


@pytest.mark.parametrize(
    "reason", ["Canceled by JobStateTimeLimit action due to reason: CAPACITY:X", "millrace: x"]
)
def test_what_batch_or_the_desk_ended_was_stopped_by_nobody(reason: str) -> None:
    batch = Batch().knows_of().describes({**JOB, "isTerminated": True, "statusReason": reason})

    assert batch.takes().submit(order()).progress is Progress.DONE


def test_where_no_queue_or_no_size_is_left_it_is_refused() -> None:
    nowhere = replace(RECORD, queue=ON_DEMAND)
    assert Batch().submit(order(), nowhere).text == "its fleet has no queue for on-demand alone"

    needs = {"resourceRequirements": [{"type": "MEMORY", "value": "110000"}]}
    batch = Batch().knows_of().describes({**JOB, "container": needs})
    assert batch.submit(order(Do.LARGER)).text == "no size of its fleet has more memory"


ARRAY = replace(RECORD, kind=Kind.ARRAY, size=3)


def children(batch: Batch, *reasons: str) -> Batch:
    summaries = [
        {"jobId": f"j1:{index}", "jobName": "x", "statusReason": reason}
        for index, reason in enumerate(reasons)
    ]
    asked = {"arrayJobId": "j1", "jobStatus": "FAILED"}
    batch.stub.add_response("list_jobs", {"jobSummaryList": summaries}, asked)
    return batch


def array_of(*reasons: str) -> Batch:
    job = {**JOB, "arrayProperties": {"size": 3}}
    return children(Batch().knows_of().describes(job), *reasons)


def test_an_array_of_which_some_succeeded_is_not_run_again_and_the_others_are_named() -> None:
    refused = array_of(RECLAIMED, RECLAIMED).submit(order(Do.RETRY, "part-failed"), ARRAY)

    assert refused.text == (
        "2 of its 3 children failed: 0, 1; the others are done, so submit only these again"
    )


def test_an_array_that_failed_for_its_program_is_not_run_again() -> None:
    refused = array_of(RECLAIMED, "Container Overrides length", RECLAIMED)

    assert "they failed for code, spot-reclaimed" in (
        refused.submit(order(Do.RETRY, "part-failed"), ARRAY).text
    )


def test_an_array_that_lost_all_its_instances_is_run_again_whole() -> None:
    batch = array_of(*[RECLAIMED] * 3)
    asked = submitted(batch, order(Do.RETRY, "part-failed"), ARRAY)

    assert asked["arrayProperties"] == {"size": 3}


def test_a_refusal_of_batch_is_told_in_its_words() -> None:
    batch = Batch().knows_of().describes(JOB)
    batch.stub.add_client_error("submit_job", "ClientException", "JobDefinition is inactive")

    assert batch.submit(order()).text == "AWS Batch refuses: JobDefinition is inactive"


def test_a_throttling_is_tried_again() -> None:
    batch = Batch()
    batch.stub.add_client_error("list_jobs", "TooManyRequestsException")

    with pytest.raises(EffectError, match="could not be asked"):
        batch.submit(order())


def test_the_names_of_a_chain_do_not_grow() -> None:
    first = name_of(RECORD, "a" * 64)
    second = name_of(replace(RECORD, name=first, facts=Facts(continues="j0")), "b" * 64)

    assert (first, second) == (f"digits-{'a' * 12}", f"digits-{'b' * 12}")
    assert len(name_of(replace(RECORD, name="x" * 128), "c" * 64)) == 128


def test_a_name_that_looks_like_ours_is_left_to_who_gave_it() -> None:
    theirs = f"digits-{'a' * 12}"

    assert name_of(replace(RECORD, name=theirs), "b" * 64) == f"{theirs}-{'b' * 12}"


def test_no_client_of_an_effect_repeats_a_call_by_itself() -> None:
    """A SubmitJob that AWS has taken and not answered must not be sent again unseen."""
    assert cast("Any", single_try._CONFIG).retries["total_max_attempts"] == 1
