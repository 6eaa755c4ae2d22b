"""An execution of some steps only takes what they need from an earlier one."""

from tests.local_sagemaker.bench import Bench, refused
from tests.local_sagemaker.definitions import (
    compares,
    condition,
    definition,
    get,
    output_of,
    parameter,
    processing,
    training,
)


def chain() -> str:
    gate = condition("Gate", compares("Equals", 1, 1), then=(processing("Ship"),))
    data = parameter("Data", "String", "s3://raw/digits")
    return definition(
        processing("Prepare", reads=get("Parameters.Data")),
        training("Train", reads=output_of("Prepare")),
        processing("Judge", reads=get("Steps.Train.ModelArtifacts.S3ModelArtifacts")),
        gate,
        parameters=(data,),
    )


def selected(*names: str, source: str | None = None) -> dict[str, object]:
    steps = {"SelectedSteps": [{"StepName": name} for name in names]}
    return {**steps, **({"SourcePipelineExecutionArn": source} if source else {})}


def test_only_the_selected_steps_run(bench: Bench) -> None:
    first = bench.run(chain())
    again = bench.end(bench.start(SelectiveExecutionConfig=selected("Train", source=first)))

    assert bench.status(again) == "Succeeded"
    steps = bench.steps(again)
    assert list(steps) == ["Prepare", "Train"]
    assert steps["Prepare"]["SelectiveExecutionResult"] == {"SourcePipelineExecutionArn": first}
    assert "SelectiveExecutionResult" not in steps["Train"]
    uris = {
        job["InputDataConfig"][0]["DataSource"]["S3DataSource"]["S3Uri"]
        for job in bench.jobs.of("Train")
    }
    assert len(bench.jobs.of("Train")) == 2
    assert len(uris) == 1


def test_selected_steps_wait_for_each_other(bench: Bench) -> None:
    first = bench.run(chain())
    again = bench.start(SelectiveExecutionConfig=selected("Train", "Judge", source=first))

    assert list(bench.steps(bench.end(again))) == ["Prepare", "Train", "Judge"]


def test_it_has_the_parameters_of_its_source_where_it_is_told_no_others(bench: Bench) -> None:
    other = [{"Name": "Data", "Value": "s3://raw/other"}]
    first = bench.run(chain(), PipelineParameters=other)
    bench.end(bench.start(SelectiveExecutionConfig=selected("Prepare", source=first)))

    uris = [one["ProcessingInputs"][0]["S3Input"]["S3Uri"] for one in bench.jobs.of("Prepare")]
    assert uris == ["s3://raw/other"] * 2


def test_a_step_of_a_branch_may_be_selected_without_its_condition(bench: Bench) -> None:
    bench.create(chain())
    arn = bench.end(bench.start(SelectiveExecutionConfig=selected("Ship")))

    assert bench.statuses(arn) == {"Ship": "Succeeded"}


def test_what_cannot_be_taken_is_refused(bench: Bench) -> None:
    bench.jobs.reasons["Prepare"] = ["AlgorithmError: no data"]
    failed = bench.run(chain())

    with refused("SelectedSteps names 'Trane'; known: Prepare, Train, Judge, Gate, Ship"):
        bench.start(SelectiveExecutionConfig=selected("Trane"))
    with refused("SourcePipelineExecutionArn is required: a selected step needs Prepare"):
        bench.start(SelectiveExecutionConfig=selected("Train"))
    with refused("a selected step needs Prepare, which did not succeed"):
        bench.start(SelectiveExecutionConfig=selected("Train", source=failed))


def test_all_steps_of_a_path_must_be_selected(bench: Bench) -> None:
    first = bench.run(chain())

    with refused(
        "SelectedSteps lacks Train, which lies between Prepare and Judge: "
        "select all steps of a path"
    ):
        bench.start(SelectiveExecutionConfig=selected("Prepare", "Judge", source=first))
