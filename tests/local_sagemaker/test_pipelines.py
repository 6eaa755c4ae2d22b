"""Pipelines are created, changed, listed and deleted as AWS's are."""

from tests.local_sagemaker.bench import Bench, eventually, refused
from tests.local_sagemaker.definitions import ROLE, definition, fail, processing

_ARN = "arn:aws:sagemaker:us-east-1:000000000000:pipeline"


def test_a_pipeline_is_described_as_it_was_given(bench: Bench) -> None:
    text = definition(fail("End", "x"))
    arn = bench.create(text, name="Digits", Tags=[{"Key": "team", "Value": "vision"}])
    seen = bench.client.describe_pipeline(PipelineName="Digits")

    assert arn == f"{_ARN}/digits"
    assert seen["PipelineDefinition"] == text
    assert seen["PipelineStatus"] == "Active"
    assert bench.client.describe_pipeline(PipelineName=arn)["PipelineName"] == "Digits"
    assert bench.client.list_tags(ResourceArn=arn)["Tags"] == [{"Key": "team", "Value": "vision"}]


def test_a_name_is_taken_once(bench: Bench) -> None:
    bench.create(definition(fail("End", "x")))

    with refused("a pipeline is called 'DIGITS' already"):
        bench.create(definition(fail("End", "x")), name="DIGITS")


def test_an_update_changes_what_comes_after_it(bench: Bench) -> None:
    first = bench.run(definition(processing("Prepare")))
    bench.client.update_pipeline(
        PipelineName="digits", PipelineDefinition=definition(processing("Other"))
    )
    second = bench.end(bench.start())

    assert list(bench.steps(second)) == ["Other"]
    kept = bench.client.describe_pipeline_definition_for_execution(PipelineExecutionArn=first)
    assert kept["PipelineDefinition"] == definition(processing("Prepare"))
    listed = bench.client.list_pipeline_executions(PipelineName="digits")
    arns = [one["PipelineExecutionArn"] for one in listed["PipelineExecutionSummaries"]]
    assert arns == [second, first]


def test_a_wrong_definition_changes_nothing(bench: Bench) -> None:
    text = definition(fail("End", "x"))
    bench.create(text)
    with refused("Steps: must be a list of at least one step"):
        bench.client.update_pipeline(PipelineName="digits", PipelineDefinition=definition())

    assert bench.client.describe_pipeline(PipelineName="digits")["PipelineDefinition"] == text


def test_a_pipeline_that_runs_is_not_deleted(bench: Bench) -> None:
    bench.jobs.held.add("Prepare")
    bench.create(definition(processing("Prepare")))
    arn = bench.start()
    eventually(lambda: bool(bench.jobs.created), "the job is made")
    with refused("cannot be deleted while executions run", code="ConflictException"):
        bench.client.delete_pipeline(PipelineName="digits", ClientRequestToken="d" * 40)
    bench.stop(arn)
    bench.end(arn)
    bench.client.delete_pipeline(PipelineName="digits", ClientRequestToken="d" * 40)

    with refused("pipeline 'digits' is not found", code="ResourceNotFound"):
        bench.client.describe_pipeline(PipelineName="digits")


def test_a_role_that_is_not_there_is_refused(bench: Bench) -> None:
    with refused("there is no role arn:aws:iam::000000000000:role/nobody"):
        bench.client.create_pipeline(
            PipelineName="digits",
            PipelineDefinition=definition(fail("End", "x")),
            RoleArn=ROLE.replace("role/job", "role/nobody"),
            ClientRequestToken="c" * 40,
        )


def test_a_definition_in_s3_is_refused_by_name(bench: Bench) -> None:
    with refused("a definition in S3"):
        bench.client.create_pipeline(
            PipelineName="digits",
            PipelineDefinitionS3Location={"Bucket": "code", "ObjectKey": "pipeline.json"},
            RoleArn=ROLE,
            ClientRequestToken="c" * 40,
        )


def test_lists_come_in_pages(bench: Bench) -> None:
    for number in range(3):
        bench.create(definition(fail("End", "x")), name=f"digits{number}")
    first = bench.client.list_pipelines(MaxResults=2, SortBy="Name", SortOrder="Ascending")
    rest = bench.client.list_pipelines(
        SortBy="Name", SortOrder="Ascending", NextToken=first["NextToken"]
    )

    names = [one["PipelineName"] for page in (first, rest) for one in page["PipelineSummaries"]]
    assert names == ["digits0", "digits1", "digits2"]


def test_an_older_version_is_refused_by_name(bench: Bench) -> None:
    bench.create(definition(fail("End", "x")))
    with refused("PipelineVersionId: not served by the local account"):
        bench.start(PipelineVersionId=1)
    with refused("PipelineVersionId: not served by the local account"):
        bench.client.describe_pipeline(PipelineName="digits", PipelineVersionId=1)
