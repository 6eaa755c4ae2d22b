"""Files: encrypted, linked to the features zone, and mounted by the fleets alone."""

import json

import pytest

from tests.assembly import Assembly, Template


@pytest.fixture(scope="module")
def template(production: Assembly) -> Template:
    return production.template("Files")


def test_lustre_shows_a_prefix_of_the_features_zone(template: Template) -> None:
    link = template.only("AWS::FSx::DataRepositoryAssociation")
    assert "Features" in json.dumps(link["DataRepositoryPath"])


@pytest.mark.parametrize("type_", ["AWS::FSx::FileSystem", "AWS::EFS::FileSystem"])
def test_file_systems_are_encrypted_with_the_data_key_and_kept(
    template: Template, type_: str
) -> None:
    [name] = template.of_type(type_)
    assert "DataKey" in json.dumps(template.of_type(type_)[name]["KmsKeyId"])
    assert template.resources[name]["DeletionPolicy"] == "Retain"


def test_shared_files_can_be_mounted_in_every_zone(template: Template) -> None:
    assert len(template.of_type("AWS::EFS::MountTarget")) == 3


def test_each_team_has_a_folder_of_its_own(template: Template, production: Assembly) -> None:
    teams = production.template("Governance").of_type("AWS::IAM::Role")
    folders = [
        point["RootDirectory"]["Path"]
        for point in template.of_type("AWS::EFS::AccessPoint").values()
    ]
    assert len(folders) == len(set(folders)) == len(teams)


def test_file_servers_answer_their_own_kind_and_their_clients_alone(template: Template) -> None:
    rules = template.of_type("AWS::EC2::SecurityGroupIngress").values()
    assert rules
    assert not [rule for rule in rules if "CidrIp" in rule]


def test_the_instances_of_every_fleet_are_clients(production: Assembly) -> None:
    fleets = production.template("Batch").of_type("AWS::Batch::ComputeEnvironment").values()
    assert fleets
    for fleet in fleets:
        assert "FileClients" in json.dumps(fleet["ComputeResources"]["SecurityGroupIds"])


def test_no_fleet_waits_for_a_file_store(production: Assembly) -> None:
    manifest = json.loads((production.folder / "manifest.json").read_text())["artifacts"]
    assert "Millrace-prod-Files" in manifest
    assert "Millrace-prod-Files" not in manifest["Millrace-prod-Batch"]["dependencies"]
