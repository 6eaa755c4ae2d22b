"""Whatever is wrong with a submission is one sentence and exit code 2, before anything is sent."""

import pytest

from tests.ops.submit.conftest import Run

WORK = "--job digits-transform --items 1797 --seconds-per-item 0.05"

WORDS = {
    "--job digit-transform": (
        "no job is called 'digit-transform'; known: digits, digits-ddp, digits-transform, "
        "small-transform; did you mean 'digits-transform'?"
    ),
    "--job digits --team vison": (
        "no team is called 'vison'; known: vision, shared; did you mean 'vision'?"
    ),
    "--job digits --queue urgnt": (
        "no queue of fleet gpu is called 'urgnt'; known: normal, urgent; did you mean 'urgent'?"
    ),
    "--job digits --fleet gup": (
        "no fleet is called 'gup'; known: gpu, spare, cpu, glue; did you mean 'gpu'?"
    ),
    "--job digits --set epoch=5": (
        "digits has no parameter 'epoch'; it has: epochs; did you mean 'epochs'?"
    ),
    "--job digits --set epochs": ("--set takes a name and a value, such as epochs=5, not 'epochs'"),
    "--job digits --set epochs=1 --set epochs=2": "--set gives epochs twice: 1 and 2",
}
KINDS = {
    "chunk=0": "chunk must be 1 or more, got 0",
    "items=-3": "items must be 1 or more, got -3",
    "epochs=five": "parameter epochs takes a whole number, such as its default 40, not 'five'",
    "epochs=5.5": "parameter epochs takes a whole number, such as its default 40, not '5.5'",
    "rate=much": "parameter rate takes a number, such as its default 0.5, not 'much'",
    "rate=nan": "parameter rate takes a number, such as its default 0.5, not 'nan'",
    "scaler=-x": (
        "parameter scaler takes 1 to 256 letters on one line, the first no hyphen, such as its "
        "default minmax, not '-x'"
    ),
}
CHUNKS = {
    f"{WORK} --chunk 0": "chunk must be 1 or more, got 0",
    f"{WORK} --chunk -5": "chunk must be 1 or more, got -5",
    f"{WORK} --chunk 1797": (
        "chunk 1797 leaves 1 child, and an array of AWS Batch has at least 2: "
        "make chunk 1796 or less"
    ),
    "--job digits-transform --items 50000 --seconds-per-item 0.05 --chunk 4": (
        "chunk 4 makes 12500 children, and an array of AWS Batch has at most 10000: "
        "make chunk 5 or more"
    ),
    "--job digits-transform --items 1797 --seconds-per-item 60 --chunk 100": (
        "chunk 100 takes a child 6120 seconds, and its timeout is 1800: make the chunk smaller"
    ),
    "--job digits-transform --items 400 --seconds-per-item 8 --chunk 199 --risk 0.001": (
        "with chunks of 199 a child runs out of its 4 attempts with a chance of 0.13 %, "
        "above 0.1 %: make the chunk smaller, or --risk larger"
    ),
    "--job digits-transform --items 0 --seconds-per-item 1": "items must be 1 or more, got 0",
    "--job digits-transform --items 1 --seconds-per-item 1": (
        "digits-transform: an array has at least 2 children, the work 1 item"
    ),
    "--job digits-transform --items 9 --seconds-per-item 0": (
        "digits-transform: seconds_per_item must be a number above 0, got 0.0"
    ),
    "--job digits-transform --items 9": (
        "a plan needs --seconds-per-item, measured on a few of the items"
    ),
    f"{WORK} --set chunk=5": "--set chunk and --items contradict each other: leave one out",
    f"{WORK} --within-minutes 0.1": (
        "no chunk is through within 0.1 minutes: the fastest takes 2.3"
    ),
    "--job digits-transform --chunk 5": "--chunk cuts items, and there are none: add --items",
    "--job digits-transform": (
        "digits-transform takes 1797 items in chunks of 200, and one job takes one chunk: plan an "
        "array with --items 1797 --seconds-per-item, or --set chunk=1797"
    ),
    "--job digits --plan-only": "only work with --items has a plan",
    "--job digits --items 10 --seconds-per-item 1": (
        "digits has no parameter items and no chunk, so its work cannot be cut into chunks: "
        "submit it without --items"
    ),
    "--job digits-ddp --items 10 --seconds-per-item 1": (
        "digits-ddp runs on several nodes, and those make no array"
    ),
    "--job digits-transform --items 9 --seconds-per-item 1700 --risk 0.0001 --startup-seconds 9": (
        "digits-transform: with chunks of 1 a child runs out of its 4 attempts with a chance of "
        "0.38 %, above 0.01 %: give it more attempts, checkpoints, or --capacity on-demand"
    ),
}
PLACES = {
    "--job digits --fleet cpu": (
        "digits: it asks for a GPU, and no instance type of queue nightly of fleet cpu has any: "
        "m6i.large, m7i.large, r6i.large"
    ),
    "--job digits-transform --fleet gpu": (
        "digits-transform: it asks for no GPU, and queue normal of fleet gpu has instances with "
        "GPUs: g4dn.xlarge, g5.xlarge, g6.xlarge"
    ),
    "--job digits --fleet glue": (
        "digits: it is defined for fleet gpu on instances, and fleet glue is on Fargate"
    ),
    "--job small-transform --fleet cpu": (
        "small-transform: it is defined for fleet glue on Fargate, and fleet cpu is on instances"
    ),
    "--job small-transform --capacity spot": (
        "small-transform: capacity: spot_max_vcpus of fleet glue is 0, given spot"
    ),
    "--job digits-ddp --capacity spot": (
        "digits-ddp: AWS Batch runs no job of several nodes on spot"
    ),
    "--job digits-transform --capacity on-demand --set chunk=1797": (
        "queue nightly of fleet cpu starts on spot, and there is one without spot only if a job of "
        "the environment file with capacity on-demand goes to it"
    ),
}


