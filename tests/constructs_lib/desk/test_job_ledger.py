"""The job ledger: found by day, team, what is open and what is due, and written by few."""

import aws_cdk as cdk
import pytest
from aws_cdk import RemovalPolicy

from constructs_lib.desk.job_ledger import IndexesError, JobLedger
from tests.assembly import Properties, Template, as_list
from tests.constructs_lib.alone import key_of

INDEXES = {"ByDay": "day", "ByTeam": "team", "Open": "open", "Due": "due"}


@pytest.fixture
def table(desk: Template) -> Properties:
    return desk.only("AWS::DynamoDB::Table")


def rights(desk: Template, role: str) -> dict[str, str]:
    """Action to resource, of those on the ledger."""
    return {
        action: str(statement["Resource"])
        for name, statement in desk.statements()
        if name.startswith(role)
        for action in as_list(statement["Action"])
        if action.startswith("dynamodb:")
    }


def test_jobs_are_found_in_the_order_in_which_they_were_opened(table: Properties) -> None:
    found = {
        index["IndexName"]: [key["AttributeName"] for key in index["KeySchema"]]
        for index in table["GlobalSecondaryIndexes"]
    }
    assert found == {name: [key, "opened_at"] for name, key in INDEXES.items()}


def test_an_index_holds_keys_only_and_all_of_them_are_texts(table: Properties) -> None:
    for index in table["GlobalSecondaryIndexes"]:
        assert index["Projection"] == {"ProjectionType": "KEYS_ONLY"}
    assert {one["AttributeType"] for one in table["AttributeDefinitions"]} == {"S"}


def test_records_end_by_themselves_and_can_be_taken_back_until_then(table: Properties) -> None:
    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}
    recovery = table["PointInTimeRecoverySpecification"]
    assert recovery["PointInTimeRecoveryEnabled"] is True
    assert table["BillingMode"] == "PAY_PER_REQUEST"


@pytest.mark.parametrize(
    ("role", "actions"),
    [
        ("RecordJobEvents", {"BatchGetItem", "GetItem", "PutItem"}),
        ("ActOnJobs", {"GetItem", "PutItem"}),
        ("Reconciler", {"BatchGetItem", "Query"}),
        ("Deadlines", {"BatchGetItem", "Query"}),
        ("Export", {"DescribeContinuousBackups", "DescribeTable", "ExportTableToPointInTime"}),
    ],
)
def test_each_may_do_what_it_is_there_for(desk: Template, role: str, actions: set[str]) -> None:
    assert set(rights(desk, role)) == {f"dynamodb:{action}" for action in actions}


@pytest.mark.parametrize(
    ("role", "indexes"), [("Reconciler", {"Due", "Open"}), ("Deadlines", {"ByDay", "Open"})]
)
def test_each_looks_by_the_indexes_it_needs(desk: Template, role: str, indexes: set[str]) -> None:
    asked = rights(desk, role)["dynamodb:Query"]
    assert {name for name in INDEXES if f"/index/{name}" in asked} == indexes
    assert "*" not in asked


def test_the_export_is_written_below_its_prefix_alone(desk: Template) -> None:
    [where] = [
        statement["Resource"]
        for role, statement in desk.statements()
        if role.startswith("Export") and "s3:PutObject" in as_list(statement["Action"])
    ]
    assert where == "arn:aws:s3:::logs-of-dev/job-ledger/*"


class TestATableThatIsThereAlready:
    """DynamoDB makes one index a deployment: the context says how many there are to be."""

    def indexes(self, context: object) -> int:
        app = cdk.App(context={"ledger-indexes": context})
        stack = cdk.Stack(app, "Stack")
        JobLedger(stack, "Ledger", key=key_of(stack), removal_policy=RemovalPolicy.RETAIN)
        [table] = [
            found
            for found in app.synth().get_stack_by_name("Stack").template["Resources"].values()
            if found["Type"] == "AWS::DynamoDB::Table"
        ]
        return len(table["Properties"].get("GlobalSecondaryIndexes", []))

    @pytest.mark.parametrize("asked", ["0", "1", "3", "4"])
    def test_it_gets_so_many_of_them(self, asked: str) -> None:
        assert self.indexes(asked) == int(asked)

    @pytest.mark.parametrize("asked", ["5", "all", "-1", ""])
    def test_another_number_is_refused(self, asked: str) -> None:
        with pytest.raises(IndexesError, match="must be 0 to 4"):
            self.indexes(asked)
