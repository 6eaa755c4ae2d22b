"""A step whose arguments are those of an earlier execution takes its result, if it may."""

import time

from tests.local_sagemaker.bench import Bench
from tests.local_sagemaker.definitions import (
    Body,
    definition,
    get,
    output_of,
    parameter,
    processing,
    training,
)


def cached(*, expires: str = "P30D") -> str:
    """Each writes below its execution's id, which is no argument of the step."""
    cache = {"Enabled": True, "ExpireAfter": expires}
    prepare = processing("Prepare", reads=get("Parameters.Data"), CacheConfig=cache)
    train = training("Train", reads=output_of("Prepare"), CacheConfig=cache)
    return definition(prepare, train, parameters=(data(),))


def data() -> Body:
    return parameter("Data", "String", "s3://raw/digits")


def test_the_second_execution_takes_what_the_first_made(bench: Bench) -> None:
    first = bench.run(cached())
    steps = bench.steps(bench.end(bench.start()))

    assert len(bench.jobs.created) == 2
    for step in steps.values():
        assert step["StepStatus"] == "Succeeded"
        assert step["CacheHitResult"] == {"SourcePipelineExecutionArn": first}
    made = bench.steps(first)["Train"]["Metadata"]
    assert steps["Train"]["Metadata"] == made


def test_other_arguments_run_and_so_do_the_steps_that_read_their_result(bench: Bench) -> None:
    bench.run(cached())
    other = [{"Name": "Data", "Value": "s3://raw/other"}]
    steps = bench.steps(bench.end(bench.start(PipelineParameters=other)))

    assert len(bench.jobs.created) == 4
    assert not any("CacheHitResult" in step for step in steps.values())


def test_an_expired_result_is_not_taken(bench: Bench) -> None:
    bench.run(cached(expires="T1S"))
    time.sleep(1.05)
    bench.end(bench.start())

    assert len(bench.jobs.of("Prepare")) == 2


def test_a_failure_is_not_taken(bench: Bench) -> None:
    bench.jobs.reasons["Prepare"] = ["AlgorithmError: once"]
    bench.run(cached())
    bench.end(bench.start())

    assert len(bench.jobs.of("Prepare")) == 2


def test_without_a_cache_configuration_every_execution_runs(bench: Bench) -> None:
    bench.run(definition(processing("Prepare")))
    bench.end(bench.start())

    assert len(bench.jobs.of("Prepare")) == 2
