"""An execution runs the steps of its definition, each when those before it have ended."""

from tests.local_sagemaker.bench import Bench, eventually, refused
from tests.local_sagemaker.definitions import (
    compares,
    condition,
    definition,
    fail,
    function,
    get,
    join,
    json_get,
    output_of,
    parameter,
    processing,
    register,
    training,
)


def test_a_step_waits_for_those_whose_properties_it_asks_for(bench: Bench) -> None:
    prepare = processing("Prepare")
    arn = bench.run(definition(training("Train", reads=output_of("Prepare")), prepare))

    assert bench.statuses(arn) == {"Prepare": "Succeeded", "Train": "Succeeded"}
    [job] = bench.jobs.of("Train")
    uri = job["InputDataConfig"][0]["DataSource"]["S3DataSource"]["S3Uri"]
    assert uri == f"s3://work/{arn.rpartition('/')[2]}/Prepare"


def test_a_step_waits_for_those_that_it_names(bench: Bench) -> None:
    bench.jobs.held.add("First")
    bench.create(definition(processing("Second", DependsOn=["First"]), processing("First")))
    arn = bench.start()
    eventually(lambda: bench.statuses(arn) == {"First": "Executing"}, "only the first runs")

    bench.jobs.held.clear()
    assert bench.statuses(bench.end(arn)) == {"First": "Succeeded", "Second": "Succeeded"}


def test_steps_without_a_tie_run_side_by_side_as_far_as_they_may(bench: Bench) -> None:
    names = [f"Step{number}" for number in range(4)]
    bench.jobs.held.update(names)
    bench.create(definition(*map(processing, names)))
    arn = bench.start(ParallelismConfiguration={"MaxParallelExecutionSteps": 2})

    eventually(lambda: len(bench.jobs.created) == 2, "two jobs are made")
    assert list(bench.statuses(arn)) == names[:2]
    bench.jobs.held.clear()
    assert list(bench.statuses(bench.end(arn))) == names


def test_what_the_pipeline_and_the_start_say_becomes_arguments(bench: Bench) -> None:
    rate = parameter("Rate", "Float", 0.1)
    epochs = parameter("Epochs", "Integer", 3)
    said = join("-", "e", get("Parameters.Epochs"), get("Parameters.Rate"))
    bench.neighbours.functions["say"] = {}
    bench.create(
        definition(
            function("Say", epochs=get("Parameters.Epochs"), text=said, word="plain"),
            parameters=(rate, epochs),
        )
    )
    arn = bench.end(bench.start(PipelineParameters=[{"Name": "Epochs", "Value": "7"}]))

    assert bench.neighbours.called == [("say", {"epochs": 7, "text": "e-7-0.1", "word": "plain"})]
    listed = bench.client.list_pipeline_parameters_for_execution(PipelineExecutionArn=arn)
    assert {one["Name"]: one["Value"] for one in listed["PipelineParameters"]} == {
        "Rate": "0.1",
        "Epochs": "7",
    }


def test_a_function_gives_outputs_that_later_steps_read(bench: Bench) -> None:
    bench.neighbours.functions |= {"find": {"uri": "s3://raw/best"}, "tell": {}}
    arn = bench.run(
        definition(
            function("Find", "uri"),
            function("Tell", uri=get("Steps.Find.OutputParameters['uri']")),
        )
    )

    assert bench.neighbours.called[1] == ("tell", {"uri": "s3://raw/best"})
    assert bench.steps(arn)["Find"]["Metadata"]["Lambda"]["OutputParameters"] == [
        {"Name": "uri", "Value": "s3://raw/best"}
    ]


def test_a_condition_takes_one_branch_by_what_a_property_file_says(bench: Bench) -> None:
    file = {"PropertyFileName": "report", "OutputName": "out", "FilePath": "evaluation.json"}
    gate = condition(
        "Gate",
        compares("GreaterThan", json_get("Judge", "report", "metrics.accuracy.value"), 0.9),
        then=(processing("Ship"),),
        otherwise=(fail("Refused", join(": ", "no", json_get("Judge", "report", "gate.why"))),),
    )
    bench.jobs.held.add("Judge")
    bench.create(definition(processing("Judge", PropertyFiles=[file]), gate))
    arn = bench.start()
    report = {"metrics": {"accuracy": {"value": 0.5}}, "gate": {"why": "0.5 is too little"}}
    uri = f"s3://work/{arn.rpartition('/')[2]}/Judge/evaluation.json"
    bench.neighbours.objects[uri] = report
    bench.jobs.held.clear()
    bench.end(arn)

    steps = bench.steps(arn)
    assert list(steps) == ["Judge", "Gate", "Refused"]
    assert steps["Gate"]["Metadata"] == {"Condition": {"Outcome": "False"}}
    assert steps["Refused"]["Metadata"] == {"Fail": {"ErrorMessage": "no: 0.5 is too little"}}
    assert bench.status(arn) == "Failed"
    assert "Refused: no: 0.5 is too little" in bench.reason(arn)


