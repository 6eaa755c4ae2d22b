"""A training job by script: what it finds around it, and what becomes of what it leaves."""

import json
from collections.abc import Mapping
from typing import Any, cast

import pytest

from local.sagemaker.jobs.storage import S3Uri
from tests.local_batch.desk import eventually
from tests.local_batch.fakes import DISTRUSTFUL_ROLE, FakeAccount
from tests.local_sagemaker_jobs.bench import (
    CODE,
    Bench,
    channel,
    hyperparameters,
    statuses,
    training_request,
    unpacked,
)
from tests.local_sagemaker_jobs.fakes import FakeMeter, FakeStores

LEARN = """
import argparse, json, os, pathlib, sys
words = argparse.ArgumentParser()
words.add_argument('--epochs', type=int)
words.add_argument('--name')
told = words.parse_args()
rows = pathlib.Path(os.environ['SM_CHANNEL_TRAIN'], 'a.csv').read_text()
for epoch in range(told.epochs):
    print(f'epoch {epoch} accuracy 0.{epoch}5')
model = pathlib.Path(os.environ['SM_MODEL_DIR'])
(model / 'model.json').write_text(json.dumps({'rows': rows, 'name': told.name}))
pathlib.Path(os.environ['SM_OUTPUT_DATA_DIR'], 'curve.txt').write_text('up')
"""
WAITS = "import time; print('waits', flush=True); time.sleep(60)"
METRICS = [{"Name": "accuracy", "Regex": "accuracy ([0-9.]+)"}, {"Name": "loss", "Regex": "L(.*)"}]


def algorithm(**more: Any) -> dict[str, Any]:
    return {**training_request("any")["AlgorithmSpecification"], **more}


def parameters(**more: object) -> dict[str, str]:
    return hyperparameters(sagemaker_program="learn.py", sagemaker_submit_directory=CODE, **more)


def failed(bench: Bench, script: str, **more: Any) -> str:
    job = bench.training_end(bench.train(script, **more))
    assert job["TrainingJobStatus"] == "Failed"
    assert statuses(job)[-1] == "Failed"
    return str(job["FailureReason"])


def test_a_script_learns_and_its_model_is_kept(bench: Bench, stores: FakeStores) -> None:
    stores.put("s3://features/train/a.csv", "1,2")
    name = bench.train(
        LEARN,
        InputDataConfig=[channel("train", "s3://features/train")],
        HyperParameters=parameters(epochs=3, name="x"),
        OutputDataConfig={"S3OutputPath": "s3://models/out/", "KmsKeyId": "a-key"},
        AlgorithmSpecification=algorithm(MetricDefinitions=METRICS),
    )
    job = bench.training_end(name)

    assert job["TrainingJobStatus"] == "Completed", job
    uri = job["ModelArtifacts"]["S3ModelArtifacts"]
    output = uri.replace("model.tar.gz", "output.tar.gz")
    assert uri == f"s3://models/out/{name}/output/model.tar.gz"
    model = unpacked(stores.path(S3Uri.of(uri)).read_bytes())
    assert json.loads(model["model.json"]) == {"rows": "1,2", "name": "x"}
    assert unpacked(stores.path(S3Uri.of(output)).read_bytes()) == {"curve.txt": "up"}
    assert stores.keys_used == {uri: "a-key", output: "a-key"}
    assert statuses(job) == ["Starting", "Downloading", "Training", "Uploading", "Completed"]
    [metric] = job["FinalMetricDataList"]
    assert (metric["MetricName"], metric["Value"]) == ("accuracy", 0.25)
    meter = cast("FakeMeter", bench.ports.meter)
    assert meter.found == [(name, "accuracy", value) for value in (0.05, 0.15, 0.25)]


