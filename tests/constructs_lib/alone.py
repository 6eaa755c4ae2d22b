"""A construct by itself, synthesised under the flags and the security gates of the app."""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import aws_cdk as cdk
from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_ec2 as ec2

from constructs_lib.access_logs import AccessLogs
from constructs_lib.domain_key import DomainKey
from constructs_lib.findings import accept
from constructs_lib.security_gate import security_gates
from constructs_lib.zone import Zone
from tests.assembly import Template

ROOT = Path(__file__).parents[2]
ACCOUNT, REGION = "111122223333", "us-east-1"
ZONES = ("us-east-1a", "us-east-1b")


class Stack(cdk.Stack):
    """Its zones are written down, as the platform's are."""

    @property
    def availability_zones(self) -> list[str]:
        return list(ZONES)


def template_of(build: Callable[[cdk.Stack], object], *, stack: str = "Alone") -> Template:
    """A finding that is open fails the synthesis, as it does in the app."""
    context = json.loads((ROOT / "cdk.json").read_text())["context"]
    with tempfile.TemporaryDirectory() as folder:
        app = cdk.App(context=context, outdir=folder)
        cdk.Validations.of(app).add_plugins(*security_gates(app))
        build(Stack(app, "Alone", env=cdk.Environment(account=ACCOUNT, region=REGION)))
        app.synth()
        path = Path(folder) / f"{stack}.template.json"
        return Template(path, json.loads(path.read_text()))


def key_of(stack: cdk.Stack, id: str = "Key") -> DomainKey:
    return DomainKey(stack, id, description="a key", removal_policy=RemovalPolicy.RETAIN)


def zone_of(stack: cdk.Stack, key: DomainKey, id: str = "Raw") -> Zone:
    logs = AccessLogs(stack, "Logs", expire=Duration.days(30), removal_policy=RemovalPolicy.RETAIN)
    return Zone(
        stack,
        id,
        key=key,
        access_logs=logs,
        old_versions_expire=Duration.days(30),
        removal_policy=RemovalPolicy.RETAIN,
    )


def vpc_of(stack: cdk.Stack) -> ec2.Vpc:
    private = ec2.SubnetConfiguration(
        name="Private", subnet_type=ec2.SubnetType.PRIVATE_ISOLATED, cidr_mask=20
    )
    vpc = ec2.Vpc(stack, "Vpc", availability_zones=list(ZONES), subnet_configuration=[private])
    for finding in (
        "AwsSolutions::AwsSolutions-VPC7",
        "CloudFormation-Validate::W3010",
        "NIST.800.53.R5::NIST.800.53.R5-VPCDefaultSecurityGroupClosed",
        "NIST.800.53.R5::NIST.800.53.R5-VPCFlowLogsEnabled",
    ):
        accept(vpc, finding, because="it is there for what stands in it, in a test")
    return vpc


def client_of(stack: cdk.Stack, vpc: ec2.IVpc) -> ec2.SecurityGroup:
    return ec2.SecurityGroup(stack, "Client", vpc=vpc, allow_all_outbound=False)