def test_a_model_is_registered_with_the_execution_that_made_it(bench: Bench) -> None:
    bench.client.create_model_package_group(ModelPackageGroupName="digits")
    model = get("Steps.Train.ModelArtifacts.S3ModelArtifacts")
    bench.neighbours.objects["s3://models/Train/model.tar.gz"] = {}
    arn = bench.run(definition(training("Train"), register("Register", model=model)))

    package = bench.steps(arn)["Register"]["Metadata"]["RegisterModel"]["Arn"]
    seen = bench.client.describe_model_package(ModelPackageName=package)
    assert seen["ModelPackageVersion"] == 1
    assert seen["MetadataProperties"] == {"GeneratedBy": arn}


def test_a_model_that_is_not_there_is_not_registered(bench: Bench) -> None:
    bench.client.create_model_package_group(ModelPackageGroupName="digits")
    arn = bench.run(definition(register("Register", model="s3://models/none.tar.gz")))

    assert "could not find model data at s3://models/none.tar.gz" in bench.reason(arn)
    listed = bench.client.list_model_packages(ModelPackageGroupName="digits")
    assert listed["ModelPackageSummaryList"] == []


def test_what_follows_a_failed_step_never_starts_and_the_rest_runs_out(bench: Bench) -> None:
    bench.jobs.reasons["Train"] = ["AlgorithmError: loss is NaN; the log ends: epoch 3 loss nan"]
    bench.jobs.held.add("Aside")
    bench.create(
        definition(training("Train"), processing("Aside"), processing("After", DependsOn=["Train"]))
    )
    arn = bench.start()
    eventually(lambda: bench.statuses(arn).get("Train") == "Failed", "the training fails")
    bench.jobs.held.clear()
    bench.end(arn)

    assert bench.statuses(arn) == {"Train": "Failed", "Aside": "Succeeded"}
    assert "epoch 3 loss nan" in bench.steps(arn)["Train"]["FailureReason"]
    assert bench.status(arn) == "Failed"


def test_a_property_that_is_not_there_fails_the_step_by_name(bench: Bench) -> None:
    arn = bench.run(
        definition(
            training("Train"),
            processing("After", reads=get("Steps.Train.OutputDataConfig.KmsKeyId")),
        )
    )

    assert "'KmsKeyId' is not there" in bench.steps(arn)["After"]["FailureReason"]


def test_stopping_stops_the_jobs_that_run(bench: Bench) -> None:
    bench.jobs.held.add("Train")
    bench.create(definition(training("Train"), processing("After", DependsOn=["Train"])))
    arn = bench.start()
    eventually(lambda: bool(bench.jobs.of("Train")), "the training runs")
    bench.stop(arn)

    assert bench.status(bench.end(arn)) == "Stopped"
    assert bench.statuses(arn) == {"Train": "Stopped"}
    assert len(bench.jobs.stopped) == 1
    with refused("it cannot be stopped", code="ConflictException"):
        bench.stop(arn)


def test_a_retry_runs_what_failed_and_keeps_what_succeeded(bench: Bench) -> None:
    bench.jobs.reasons["Train"] = ["AlgorithmError: once"]
    arn = bench.run(definition(processing("Prepare"), training("Train", DependsOn=["Prepare"])))
    assert bench.status(arn) == "Failed"
    bench.retry(arn)
    bench.end(arn)

    assert bench.status(arn) == "Succeeded"
    assert len(bench.jobs.of("Prepare")) == 1
    assert len(bench.jobs.of("Train")) == 2
    with refused("only Failed and Stopped ones retry", code="ConflictException"):
        bench.retry(arn)


def test_the_same_token_starts_nothing_twice(bench: Bench) -> None:
    bench.create(definition(processing("Prepare")))
    token = "t" * 40
    first, second = (
        bench.client.start_pipeline_execution(PipelineName="digits", ClientRequestToken=token)
        for _ in range(2)
    )
    bench.end(first["PipelineExecutionArn"])

    assert first["PipelineExecutionArn"] == second["PipelineExecutionArn"]
    assert len(bench.jobs.created) == 1