DUE = "--deadline 2026-11-22T12:00Z"
DEADLINES = {
    f"--job digits {DUE}": "--deadline and --work-minutes belong together: add --work-minutes",
    "--job digits --work-minutes 30": (
        "--deadline and --work-minutes belong together: add --deadline"
    ),
    "--job digits --work-minutes 30 --deadline tomorrow": (
        "--deadline takes a time with its zone, such as 2026-11-23T18:00+01:00, not 'tomorrow'"
    ),
    "--job digits --work-minutes 30 --deadline 2026-11-22T12:00": (
        "--deadline takes a time with its zone, such as 2026-11-23T18:00+01:00, "
        "not '2026-11-22T12:00'"
    ),
    "--job digits --work-minutes 50 --deadline 2026-11-22T08:00+01:00": (
        "digits cannot be done by 2026-11-22 07:00 UTC: 0:50:00 of work that begin now on "
        "on-demand end at 2026-11-22 07:05 UTC"
    ),
    f"--job digits --work-minutes 90 {DUE}": (
        "digits may take 1:00:00 an attempt, and its work takes 1:30:00: raise timeout_minutes in "
        "the environment file"
    ),
    f"--job digits --work-minutes 30 {DUE} --capacity on-demand": (
        "digits runs on on-demand, so no deadline can move it there: leave out --deadline, or add "
        "--capacity spot"
    ),
    f"--job digits-ddp --work-minutes 30 {DUE}": (
        "digits-ddp runs on several nodes, which cannot be moved: leave out --deadline"
    ),
    f"{WORK} --work-minutes 30 {DUE}": (
        "only a job in one piece has a deadline: leave out --deadline, or --items"
    ),
}


@pytest.mark.parametrize(("line", "sentence"), {**WORDS, **CHUNKS, **PLACES, **DEADLINES}.items())
def test_it_is_refused_in_a_sentence(
    run: Run, capsys: pytest.CaptureFixture[str], line: str, sentence: str
) -> None:
    assert run(f"{line} --yes") == 2

    captured = capsys.readouterr()
    assert captured.err == f"{sentence}\n"
    assert captured.out == ""


@pytest.mark.parametrize(("assignment", "sentence"), KINDS.items())
def test_a_parameter_is_of_the_kind_of_its_default(
    run: Run, capsys: pytest.CaptureFixture[str], assignment: str, sentence: str
) -> None:
    job = "digits" if assignment.startswith("epochs") else "digits-transform"

    assert run(f"--job {job} --set {assignment}") == 2
    assert capsys.readouterr().err == f"{sentence}\n"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("--items many", "must be a whole number, got 'many'"),
        ("--items 9 --seconds-per-item -1", "must be a number of 0 or more, got '-1'"),
        ("--checkpoint-seconds 0", "must be a number above 0, got '0'"),
        ("--spot-discount 1.2", "must be above 0 and below 1, got '1.2'"),
        ("--capacity cheap", "invalid choice: 'cheap'"),
    ],
)
def test_a_word_of_the_command_line_is_held_to_its_kind(
    run: Run, capsys: pytest.CaptureFixture[str], said: str, words: str
) -> None:
    with pytest.raises(SystemExit) as refused:
        run(f"--job digits-transform {said}")

    assert refused.value.code == 2
    assert words in capsys.readouterr().err