def test_the_toolkits_surroundings(bench: Bench, stores: FakeStores) -> None:
    """As the public source of sagemaker-training-toolkit has them."""
    stores.put("s3://features/train/a.csv", "1")
    script = """
import json, os, pathlib, sys
config = pathlib.Path(os.environ['SM_INPUT_CONFIG_DIR'])
files = {one.stem: json.loads(one.read_text()) for one in sorted(config.glob('*.json'))}
seen = {name: text for name, text in os.environ.items() if name.startswith('SM_')}
print(json.dumps({'files': files, 'env': seen, 'argv': sys.argv[1:], 'path': sys.path[1]}))
"""
    name = bench.train(
        script,
        InputDataConfig=[channel("train", "s3://features/train", ContentType="text/csv")],
        HyperParameters=parameters(rate=0.1, deep=True, k="v", sizes={"b": 2, "a": 1}),
    )
    bench.training_end(name)
    [line] = bench.lines(name)
    seen = json.loads(line)

    assert seen["argv"] == ["--deep", "True", "-k", "v", "--rate", "0.1", "--sizes", "a=1,b=2"]
    env, files = seen["env"], seen["files"]
    assert env["SM_CHANNEL_TRAIN"] == "/opt/ml/input/data/train"
    assert env["SM_MODEL_DIR"] == "/opt/ml/model"
    assert json.loads(env["SM_HPS"]) == {
        "rate": 0.1,
        "deep": True,
        "k": "v",
        "sizes": {"a": 1, "b": 2},
    }
    assert (env["SM_HP_RATE"], env["SM_HP_DEEP"], env["SM_HP_K"]) == ("0.1", "true", "v")
    assert json.loads(env["SM_USER_ARGS"]) == seen["argv"]
    assert (env["SM_HOSTS"], env["SM_CURRENT_HOST"]) == ('["algo-1"]', "algo-1")
    assert env["SM_USER_ENTRY_POINT"] == "learn.py"
    assert seen["path"] == "/opt/ml/code"
    assert files["hyperparameters"]["rate"] == "0.1"
    assert files["inputdataconfig"]["train"] == {
        "ContentType": "text/csv",
        "TrainingInputMode": "File",
        "S3DistributionType": "FullyReplicated",
        "RecordWrapperType": "None",
    }
    assert files["resourceconfig"]["current_instance_type"] == "ml.m5.large"


def test_a_piped_channel_flows_once_for_each_epoch(bench: Bench, stores: FakeStores) -> None:
    stores.put("s3://features/train/a.csv", "1,2\n")
    stores.put("s3://features/train/b.csv", "3,4\n")
    script = """
for epoch in range(2):
    with open(f'/opt/ml/input/data/train_{epoch}') as rows:
        print(epoch, rows.read().split())
"""
    train = channel("train", "s3://features/train", InputMode="Pipe")
    name = bench.train(script, InputDataConfig=[train])

    assert bench.training_end(name)["TrainingJobStatus"] == "Completed"
    assert bench.lines(name) == ["0 ['1,2', '3,4']", "1 ['1,2', '3,4']"]


def test_an_entrypoint_of_the_jobs_own_is_run_as_it_is(bench: Bench) -> None:
    name = bench.train(
        "",
        AlgorithmSpecification=algorithm(
            ContainerEntrypoint=["/bin/sh", "-c"], ContainerArguments=["echo $TRAINING_JOB_NAME"]
        ),
    )
    assert bench.training_end(name)["TrainingJobStatus"] == "Completed"
    assert bench.lines(name) == [name]


def test_checkpoints_are_in_s3_while_the_job_runs(bench: Bench, stores: FakeStores) -> None:
    script = """
import pathlib, time
pathlib.Path('/opt/ml/checkpoints/epoch-1').write_text('1')
time.sleep(60)
"""
    bench.train(script, CheckpointConfig={"S3Uri": "s3://models/points"})

    eventually(lambda: stores.has("s3://models/points/epoch-1"), "the checkpoint is in S3")


def test_a_script_that_fails_is_told_as_the_toolkit_does(bench: Bench) -> None:
    reason = failed(bench, "print('epoch 1')\nraise ValueError('loss is nan')")

    assert reason.startswith(
        "AlgorithmError: ExecuteUserScriptError:\nExitCode 1\n"
        'ErrorMessage "ValueError: loss is nan"\nCommand "python3 learn.py", exit code: 1'
    )
    assert "epoch 1" in reason.partition("The log ends:")[2]


def test_a_job_that_hangs_is_stopped_at_its_limit_and_its_model_is_kept(
    bench: Bench, stores: FakeStores
) -> None:
    name = bench.train(WAITS, StoppingCondition={"MaxRuntimeInSeconds": 5})
    job = bench.training_end(name)

    assert (job["TrainingJobStatus"], job["SecondaryStatus"]) == ("Stopped", "MaxRuntimeExceeded")
    assert job["FailureReason"].endswith("The log ends:\nwaits")
    assert stores.has(job["ModelArtifacts"]["S3ModelArtifacts"])


def test_a_stopped_job_may_put_its_things_in_order(bench: Bench, stores: FakeStores) -> None:
    script = """
import os, pathlib, signal, sys, time
def leave(*_):
    pathlib.Path(os.environ['SM_MODEL_DIR'], 'so-far').write_text('1')
    sys.exit(0)
signal.signal(signal.SIGTERM, leave)
print('waits', flush=True)
time.sleep(60)
"""
    name = bench.train(script)
    bench.wait_for_line(name, "waits")
    bench.client.stop_training_job(TrainingJobName=name)
    job = bench.training_end(name)

    assert (job["TrainingJobStatus"], job["SecondaryStatus"]) == ("Stopped", "Stopped")
    assert statuses(job)[-3:] == ["Stopping", "Uploading", "Stopped"]
    model = stores.path(S3Uri.of(job["ModelArtifacts"]["S3ModelArtifacts"])).read_bytes()
    assert unpacked(model) == {"so-far": "1"}


