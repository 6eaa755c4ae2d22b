"""A processing job: files in, a command, files out."""

import json
from collections.abc import Mapping
from typing import Any, cast

import pytest

from tests.local_batch.desk import eventually
from tests.local_batch.fakes import FakeAccount
from tests.local_sagemaker_jobs.bench import Bench, processing_request, s3_input, s3_outputs
from tests.local_sagemaker_jobs.fakes import NO_SUBNET, FakeStores

COPY = """
import pathlib, sys
source, target = (pathlib.Path('/opt/ml/processing') / one for one in sys.argv[1:3])
for path in sorted(one for one in source.rglob('*') if one.is_file()):
    place = target / path.relative_to(source)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(path.read_bytes())
    print(path.relative_to(source))
"""
WAITS = "import time; print('waits', flush=True); time.sleep(60)"


def failed(bench: Bench, script: str, **more: Any) -> str:
    job = bench.processing_end(bench.process(script, **more))
    assert job["ProcessingJobStatus"] == "Failed"
    return str(job["FailureReason"])


def test_what_lies_in_s3_goes_in_and_what_the_job_writes_comes_out(
    bench: Bench, stores: FakeStores
) -> None:
    stores.put("s3://raw/digits/a.csv", "1,2")
    stores.put("s3://raw/digits/more/b.csv", "3,4")
    name = bench.process(
        COPY,
        "input/rows",
        "output/copy",
        ProcessingInputs=[s3_input("rows", "s3://raw/digits")],
        ProcessingOutputConfig=s3_outputs({"copy": "s3://features/out"}, KmsKeyId="a-key"),
    )
    job = bench.processing_end(name)

    assert job["ProcessingJobStatus"] == "Completed", job
    assert stores.text("s3://features/out/a.csv") == "1,2"
    assert stores.text("s3://features/out/more/b.csv") == "3,4"
    assert bench.lines(name) == ["a.csv", "more/b.csv"]
    assert set(stores.keys_used.values()) == {"a-key"}
    assert stores.opened_by == ["job"]
    assert job["ProcessingStartTime"] <= job["ProcessingEndTime"]


def test_one_object_goes_in_by_its_own_name(bench: Bench, stores: FakeStores) -> None:
    stores.put("s3://raw/digits/rows.csv", "1")
    name = bench.process(
        COPY,
        "input/one",
        "output/none",
        ProcessingInputs=[s3_input("one", "s3://raw/digits/rows.csv")],
    )
    bench.processing_end(name)

    assert bench.lines(name) == ["rows.csv"]


def test_a_job_can_read_what_it_is(bench: Bench) -> None:
    script = """
import json, os, pathlib
config = pathlib.Path('/opt/ml/config')
told = json.loads((config / 'processingjobconfig.json').read_text())
hosts = json.loads((config / 'resourceconfig.json').read_text())
names = ['ProcessingJobName', 'ProcessingJobArn', 'RoleArn', 'AppSpecification']
print(all(name in told for name in names), hosts, os.environ['COLOUR'], 'Tags' in told)
pathlib.Path('/opt/ml/output/message').write_text('by the way')
"""
    name = bench.process(
        script, Environment={"COLOUR": "blue"}, Tags=[{"Key": "team", "Value": "vision"}]
    )
    job = bench.processing_end(name)

    assert bench.lines(name) == ["True {'current_host': 'algo-1', 'hosts': ['algo-1']} blue False"]
    assert job["ExitMessage"] == "by the way"


def test_a_continuous_output_comes_out_while_the_job_runs(bench: Bench, stores: FakeStores) -> None:
    script = """
import pathlib, time
pathlib.Path('/opt/ml/processing/output/live/first').write_text('1')
time.sleep(60)
"""
    outputs = s3_outputs({"live": "s3://features/live"}, mode="Continuous")
    name = bench.process(script, ProcessingOutputConfig=outputs)

    eventually(lambda: stores.has("s3://features/live/first"), "the file is out")
    assert bench.processed(name)["ProcessingJobStatus"] == "InProgress"


def test_a_job_that_fails_says_with_what_and_keeps_nothing(
    bench: Bench, stores: FakeStores
) -> None:
    script = """
import pathlib
pathlib.Path('/opt/ml/processing/output/half/file').write_text('half')
print('about to fail')
raise ValueError('column ink is missing')
"""
    outputs = s3_outputs({"half": "s3://features/half"})
    reason = failed(bench, script, ProcessingOutputConfig=outputs)

    assert reason.startswith("AlgorithmError: ValueError: column ink is missing, exit code: 1")
    assert "about to fail" in reason.partition("The log ends:")[2]
    assert len(reason) <= 1024
    assert not stores.has("s3://features/half/file")


def test_what_a_job_writes_of_its_failure_is_the_reason(bench: Bench) -> None:
    script = """
import pathlib, sys
pathlib.Path('/opt/ml/output/failure').write_text('the data are not ours')
sys.exit(3)
"""
    assert failed(bench, script) == "AlgorithmError: the data are not ours, exit code: 3"


