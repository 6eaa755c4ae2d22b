"""Jobs as AWS tells of them, event by event: how each began, what it met, how it ended."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from tests.lambda_.acting.ended_jobs import EXITED, ON_DEMAND, RECLAIMED, START
from tests.lambda_.acting.teller import ACCOUNT, BatchJob, Teller

NOT_STARTED = "Task failed to start"


def _begun(teller: Teller, **fields: Any) -> BatchJob:
    return BatchJob(teller, **fields).is_("RUNNABLE", "STARTING", "RUNNING")


def succeeds(teller: Teller) -> None:
    _begun(teller).meets(EXITED, exit_code=0).is_("SUCCEEDED", reason=EXITED)


def survives_a_reclaim(teller: Teller) -> None:
    job = _begun(teller).meets(RECLAIMED).is_("RUNNABLE", "STARTING", "RUNNING")
    job.meets(EXITED, exit_code=0).is_("SUCCEEDED", reason=EXITED)


def is_reclaimed_for_good(teller: Teller) -> None:
    job = _begun(teller).meets(RECLAIMED).is_("RUNNABLE", "STARTING", "RUNNING")
    job.meets(RECLAIMED).is_("FAILED", reason=RECLAIMED)


def runs_out_of_memory(teller: Teller) -> None:
    said = "OutOfMemoryError: Container killed due to memory usage"
    _begun(teller).meets(EXITED, exit_code=137, said=said).is_("FAILED", reason=EXITED)


def has_a_mistake(teller: Teller) -> None:
    _begun(teller).meets(EXITED, exit_code=1).is_("FAILED", reason=EXITED)


def fails_before_its_deadline(teller: Teller) -> None:
    tags = {"millrace:deadline": "2026-11-18T08:00:00Z", "millrace:work-minutes": "300"}
    _begun(teller, tags=tags).meets(EXITED, exit_code=1).is_("FAILED", reason=EXITED)


def is_moved(teller: Teller) -> None:
    reason = "millrace: go on on on-demand: 5 h of work, 6 h to the deadline"
    _begun(teller).meets(reason, exit_code=143).is_("FAILED", reason=reason)


def is_moved_back(teller: Teller) -> None:
    reason = "millrace: go on on spot: the deadline is far"
    _begun(teller, queue=ON_DEMAND).meets(reason, exit_code=143).is_("FAILED", reason=reason)


def meets_a_slow_docker(teller: Teller) -> None:
    said = "DockerTimeoutError: Could not transition to created; timed out after waiting 4m0s"
    BatchJob(teller).is_("RUNNABLE", "STARTING").meets(NOT_STARTED, said=said).is_(
        "FAILED", reason=NOT_STARTED
    )


def is_stopped_by_a_person(teller: Teller) -> None:
    _begun(teller).meets(EXITED, exit_code=143).is_("FAILED", reason="wrong data, sorry")


def blocks_and_runs(teller: Teller) -> None:
    reason = "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - Service cannot fulfill the capacity"
    job = BatchJob(teller).is_("RUNNABLE").blocks(reason).blocks(reason)
    job.is_("STARTING", "RUNNING").meets(EXITED, exit_code=0).is_("SUCCEEDED", reason=EXITED)


def array_loses_one(teller: Teller) -> None:
    _array(teller, lost=(1,), said=None, exit_code=1)


def array_loses_all(teller: Teller) -> None:
    _array(teller, lost=(0, 1, 2), said="DockerTimeoutError: Could not transition", exit_code=None)


def _array(teller: Teller, *, lost: Sequence[int], said: str | None, exit_code: int | None) -> None:
    whole = BatchJob(teller, more={"arrayProperties": {"size": 3}}).is_("PENDING")
    for index in range(3):
        more = {"arrayProperties": {"index": index}}
        child = _begun(teller, part=f":{index}", more=more)
        if index in lost:
            reason = NOT_STARTED if said else EXITED
            child.meets(reason, exit_code=exit_code, said=said).is_("FAILED", reason=reason)
        else:
            child.meets(EXITED, exit_code=0).is_("SUCCEEDED", reason=EXITED)
    whole.is_("FAILED", reason="Array Child Job failed")


def nodes_lose_their_main(teller: Teller) -> None:
    ranges = [{"targetNodes": "0:", "container": {"command": ["python", "-m", "digits"]}}]
    nodes = {"numNodes": 2, "mainNode": 0, "nodeRangeProperties": ranges}
    whole = _begun(teller, more={"nodeProperties": nodes})
    for index in range(2):
        _begun(teller, part=f"#{index}").meets(RECLAIMED).is_("FAILED", reason=RECLAIMED)
    whole.meets(RECLAIMED).is_("FAILED", reason=RECLAIMED)


def _sagemaker(teller: Teller, word: str, type_: str, statuses: Sequence[str], **last: Any) -> None:
    """The last status is told with what is said of the end."""
    for number, status in enumerate(statuses):
        teller.tell(
            "aws.sagemaker",
            {
                "TrainingJob": "SageMaker Training Job State Change",
                "ProcessingJob": "SageMaker Processing Job State Change",
                "HyperParameterTuningJob": "SageMaker HyperParameter Tuning Job State Change",
                "Endpoint": "SageMaker Endpoint State Change",
            }[word],
            {
                f"{word}Name": teller.job_id,
                f"{word}Arn": f"arn:aws:sagemaker:{ACCOUNT}:{type_}/{teller.job_id}",
                f"{word}Status": status,
                "CreationTime": int(START.timestamp() * 1000),
                "Tags": {"millrace:team": "vision"},
                **(last if number == len(statuses) - 1 else {}),
            },
        )


def training_finds_no_capacity(teller: Teller) -> None:
    reason = "CapacityError: Unable to provision requested ML compute capacity."
    statuses = ["InProgress", "Failed"]
    _sagemaker(
        teller,
        "TrainingJob",
        "training-job",
        statuses,
        SecondaryStatus="Failed",
        FailureReason=reason,
    )


def training_succeeds(teller: Teller) -> None:
    _sagemaker(teller, "TrainingJob", "training-job", ["InProgress", "Completed"])


def tuning_fails(teller: Teller) -> None:
    type_ = "hyper-parameter-tuning-job"
    reason = "AlgorithmError: Exit Code: 1"
    statuses = ["InProgress", "Failed"]
    _sagemaker(teller, "HyperParameterTuningJob", type_, statuses, FailureReason=reason)


def processing_is_stopped(teller: Teller) -> None:
    _sagemaker(teller, "ProcessingJob", "processing-job", ["InProgress", "Stopping", "Stopped"])


def endpoint_breaks(teller: Teller) -> None:
    _sagemaker(teller, "Endpoint", "endpoint", ["CREATING", "FAILED", "IN_SERVICE", "FAILED"])


def execution_fails(teller: Teller) -> None:
    _execution(
        teller, "digits", "CapacityError: Unable to provision requested ML compute capacity."
    )


def execution_is_refused(teller: Teller) -> None:
    _execution(teller, "gate", "AlgorithmError: exit code: 1")


def _execution(teller: Teller, pipeline: str, reason: str) -> None:
    arn = f"arn:aws:sagemaker:{ACCOUNT}:pipeline/{pipeline}"
    of = {"pipelineArn": arn, "pipelineExecutionArn": f"{arn}/execution/{teller.job_id}"}
    what = "SageMaker Model Building Pipeline Execution"
    began = {"executionStartTime": "2026-11-16T20:00:00Z"}
    at = "currentPipelineExecutionStatus"
    teller.tell("aws.sagemaker", f"{what} Status Change", {**of, **began, at: "Executing"})
    step = {**of, "stepName": "Train", "stepType": "Training", "currentStepStatus": "Failed"}
    step_of = f"{what} Step Status Change"
    teller.tell("aws.sagemaker", step_of, {**step, "failureReason": reason})
    teller.tell("aws.sagemaker", f"{what} Status Change", {**of, **began, at: "Failed"})


Story = Callable[[Teller], None]
STORIES: Sequence[Story] = (
    succeeds,
    survives_a_reclaim,
    is_reclaimed_for_good,
    runs_out_of_memory,
    has_a_mistake,
    fails_before_its_deadline,
    is_moved,
    is_moved_back,
    meets_a_slow_docker,
    is_stopped_by_a_person,
    blocks_and_runs,
    array_loses_one,
    array_loses_all,
    nodes_lose_their_main,
    training_finds_no_capacity,
    training_succeeds,
    tuning_fails,
    processing_is_stopped,
    endpoint_breaks,
    execution_fails,
    execution_is_refused,
)


def bodies(story: Story, job_id: str) -> list[str]:
    teller = Teller(job_id)
    story(teller)
    return teller.told


def many(events: int) -> Iterator[list[str]]:
    """Stories in turn, until there are so many events."""
    count = 0
    while count < events:
        for story in STORIES:
            told = bodies(story, f"job-{count:06d}")
            count += len(told)
            yield told
            if count >= events:
                return