@pytest.mark.parametrize(
    ("more", "because"),
    [
        (
            {"InputDataConfig": [channel("train", "s3://features/none")]},
            'No S3 objects found under S3 URL "s3://features/none"',
        ),
        (
            {"InputDataConfig": [channel("train", "s3://nowhere/none")]},
            "Data download failed:NoSuchBucket",
        ),
        (
            {"HyperParameters": hyperparameters(sagemaker_program="learn.py")},
            "sagemaker_program is 'learn.py', which is not in the submitted code",
        ),
        ({"HyperParameters": {}}, "neither sagemaker_program nor ContainerEntrypoint says"),
        ({"RoleArn": DISTRUSTFUL_ROLE}, "Could not assume role"),
        (
            {"AlgorithmSpecification": algorithm(TrainingImage="nginx:1")},
            "Cannot run the image nginx:1 in the local account: it is none that it knows",
        ),
        ({"OutputDataConfig": {"S3OutputPath": "s3://forbidden/x"}}, "Artifact upload failed"),
        ({"CheckpointConfig": {"S3Uri": "s3://forbidden/x"}}, "Data download failed:AccessDenied"),
    ],
)
def test_what_cannot_be_done_ends_the_job(
    bench: Bench, more: Mapping[str, Any], because: str
) -> None:
    reason = failed(bench, "pass", **more)

    assert reason.startswith("ClientError: ")
    assert because in reason


@pytest.mark.parametrize(
    ("more", "because"),
    [
        (
            {"EnableManagedSpotTraining": True},
            "Invalid MaxWaitTimeInSeconds. It must be present and be greater than or equal to",
        ),
        (
            {"StoppingCondition": {"MaxRuntimeInSeconds": 5, "MaxWaitTimeInSeconds": 9}},
            "MaxWaitTimeInSeconds is for jobs with EnableManagedSpotTraining",
        ),
        (
            {"InputDataConfig": [channel("a", "s3://b/c"), channel("a", "s3://b/c")]},
            "InputDataConfig names a channel twice: a, a",
        ),
        (
            {"AlgorithmSpecification": algorithm(MetricDefinitions=[{"Name": "x", "Regex": "("}])},
            "the Regex '(' of the metric 'x' is none",
        ),
        (
            {"ResourceConfig": {**training_request("x")["ResourceConfig"], "InstanceCount": 2}},
            "a training job on more than one instance: not served by the local account",
        ),
    ],
)
def test_a_request_that_cannot_be_right_is_refused(
    bench: Bench, more: Mapping[str, Any], because: str
) -> None:
    code, message = bench.refusal("create_training_job", {**training_request("bad"), **more})

    assert code == "ValidationException"
    assert because in message


def test_jobs_are_listed_by_status_and_name(bench: Bench) -> None:
    good = bench.train("pass")
    bench.training_end(good)
    bad = bench.train("raise ValueError")
    bench.training_end(bad)

    def names(**filters: Any) -> list[str]:
        found = bench.client.list_training_jobs(**filters)["TrainingJobSummaries"]
        return [one["TrainingJobName"] for one in found]

    assert names() == [bad, good]
    assert names(SortBy="Name", SortOrder="Ascending") == [good, bad]
    assert names(StatusEquals="Failed") == [bad]
    assert names(NameContains=good.upper()) == [good]


def test_each_inner_state_is_told_on_the_bus(bench: Bench, account: FakeAccount) -> None:
    name = bench.train("pass", Tags=[{"Key": "millrace:team", "Value": "vision"}])
    bench.training_end(name)
    eventually(lambda: "TrainingEndTime" in account.events[-1].detail, "the end is told")

    events = [one for one in account.events if one.source == "aws.sagemaker"]
    assert {one.detail_type for one in events} == {"SageMaker Training Job State Change"}
    told = [one.detail["SecondaryStatus"] for one in events]
    assert told == ["Starting", "Downloading", "Training", "Training", "Uploading", "Completed"]
    assert events[-1].detail["TrainingJobName"] == name
    assert {one.detail["Tags"]["millrace:team"] for one in events} == {"vision"}


def test_an_unknown_job_is_not_found(bench: Bench) -> None:
    assert bench.refusal("describe_training_job", {"TrainingJobName": "none"}) == (
        "ValidationException",
        "Could not find requested training job with name: none",
    )


def test_a_metric_that_never_appears_is_said_in_the_log(bench: Bench) -> None:
    name = bench.train("pass", AlgorithmSpecification=algorithm(MetricDefinitions=METRICS[:1]))

    assert bench.training_end(name)["TrainingJobStatus"] == "Completed"
    [line] = bench.lines(name)
    assert line.startswith("[millrace] the metric 'accuracy' never appeared in this log")
