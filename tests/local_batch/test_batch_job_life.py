"""A job really runs, and everything about it can be seen from outside."""

from tests.local_batch.desk import Desk, Gate, eventually, left_of
from tests.local_batch.fakes import INSTANCE_ROLE, FakeAccount, FakeLogs

LIFE = ["PENDING", "RUNNABLE", "STARTING", "RUNNING"]


def test_a_job_passes_through_its_states_and_tells_of_each(
    gpu_desk: Desk, account: FakeAccount
) -> None:
    job_id = gpu_desk.submit("print('hello')")
    job = gpu_desk.wait_to_end(job_id)

    assert job["status"] == "SUCCEEDED"
    eventually(lambda: account.statuses(job_id) == [*LIFE, "SUCCEEDED"], "all events are out")


def test_the_times_of_a_job_are_in_order(gpu_desk: Desk) -> None:
    job = gpu_desk.wait_to_end(gpu_desk.submit("pass"))

    assert 0 < job["createdAt"] <= job["startedAt"] <= job["stoppedAt"]
    [attempt] = job["attempts"]
    assert (attempt["startedAt"], attempt["stoppedAt"]) == (job["startedAt"], job["stoppedAt"])


def test_what_a_job_prints_is_in_its_log_stream_line_by_line(
    gpu_desk: Desk, logs: FakeLogs
) -> None:
    job_id = gpu_desk.submit("import sys; print('one'); print('two', file=sys.stderr); print('3')")
    job = gpu_desk.wait_to_end(job_id)

    stream = job["container"]["logStreamName"]
    assert logs.lines[stream] == ["one", "two", "3"]
    assert stream.startswith("trial/default/")


def test_a_log_configuration_names_group_and_prefix(gpu_desk: Desk, logs: FakeLogs) -> None:
    options = {"awslogs-group": "/jobs", "awslogs-stream-prefix": "digits"}
    gpu_desk.wait_to_end(gpu_desk.submit("pass", log={"logDriver": "awslogs", "options": options}))

    [target] = logs.targets
    assert target.group == "/jobs"
    assert target.stream.startswith("digits/default/")
    assert not target.creates_group


def test_without_roles_of_its_own_a_job_has_those_of_its_instance(
    gpu_desk: Desk, logs: FakeLogs
) -> None:
    job = gpu_desk.submit("import os; print(os.environ['AWS_ACCESS_KEY_ID'])")
    stream = gpu_desk.wait_to_end(job)["container"]["logStreamName"]

    assert logs.opened_by == ["instance"]
    assert logs.lines[stream] == [INSTANCE_ROLE.rpartition("/")[2]]


def test_a_job_finds_an_environment_built_from_nothing(
    gpu_desk: Desk, logs: FakeLogs, account: FakeAccount
) -> None:
    job_id = gpu_desk.submit("import os; [print(f'{k}={v}') for k, v in os.environ.items()]")
    stream = gpu_desk.wait_to_end(job_id)["container"]["logStreamName"]
    found = dict(line.split("=", 1) for line in logs.lines[stream])

    assert found.keys() - {"LC_CTYPE"} == {
        "PATH",
        "HOME",
        "TMPDIR",
        "LANG",
        "PYTHONUNBUFFERED",
        "AWS_REGION",
        "AWS_DEFAULT_REGION",
        "AWS_ENDPOINT_URL",
        "AWS_EC2_METADATA_DISABLED",
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "AWS_BATCH_JOB_ID",
        "AWS_BATCH_JOB_ATTEMPT",
        "AWS_BATCH_JQ_NAME",
        "AWS_BATCH_CE_NAME",
    }
    assert found["AWS_BATCH_JOB_ID"] == job_id
    assert found["AWS_BATCH_JOB_ATTEMPT"] == "1"
    assert (found["AWS_BATCH_JQ_NAME"], found["AWS_BATCH_CE_NAME"]) == ("gpu", "spot")
    assert found["AWS_ENDPOINT_URL"] == account.endpoint


