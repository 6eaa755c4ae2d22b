"""An export of a table is written into its bucket, if whoever asks for it may write there."""

import gzip
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from local.patches.exported_files import TableExport
from local.record import Account
from tests.local_account.deployment import Clients, Stacks
from tests.local_account.templates import allow, role
from tests.local_account.waiting import within_patience

TABLE = "arn:aws:dynamodb:us-east-1:000000000000:table/exported"
ITEM = {"job_id": {"S": "a"}, "version": {"N": "1"}}
CHANGES = {"ExportType": "INCREMENTAL_EXPORT"}


def files(**asked: Any) -> dict[str, bytes]:
    request = {"TableArn": TABLE, "S3Bucket": "logs", "S3Prefix": "ledger", **asked}
    at = datetime(2026, 11, 22, tzinfo=UTC)
    export = TableExport("0179-abcdefgh", f"{TABLE}/export/0179-abcdefgh", request, ("job_id",), at)
    return dict(export.files([ITEM]))


def test_everything_is_a_line_for_each_item() -> None:
    written = files()

    [line] = gzip.decompress(written["ledger/AWSDynamoDB/0179-abcdefgh/data/abcdefgh.json.gz"])[
        :-1
    ].split(b"\n")
    assert json.loads(line) == {"Item": ITEM}


def test_changes_have_the_key_and_the_new_image() -> None:
    data = gzip.decompress(files(**CHANGES)["ledger/AWSDynamoDB/data/abcdefgh.json.gz"])

    line = json.loads(data)
    assert (line["Keys"], line["NewImage"]) == ({"job_id": {"S": "a"}}, ITEM)


def test_the_summary_says_where_the_files_are_listed() -> None:
    written = files()
    folder = "ledger/AWSDynamoDB/0179-abcdefgh"
    summary = json.loads(written[f"{folder}/manifest-summary.json"])

    assert summary["itemCount"] == 1
    listed = json.loads(written[summary["manifestFilesS3Key"]])
    assert listed["dataFileS3Key"] in written


@pytest.mark.account
def test_an_export_lies_in_its_bucket(aws: Clients) -> None:
    dynamodb, s3 = aws("dynamodb"), aws("s3")
    dynamodb.create_table(
        TableName="exported",
        KeySchema=[{"AttributeName": "job_id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "job_id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    dynamodb.put_item(TableName="exported", Item=ITEM)
    s3.create_bucket(Bucket="exports-of-tables")

    recovery = {"PointInTimeRecoveryEnabled": True}
    dynamodb.update_continuous_backups(
        TableName="exported", PointInTimeRecoverySpecification=recovery
    )
    dynamodb.export_table_to_point_in_time(
        TableArn=TABLE, S3Bucket="exports-of-tables", S3Prefix="ledger", ClientToken="once"
    )

    def data() -> list[str]:
        found = s3.list_objects_v2(Bucket="exports-of-tables").get("Contents", [])
        return [one["Key"] for one in found if one["Key"].endswith(".json.gz")]

    [name] = within_patience(data)
    body = s3.get_object(Bucket="exports-of-tables", Key=name)["Body"].read()
    assert json.loads(gzip.decompress(body)) == {"Item": ITEM}
    backups = dynamodb.describe_continuous_backups(TableName="exported")
    since = backups["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
    created = dynamodb.describe_table(TableName="exported")["Table"]["CreationDateTime"]
    assert since["EarliestRestorableDateTime"] - created < timedelta(seconds=1)


@pytest.mark.account
def test_it_takes_the_right_to_write_there(account: Account, aws: Clients, stacks: Stacks) -> None:
    may_ask = allow("dynamodb:ExportTableToPointInTime", TABLE)
    deployed = stacks.deploy({"Role": role("ecs-tasks.amazonaws.com", may_ask)})
    arn = f"arn:aws:iam::000000000000:role/{deployed.ids['Role']}"
    keys = aws("sts").assume_role(RoleArn=arn, RoleSessionName="trial")["Credentials"]
    dynamodb = boto3.Session(
        keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"], account.region
    ).client("dynamodb", endpoint_url=account.endpoint)

    with pytest.raises(ClientError, match=r"not authorized to perform: s3:PutObject .*logs"):
        dynamodb.export_table_to_point_in_time(TableArn=TABLE, S3Bucket="logs")
