"""What a workload asks of its environment: a file store, a repository, a service of before."""

import pytest

from pipelines import Needs
from tests.pipelines.files import defined, step
from tests.pipelines.test_options import AUTOPILOT


@pytest.mark.parametrize("changes", [{}, AUTOPILOT], ids=["script", "autopilot"])
def test_most_workloads_need_nothing_beside_data_and_instances(changes: dict[str, object]) -> None:
    assert defined(changes).needs == Needs()


def test_a_service_that_is_closed_to_new_accounts_is_named_as_the_environment_names_it() -> None:
    definition = defined({"training.debugger": True}, existing_customer=frozenset({"debugger"}))

    assert definition.needs.closed_services == {"debugger"}


@pytest.mark.parametrize(("kind", "sagemakers"), [("efs", "EFS"), ("lustre", "FSxLustre")])
def test_a_channel_may_be_a_folder_of_a_file_system(kind: str, sagemakers: str) -> None:
    definition = defined({"training.file_system": {"kind": kind, "directory": "/pets"}})

    first, *_ = step(definition, "Train")["Arguments"]["InputDataConfig"]
    assert first["DataSource"]["FileSystemDataSource"] == {
        "FileSystemId": {"Get": "Parameters.FileSystem"},
        "FileSystemType": sagemakers,
        "FileSystemAccessMode": "ro",
        "DirectoryPath": {
            "Std:Join": {"On": "", "Values": [{"Get": "Parameters.FileSystemRoot"}, "/pets/train"]}
        },
    }
    assert definition.needs.file_system == kind
    assert {"FileSystem", "FileSystemRoot", "FileClients"} <= definition.tokens


def test_a_job_that_mounts_files_is_among_their_clients_and_no_other_job_is() -> None:
    definition = defined({"training.file_system": {"kind": "efs", "directory": "/pets"}})

    jobs = [step(definition, name)["Arguments"] for name in ("Train", "Prepare")]
    train, prepare = (job.get("VpcConfig") or job["NetworkConfig"]["VpcConfig"] for job in jobs)
    group, clients = {"Get": "Parameters.SecurityGroup"}, {"Get": "Parameters.FileClients"}
    assert train["SecurityGroupIds"] == [group, clients]
    assert prepare["SecurityGroupIds"] == [group]


@pytest.mark.parametrize(
    ("version", "on", "written"),
    [({"tag": "7"}, ":", "7"), ({"digest": f"sha256:{'a' * 64}"}, "@", f"sha256:{'a' * 64}")],
)
def test_an_image_of_the_environments_own_is_found_by_its_repository(
    version: dict[str, str], on: str, written: str
) -> None:
    changes = {"training.algorithm": "container"}
    definition = defined({**changes, "training.image": {"repository": "training", **version}})

    image = step(definition, "Train")["Arguments"]["AlgorithmSpecification"]["TrainingImage"]
    repository = {"Get": "Parameters.ImageRepository"}
    assert image == {"Std:Join": {"On": on, "Values": [repository, written]}}
    assert definition.needs.repository == "training"
