"""Shared files: encrypted, in every zone, a folder for each team, for clients alone."""

import aws_cdk as cdk
import pytest
from aws_cdk import RemovalPolicy
from aws_cdk import aws_ec2 as ec2

from constructs_lib.shared_files import SharedFiles
from tests.assembly import Properties, Template
from tests.constructs_lib.alone import ZONES, client_of, key_of, template_of, vpc_of


def build(stack: cdk.Stack) -> None:
    vpc = vpc_of(stack)
    files = SharedFiles(
        stack,
        "Files",
        vpc=vpc,
        subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED),
        key=key_of(stack),
        removal_policy=RemovalPolicy.RETAIN,
    )
    files.add_team("vision")
    files.add_team("next-door")
    files.allow_from("Fleet", client_of(stack, vpc))


@pytest.fixture(scope="module")
def template() -> Template:
    return template_of(build)


@pytest.fixture(scope="module")
def file_system(template: Template) -> Properties:
    return template.only("AWS::EFS::FileSystem")


def test_it_is_encrypted_with_our_key_and_kept(template: Template, file_system: Properties) -> None:
    assert file_system["Encrypted"] is True
    assert "Key" in str(file_system["KmsKeyId"])
    [name] = template.of_type("AWS::EFS::FileSystem")
    assert template.resources[name]["DeletionPolicy"] == "Retain"


def test_it_can_be_mounted_in_every_zone(template: Template) -> None:
    assert len(template.of_type("AWS::EFS::MountTarget")) == len(ZONES)


def test_nobody_mounts_it_without_a_mount_target_of_the_network(file_system: Properties) -> None:
    statements = file_system["FileSystemPolicy"]["Statement"]
    assert all(
        statement["Condition"] == {"Bool": {"elasticfilesystem:AccessedViaMountTarget": "true"}}
        for statement in statements
        if statement["Effect"] == "Allow"
    )
    assert statements


def test_what_is_kept_is_backed_up(file_system: Properties) -> None:
    assert file_system["BackupPolicy"] == {"Status": "ENABLED"}


def test_each_team_has_a_folder_of_its_own(template: Template) -> None:
    points = template.of_type("AWS::EFS::AccessPoint").values()
    assert {point["RootDirectory"]["Path"] for point in points} == {
        "/teams/vision",
        "/teams/next-door",
    }


def test_only_clients_are_let_in(template: Template) -> None:
    rule = template.only("AWS::EC2::SecurityGroupIngress")
    assert (rule["FromPort"], rule["ToPort"]) == (2049, 2049)
    assert "Client" in str(rule["SourceSecurityGroupId"])
    groups = template.of_type("AWS::EC2::SecurityGroup").values()
    assert not any("SecurityGroupIngress" in group for group in groups)
