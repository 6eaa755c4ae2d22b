"""Every job: confined, and told what it may know and change."""

import json

import pytest

from tests.assembly import Template
from tests.constructs_lib.batch.jobs import JOB, SECRET, container_of

EVERY = ["Digits", "Close", "Several", "Small"]
ON_INSTANCES = ["Digits", "Close", "Several"]


@pytest.mark.parametrize("job", EVERY)
class TestEveryJob:
    def test_can_be_told_its_parameters_and_does_without(self, jobs: Template, job: str) -> None:
        assert jobs.named(JOB, job)["Parameters"] == {"epochs": "40", "seed": "1"}
        command = container_of(jobs, job)["Command"]
        assert command[:2] == ["python", "-c"]
        assert command[3:] == ["--epochs", "Ref::epochs", "--seed", "Ref::seed"]

    def test_fetches_its_code_and_the_library(self, jobs: Template, job: str) -> None:
        given = {e["Name"]: e["Value"] for e in container_of(jobs, job)["Environment"]}
        assert given["ENTRY_MODULE"] == "workloads.digits.train"
        assert given["DATA_URI"] == "s3://raw/digits"
        assert given["CODE_URI"] != given["LIBRARY_URI"]
        for uri in (given["CODE_URI"], given["LIBRARY_URI"]):
            assert uri.endswith(".zip")

    def test_may_read_its_code_and_nothing_else_of_the_bucket(
        self, jobs: Template, job: str
    ) -> None:
        read = [
            json.dumps(statement["Resource"])
            for role, statement in jobs.statements()
            if role.startswith(f"{job}ProgramRole") and "s3:GetObject" in statement["Action"]
        ]
        assert read
        assert all(".zip" in resource and "*" not in resource for resource in read)

    def test_cannot_write_into_its_image(self, jobs: Template, job: str) -> None:
        container = container_of(jobs, job)
        assert container["ReadonlyRootFilesystem"] is True
        folders = {m["ContainerPath"]: m["SourceVolume"] for m in container["MountPoints"]}
        assert folders["/tmp"] == "tmp"  # noqa: S108 - in the container

    def test_hears_the_signal_that_ends_it(self, jobs: Template, job: str) -> None:
        assert container_of(jobs, job)["LinuxParameters"]["InitProcessEnabled"] is True

    def test_has_its_attempts_and_its_time(self, jobs: Template, job: str) -> None:
        definition = jobs.named(JOB, job)
        assert definition["RetryStrategy"]["Attempts"] == 4
        assert definition["Timeout"] == {"AttemptDurationSeconds": 3600}

    def test_can_be_submitted_to_a_queue_with_fair_share(self, jobs: Template, job: str) -> None:
        """AWS Batch refuses a job there that has no priority among those of its share."""
        assert jobs.named(JOB, job)["SchedulingPriority"] == 100

    def test_hands_its_tags_on_to_what_is_paid_for(self, jobs: Template, job: str) -> None:
        assert jobs.named(JOB, job)["PropagateTags"] is True

    def test_logs_into_the_encrypted_group(self, jobs: Template, job: str) -> None:
        options = container_of(jobs, job)["LogConfiguration"]["Options"]
        assert "KmsKeyId" in jobs.resources[options["awslogs-group"]["Ref"]]["Properties"]


@pytest.mark.parametrize("job", ON_INSTANCES)
class TestEveryJobOnInstances:
    def test_is_nobody_in_particular(self, jobs: Template, job: str) -> None:
        container = container_of(jobs, job)
        assert container["User"] == "1000:1000"
        assert "Privileged" not in container

    def test_has_the_scratch_of_its_instance(self, jobs: Template, job: str) -> None:
        volumes = {v["Name"]: v for v in container_of(jobs, job)["Volumes"]}
        assert volumes["scratch"]["Host"] == {"SourcePath": "/scratch"}

    def test_may_open_many_files(self, jobs: Template, job: str) -> None:
        limits = {u["Name"]: u["SoftLimit"] for u in container_of(jobs, job)["Ulimits"]}
        assert limits["nofile"] == 65_535

    def test_asks_for_what_it_needs(self, jobs: Template, job: str) -> None:
        asked = container_of(jobs, job)["ResourceRequirements"]
        assert {r["Type"]: r["Value"] for r in asked} == {
            "VCPU": "4",
            "MEMORY": "14000",
            "GPU": "1",
        }


def test_data_loaders_have_the_shared_memory_that_they_pass_batches_through(
    jobs: Template,
) -> None:
    assert container_of(jobs, "Digits")["LinuxParameters"]["SharedMemorySize"] == 2048
    assert "SharedMemorySize" not in container_of(jobs, "Several")["LinuxParameters"]


def test_a_secret_comes_from_secrets_manager_and_only_its_starter_may_read_it(
    jobs: Template,
) -> None:
    assert container_of(jobs, "Digits")["Secrets"] == [{"Name": "TOKEN", "ValueFrom": SECRET}]
    assert jobs.roles_allowed("secretsmanager:GetSecretValue") == [
        role for role in jobs.of_type("AWS::IAM::Role") if role.startswith("Execution")
    ]


def test_efs_is_mounted_with_the_role_of_the_job_and_through_tls(jobs: Template) -> None:
    volumes = {v["Name"]: v for v in container_of(jobs, "Digits")["Volumes"]}
    efs = volumes["efs"]["EfsVolumeConfiguration"]
    assert efs["TransitEncryption"] == "ENABLED"
    assert efs["AuthorizationConfig"]["Iam"] == "ENABLED"
    assert "AccessPointId" in efs["AuthorizationConfig"]
    [role] = jobs.roles_allowed("elasticfilesystem:ClientWrite")
    assert role.startswith("DigitsProgramRole")


def test_lustre_is_what_the_instance_has_mounted(jobs: Template) -> None:
    volumes = {v["Name"]: v for v in container_of(jobs, "Digits")["Volumes"]}
    assert volumes["lustre"]["Host"] == {"SourcePath": "/lustre"}