def test_a_job_that_hangs_is_stopped_at_its_limit(bench: Bench) -> None:
    name = bench.process(WAITS, StoppingCondition={"MaxRuntimeInSeconds": 5})
    job = bench.processing_end(name)

    assert job["ProcessingJobStatus"] == "Stopped"
    assert "longer than its MaxRuntimeInSeconds" in job["FailureReason"]
    assert job["FailureReason"].endswith("The log ends:\nwaits")


def test_a_job_can_be_stopped_once(bench: Bench) -> None:
    name = bench.process(WAITS)
    bench.wait_for_line(name, "waits")
    bench.client.stop_processing_job(ProcessingJobName=name)
    job = bench.processing_end(name)

    assert job["ProcessingJobStatus"] == "Stopped"
    assert "FailureReason" not in job
    assert bench.refusal("stop_processing_job", {"ProcessingJobName": name}) == (
        "ValidationException",
        "The request was rejected because the processing job is in status Stopped.",
    )


@pytest.mark.parametrize(
    ("more", "because"),
    [
        (
            {"ProcessingInputs": [s3_input("rows", "s3://raw/nothing")]},
            'No S3 objects found under S3 URL "s3://raw/nothing" given in input data source.',
        ),
        (
            {"ProcessingInputs": [s3_input("rows", "s3://forbidden/rows")]},
            "Data download failed:AccessDenied: Access Denied",
        ),
        (
            {"ProcessingInputs": [s3_input("rows", "s3://raw/m", S3DataType="ManifestFile")]},
            "the input 'rows' has the S3DataType ManifestFile, the local account serves S3Prefix",
        ),
        (
            {"ProcessingOutputConfig": s3_outputs({"code": "s3://forbidden/x"})},
            "Artifact upload failed:AccessDenied",
        ),
        (
            {"NetworkConfig": {"VpcConfig": {"Subnets": [NO_SUBNET], "SecurityGroupIds": ["sg"]}}},
            "Unable to use the VpcConfig: subnet-0 does not exist",
        ),
    ],
)
def test_what_the_account_refuses_ends_the_job(
    bench: Bench, more: Mapping[str, Any], because: str
) -> None:
    script = "import pathlib; pathlib.Path('/opt/ml/processing/output/code/x').write_text('')"
    make = "import os; os.makedirs('/opt/ml/processing/output/code', exist_ok=True);"

    reason = failed(bench, make + script, **more)
    assert reason.startswith("ClientError: ")
    assert because in reason


@pytest.mark.parametrize(
    ("application", "because"),
    [
        ({"ImageUri": "nginx:1"}, "Cannot run the image nginx:1 in the local account"),
        ({"ContainerEntrypoint": ["no-such-command"]}, "No such file or directory"),
    ],
)
def test_a_container_that_cannot_start_ends_the_job(
    bench: Bench, application: Mapping[str, Any], because: str
) -> None:
    request = processing_request(bench.new_name())
    request["AppSpecification"] |= application
    bench.client.create_processing_job(**request)

    job = bench.processing_end(request["ProcessingJobName"])
    assert because in job["FailureReason"]


@pytest.mark.parametrize(
    ("more", "because"),
    [
        (
            {"ProcessingInputs": [s3_input("x", "s3://a/b", LocalPath="/elsewhere")]},
            "the LocalPath of 'x' must lie in /opt/ml/processing, got /elsewhere",
        ),
        (
            {"ProcessingInputs": [s3_input("x", "s3://a/b")] * 2},
            "input names must be unique, got x, x",
        ),
        (
            {"RoleArn": "arn:aws:iam::000000000000:role/nobody"},
            "Could not assume role arn:aws:iam::000000000000:role/nobody.",
        ),
    ],
)
def test_a_request_that_cannot_be_right_is_refused(
    bench: Bench, more: Mapping[str, Any], because: str
) -> None:
    request = {**processing_request(bench.new_name()), **more}
    code, message = bench.refusal("create_processing_job", request)

    assert code == "ValidationException"
    assert because in message


def test_more_than_one_instance_is_not_served(bench: Bench) -> None:
    request = processing_request(bench.new_name())
    request["ProcessingResources"]["ClusterConfig"]["InstanceCount"] = 2
    _, message = bench.refusal("create_processing_job", request)

    assert message == (
        "a processing job on more than one instance: not served by the local account"
    )


def test_a_name_is_used_once(bench: Bench) -> None:
    name = bench.process("pass")
    code, message = bench.refusal("create_processing_job", processing_request(name))

    assert code == "ResourceInUse"
    assert message.endswith(
        f"already exists (arn:aws:sagemaker:us-east-1:000000000000:processing-job/{name})"
    )


def test_each_change_is_told_on_the_bus(bench: Bench, account: FakeAccount) -> None:
    name = bench.process("pass")
    bench.processing_end(name)
    eventually(lambda: "ProcessingEndTime" in account.events[-1].detail, "the end is told")

    events = [one for one in account.events if one.source == "aws.sagemaker"]
    assert {one.detail_type for one in events} == {"SageMaker Processing Job State Change"}
    told = [one.detail["ProcessingJobStatus"] for one in events]
    assert told == ["InProgress", "InProgress", "Completed"]
    detail = cast("dict[str, Any]", events[-1].detail)
    assert json.loads(json.dumps(detail))["CreationTime"] > 1_600_000_000_000
    assert events[-1].resources == [detail["ProcessingJobArn"]]
