"""python -m ops.jobs show tells one job's story, and where its log is."""

import json

import pytest

from millrace.domain.job import Attempt, Facts, JobRecord, Kind, State
from millrace.domain.orders import Do
from ops.jobs.logs import logs_of
from tests.ops.jobs.world import DIGITS, World, job, order

NEXT = "9d1f00aa-0a82-49aa-ba5a-4727fcce14a9"
LAST = "aaaa0000-0a82-49aa-ba5a-4727fcce14a9"
EXECUTION = "pipeline/digits/execution/ab12cd34ef56"


def told(world: World, capsys: pytest.CaptureFixture[str], word: str = DIGITS) -> list[str]:
    assert world.run(f"show {word}") == 0
    return [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]


def test_the_whole_chain_is_followed_both_ways(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.has(
        job(DIGITS, State.FAILED, orders=[order(Do.LARGER, result=NEXT)]),
        job(
            NEXT,
            State.FAILED,
            facts=Facts(continues=DIGITS),
            orders=[order(Do.RETRY, result=f"submitted as {LAST}")],
        ),
        job(LAST, State.RUNNING, facts=Facts(continues=NEXT)),
    )

    assert f"continued by {NEXT} -> {LAST}" in told(world, capsys, DIGITS)
    assert {f"in place of {DIGITS}", f"continued by {LAST}"} <= {*told(world, capsys, NEXT)}
    assert f"in place of {NEXT} <- {DIGITS}" in told(world, capsys, LAST)


def test_a_chain_that_is_a_circle_ends(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.has(
        job(
            DIGITS,
            State.FAILED,
            facts=Facts(continues=NEXT),
            orders=[order(Do.RETRY, result=NEXT)],
        ),
        job(
            NEXT,
            State.FAILED,
            facts=Facts(continues=DIGITS),
            orders=[order(Do.RETRY, result=DIGITS)],
        ),
    )

    assert told(world, capsys)


def test_the_log_of_each_attempt_has_the_command_that_reads_it_on_one_line(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.has(job())

    lines = told(world, capsys)
    assert "log of attempt 1: /millrace/local/batch digits/default/1" in lines
    [command] = [line for line in lines if line.startswith("aws")]
    assert command.endswith(
        "logs get-log-events --log-group-name /millrace/local/batch "
        "--log-stream-name digits/default/1 --limit 50"
    )


@pytest.mark.parametrize(
    ("record", "commands"),
    [
        (
            job("training-job/j1", kind=Kind.TRAINING, attempts={1: Attempt(log_stream="j1")}),
            ["aws logs tail /aws/sagemaker/TrainingJobs --log-stream-name-prefix j1/ --since 3d"],
        ),
        (
            job("processing-job/p1", kind=Kind.PROCESSING, attempts={}),
            ["aws logs tail /aws/sagemaker/ProcessingJobs --log-stream-name-prefix p1/ --since 3d"],
        ),
        (
            job(kind=Kind.SERVICE, attempts={1: Attempt(log_stream="t-1")}),
            ["aws logs tail /aws/sagemaker/TrainingJobs --log-stream-name-prefix t-1/ --since 3d"],
        ),
        (
            job("endpoint/e1", State.READY, kind=Kind.ENDPOINT),
            ["aws logs tail /aws/sagemaker/Endpoints/e1 --since 3d"],
        ),
        (job(EXECUTION, kind=Kind.EXECUTION), []),
        (job(state=State.RUNNABLE), []),
    ],
)
def test_each_service_has_its_place_for_logs(
    world: World, record: JobRecord, commands: list[str]
) -> None:
    logs = logs_of(record, world.aws.connect(None))  # type: ignore[arg-type]

    assert [log.command(None) for log in logs] == commands


def test_a_definition_without_a_log_group_writes_to_that_of_batch(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.options = {}
    world.has(job())

    assert "log of attempt 1: /aws/batch/job digits/default/1" in told(world, capsys)


def test_a_failed_job_is_explained_by_another_word(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.has(job(state=State.FAILED, reason="OutOfMemoryError: Container killed"))

    lines = told(world, capsys)
    assert "failure out-of-memory" in lines
    assert f"python -m ops.jobs why {DIGITS}" in lines


def test_an_execution_has_each_of_its_steps(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    of = Facts(belongs_to=EXECUTION)
    world.has(
        job(EXECUTION, State.RUNNING, kind=Kind.EXECUTION),
        job(f"{EXECUTION}/step/Prepare", kind=Kind.STEP, facts=of),
        job(f"{EXECUTION}/step/Train", State.RUNNING, kind=Kind.STEP, facts=of),
        job("pipeline/digits/execution/other/step/Train", kind=Kind.STEP),
    )

    shown = [line.replace(" - ", " ", 1).split()[:2] for line in told(world, capsys, "ab12")]
    assert ["ab12cd34ef56/Prepare", "SUCCEEDED"] in shown
    assert ["ab12cd34ef56/Train", "RUNNING"] in shown
    assert not [line for line in shown if line and line[0].startswith("other")]


def test_a_tuning_job_has_its_training_jobs_and_no_namesakes(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    tuning = "hyper-parameter-tuning-job/tune"
    world.has(
        job(tuning, kind=Kind.TUNING),
        job("training-job/tune-001", kind=Kind.TRAINING, facts=Facts(belongs_to=tuning)),
        job("training-job/tune-2", kind=Kind.TRAINING),
    )

    lines = told(world, capsys, "tune")
    assert [line for line in lines if line.startswith("tune-001 - SUCCEEDED")]
    assert not [line for line in lines if line.startswith("tune-2")]


def test_an_array_has_those_of_its_children_that_have_not_succeeded(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    states = [State.SUCCEEDED] * 3 + [State.FAILED]
    world.has(
        job(state=State.FAILED, kind=Kind.ARRAY, size=4),
        *(job(f"{DIGITS}:{n}", one, kind=Kind.CHILD) for n, one in enumerate(states)),
    )

    lines = told(world, capsys)
    assert "children 3 SUCCEEDED, 1 FAILED" in lines
    assert [line.split()[0] for line in lines if line.startswith("4c7599ae:")] == ["4c7599ae:3"]


def test_programs_get_the_record(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.has(job(usd=1.25, facts=Facts(team="vision")))

    world.run("show 4c75 --json")

    found = json.loads(capsys.readouterr().out)
    assert (found["usd"], found["facts"]["team"]) == (1.25, "vision")