def test_a_job_works_in_an_empty_folder_that_goes_with_it(
    gpu_desk: Desk, logs: FakeLogs, account: FakeAccount
) -> None:
    script = "import os; print(os.listdir()); open('left', 'w').write('x'); print(os.getcwd())"
    stream = gpu_desk.wait_to_end(gpu_desk.submit(script))["container"]["logStreamName"]

    listing, folder = logs.lines[stream]
    assert listing == "[]"
    assert folder.startswith(str(account.scratch))
    assert not list((account.scratch / "batch").iterdir())


def test_what_a_job_started_ends_with_it_even_outside_its_session(gpu_desk: Desk) -> None:
    sleeper = "['python', '-c', 'import time; time.sleep(60)']"
    script = f"import subprocess; subprocess.Popen({sleeper}, start_new_session=True)"
    job_id = gpu_desk.submit(script)
    gpu_desk.wait_to_end(job_id)

    eventually(lambda: not left_of(job_id), "no process of the job is left")


def test_a_submission_is_laid_over_the_job_definition(gpu_desk: Desk, logs: FakeLogs) -> None:
    gpu_desk.client.register_job_definition(
        jobDefinitionName="laid",
        type="container",
        parameters={"word": "default", "words": "kept"},
        containerProperties={
            "image": "an-image",
            "command": ["false"],
            "environment": [{"name": "KEPT", "value": "1"}, {"name": "LAID", "value": "1"}],
            "resourceRequirements": [
                {"type": "VCPU", "value": "1"},
                {"type": "MEMORY", "value": "1000"},
            ],
        },
    )
    script = "import os, sys; print(os.environ['KEPT'], os.environ['LAID'], *sys.argv[1:])"
    job_id = gpu_desk.client.submit_job(
        jobName="laid",
        jobQueue="gpu",
        jobDefinition="laid:1",
        parameters={"word": "given"},
        containerOverrides={
            "command": ["python", "-c", script, "Ref::word", "s3://Ref::words/x"],
            "environment": [{"name": "LAID", "value": "2"}],
            "resourceRequirements": [{"type": "VCPU", "value": "2"}],
        },
    )["jobId"]
    job = gpu_desk.wait_to_end(job_id)

    assert logs.lines[job["container"]["logStreamName"]] == ["1 2 given s3://kept/x"]
    assert {item["type"]: item["value"] for item in job["container"]["resourceRequirements"]} == {
        "VCPU": "2",
        "MEMORY": "1000",
    }


def test_a_parameter_that_the_command_does_not_name_changes_nothing(
    gpu_desk: Desk, logs: FakeLogs
) -> None:
    gpu_desk.define("import sys; print('args', *sys.argv[1:])")
    job_id = gpu_desk.client.submit_job(
        jobName="j", jobQueue="gpu", jobDefinition="trial", parameters={"epochz": "3"}
    )["jobId"]
    job = gpu_desk.wait_to_end(job_id)

    assert job["parameters"] == {"epochz": "3"}
    assert logs.lines[job["container"]["logStreamName"]] == ["args"]


def test_a_job_waits_for_the_job_it_depends_on(gpu_desk: Desk, gate: Gate) -> None:
    first = gpu_desk.submit(gate.script)
    second = gpu_desk.client.submit_job(
        jobName="second", jobQueue="gpu", jobDefinition="trial", dependsOn=[{"jobId": first}]
    )["jobId"]
    gpu_desk.wait(first, "RUNNING")

    eventually(lambda: gpu_desk.job(second)["status"] == "PENDING", "the second waits")
    gate.open()
    ended = gpu_desk.wait_to_end(second)
    assert ended["startedAt"] >= gpu_desk.job(first)["stoppedAt"]


def test_a_job_whose_dependency_failed_fails_without_running(gpu_desk: Desk) -> None:
    first = gpu_desk.submit("raise SystemExit(1)")
    second = gpu_desk.client.submit_job(
        jobName="second", jobQueue="gpu", jobDefinition="trial", dependsOn=[{"jobId": first}]
    )["jobId"]
    job = gpu_desk.wait_to_end(second)

    assert (job["status"], job["statusReason"]) == ("FAILED", "Dependent Job failed")
    assert job["attempts"] == []
