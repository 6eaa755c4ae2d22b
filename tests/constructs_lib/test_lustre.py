"""Lustre: the features zone as files, in one subnet, for its clients alone."""

import aws_cdk as cdk
import pytest
from aws_cdk import RemovalPolicy, Size

from constructs_lib.lustre import Lustre
from tests.assembly import Properties, Template
from tests.constructs_lib.alone import client_of, key_of, template_of, vpc_of, zone_of


def build(stack: cdk.Stack) -> None:
    vpc = vpc_of(stack)
    lustre = Lustre(
        stack,
        "Lustre",
        zone=zone_of(stack, key_of(stack), "Features"),
        prefix="vision",
        capacity=Size.gibibytes(1200),
        vpc=vpc,
        subnet=vpc.isolated_subnets[0],
        removal_policy=RemovalPolicy.DESTROY,
    )
    lustre.allow_from("Fleet", client_of(stack, vpc))


@pytest.fixture(scope="module")
def template() -> Template:
    return template_of(build)


@pytest.fixture(scope="module")
def file_system(template: Template) -> Properties:
    return template.only("AWS::FSx::FileSystem")


def ports(template: Template, direction: str, client: str) -> set[tuple[int, int]]:
    rules = template.of_type(f"AWS::EC2::SecurityGroup{direction}")
    return {(r["FromPort"], r["ToPort"]) for name, r in rules.items() if client in name}


def test_it_is_the_newest_kind_and_as_large_as_the_file_says(file_system: Properties) -> None:
    assert file_system["LustreConfiguration"]["DeploymentType"] == "PERSISTENT_2"
    assert file_system["StorageCapacity"] == 1200


def test_it_is_encrypted_with_the_key_of_the_zone(file_system: Properties) -> None:
    assert "Key" in str(file_system["KmsKeyId"])


def test_it_stands_in_one_subnet(file_system: Properties) -> None:
    assert len(file_system["SubnetIds"]) == 1


def test_it_shows_its_prefix_and_writes_back_without_deleting(template: Template) -> None:
    link = template.only("AWS::FSx::DataRepositoryAssociation")
    assert link["FileSystemPath"] == "/vision"
    assert str(link["DataRepositoryPath"]).endswith("'/vision']]}")
    assert link["S3"]["AutoImportPolicy"]["Events"] == ["NEW", "CHANGED", "DELETED"]
    assert link["S3"]["AutoExportPolicy"]["Events"] == ["NEW", "CHANGED"]


@pytest.mark.parametrize("direction", ["Ingress", "Egress"])
@pytest.mark.parametrize("client", ["Servers", "Fleet"])
def test_servers_and_clients_reach_each_other_on_the_ports_of_lustre(
    template: Template, direction: str, client: str
) -> None:
    assert ports(template, direction, client) == {(988, 988), (1018, 1023)}


def test_nobody_else_is_let_in(template: Template) -> None:
    groups = template.of_type("AWS::EC2::SecurityGroup")
    [own] = [group for name, group in groups.items() if name.startswith("LustreAccess")]
    assert "SecurityGroupIngress" not in own
    rules = template.of_type("AWS::EC2::SecurityGroupIngress").values()
    assert all("SourceSecurityGroupId" in rule for rule in rules)


def test_fsx_may_use_the_key_through_s3(template: Template) -> None:
    statements = template.only("AWS::KMS::Key")["KeyPolicy"]["Statement"]
    assert "LustreThroughS3" in [statement.get("Sid") for statement in statements]
