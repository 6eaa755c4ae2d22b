"""A database: read through a connection in the private network, written table by table."""

from datetime import date
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest

from constructs_lib.alert_topic import AlertTopic
from constructs_lib.database_source import Database, DatabaseSource
from constructs_lib.failure_notice import Undelivered
from tests.assembly import Properties, Template, as_list
from tests.constructs_lib.alone import ACCOUNT, ROOT, key_of, template_of, vpc_of, zone_of
from workloads.ingestion.copy_tables import copy, folder, source_of

SECRET = f"arn:aws:secretsmanager:us-east-1:{ACCOUNT}:secret:shop-a1b2c3"
SCRIPT = ROOT / "workloads" / "ingestion" / "copy_tables.py"


def database(engine: str = "postgresql") -> Database:
    return Database(
        engine=engine,
        host="db.example.com",
        port=5432,
        name="shop",
        secret_arn=SECRET,
        tables=["public.orders", "customers"],
    )


def build(stack: cdk.Stack) -> None:
    vpc = vpc_of(stack)
    key = key_of(stack)
    key.allow_service("events.amazonaws.com")
    source = DatabaseSource(
        stack,
        "Shop",
        name="shop",
        database=database(),
        schedule="rate(1 day)",
        script=SCRIPT,
        zone=zone_of(stack, key),
        vpc=vpc,
        subnet=vpc.isolated_subnets[0],
    )
    tickets = AlertTopic(stack, "Tickets", key=key, emails=[])
    undelivered = Undelivered(stack, "Undelivered", key=key, tickets=tickets)
    source.on_failed_run(tickets=tickets, undelivered=undelivered)


@pytest.fixture(scope="module")
def template() -> Template:
    return template_of(build)


@pytest.fixture(scope="module")
def job(template: Template) -> Properties:
    return template.only("AWS::Glue::Job")


@pytest.mark.parametrize(
    ("engine", "url"),
    [
        ("postgresql", "jdbc:postgresql://db.example.com:5432/shop"),
        ("mysql", "jdbc:mysql://db.example.com:5432/shop"),
        ("mariadb", "jdbc:mysql://db.example.com:5432/shop"),
        ("sqlserver", "jdbc:sqlserver://db.example.com:5432;databaseName=shop"),
        ("oracle", "jdbc:oracle:thin://@db.example.com:5432/shop"),
    ],
)
def test_each_engine_has_its_own_address(engine: str, url: str) -> None:
    assert database(engine).url == url


def test_the_password_stays_in_its_secret(template: Template) -> None:
    given = template.only("AWS::Glue::Connection")["ConnectionInput"]["ConnectionProperties"]
    assert given["SECRET_ID"] == SECRET
    assert not {"USERNAME", "PASSWORD"} & set(given)
    assert given["JDBC_ENFORCE_SSL"] == "true"


def test_the_secret_is_read_by_the_job_alone(template: Template) -> None:
    [role] = template.roles_allowed("secretsmanager:GetSecretValue")
    assert role.startswith("ShopRole")


def test_workers_reach_each_other_aws_and_the_database(template: Template) -> None:
    group = template.named("AWS::EC2::SecurityGroup", "ShopJob")
    assert {rule["FromPort"] for rule in group["SecurityGroupEgress"]} >= {443, 5432}
    inside = template.only("AWS::EC2::SecurityGroupIngress")
    assert inside["GroupId"] == inside["SourceSecurityGroupId"]
    assert (inside["FromPort"], inside["ToPort"]) == (0, 65535)


def test_the_job_is_told_what_to_copy_and_where_to(job: Properties) -> None:
    given = job["DefaultArguments"]
    assert given["--tables"] == "public.orders,customers"
    assert "/shop" in str(given["--target"])
    assert [{"Ref": given["--connection"]["Ref"]}] == job["Connections"]["Connections"]


def test_all_that_it_writes_is_encrypted(template: Template, job: Properties) -> None:
    [name] = template.of_type("AWS::Glue::SecurityConfiguration")
    assert job["SecurityConfiguration"] == {"Ref": name}
    parts = template.only("AWS::Glue::SecurityConfiguration")["EncryptionConfiguration"]
    assert parts["CloudWatchEncryption"]["CloudWatchEncryptionMode"] == "SSE-KMS"
    assert parts["S3Encryptions"][0]["S3EncryptionMode"] == "SSE-KMS"


def test_the_key_lets_in_the_logs_of_the_job(template: Template) -> None:
    statements = template.only("AWS::KMS::Key")["KeyPolicy"]["Statement"]
    assert "logs.us-east-1.amazonaws.com" in str(statements)


def test_it_writes_below_its_prefix_only(template: Template) -> None:
    resources = [
        str(resource)
        for _, statement in template.statements()
        if {"s3:PutObject", "s3:DeleteObject"} & set(as_list(statement["Action"]))
        for resource in as_list(statement["Resource"])
    ]
    assert resources
    assert all("/shop/*" in resource for resource in resources)


def test_it_is_started_by_the_schedule_which_may_start_nothing_else(template: Template) -> None:
    schedule = template.only("AWS::Scheduler::Schedule")
    assert schedule["ScheduleExpression"] == "rate(1 day)"
    assert "aws-sdk:glue:startJobRun" in str(schedule["Target"]["Arn"])
    [statement] = [s for _, s in template.statements() if s["Action"] == "glue:StartJobRun"]
    assert "job/" in str(statement["Resource"])


def test_a_run_of_this_job_that_fails_is_told_and_no_other(template: Template) -> None:
    [name] = template.of_type("AWS::Glue::Job")
    assert template.only("AWS::Events::Rule")["EventPattern"] == {
        "source": ["aws.glue"],
        "detail-type": ["Glue Job State Change"],
        "detail": {"jobName": [{"Ref": name}], "state": ["FAILED", "TIMEOUT"]},
    }


class FakeSpark:
    """Reads everything, and remembers what was written where."""

    def __init__(self) -> None:
        self.read = self.write = self
        self.asked: list[Any] = []

    def format(self, name: str) -> "FakeSpark":
        self.asked.append(name)
        return self

    def options(self, **given: str) -> "FakeSpark":
        self.asked.append(given)
        return self

    def load(self) -> "FakeSpark":
        return self

    def mode(self, name: str) -> "FakeSpark":
        self.asked.append(name)
        return self

    def parquet(self, path: str) -> None:
        self.asked.append(path)


def test_the_script_reads_a_table_and_writes_its_day_over() -> None:
    spark = FakeSpark()
    source = source_of({"fullUrl": "jdbc:x", "user": "u", "password": "p", "vendor": "x"})
    copy(spark, source=source, tables=["public.Orders"], target="s3://raw/shop")
    kind, given, mode, path = spark.asked
    assert (kind, mode) == ("jdbc", "overwrite")
    assert given["dbtable"] == "public.Orders"
    assert given["url"] == "jdbc:x"
    assert path.startswith("s3://raw/shop/public.orders/day=")


def test_a_day_has_a_folder_that_glue_reads_as_a_partition() -> None:
    day = date(2026, 11, 1)
    assert folder("s3://raw/shop", "Orders", day) == "s3://raw/shop/orders/day=2026-11-01"


def test_the_script_is_where_the_stack_looks_for_it() -> None:
    assert Path(SCRIPT).is_file()
