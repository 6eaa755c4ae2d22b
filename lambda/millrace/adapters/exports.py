"""Has DynamoDB export the ledger to S3, out of its point-in-time recovery."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from datetime import datetime

    from mypy_boto3_dynamodb import DynamoDBClient

    from millrace.domain.exporting import Export


class NotRestorableError(Exception):
    """Without point-in-time recovery there is nothing to export from."""


class DynamoDbExports:
    def __init__(
        self, client: DynamoDBClient, *, table_arn: str, bucket: str, prefix: str, key: str
    ) -> None:
        self._client = client
        self._table_arn = table_arn
        self._place: dict[str, Any] = {
            "S3Bucket": bucket,
            "S3SseAlgorithm": "KMS",
            "S3SseKmsKeyId": key,
        }
        self._prefix = prefix.strip("/")

    def restorable_since(self) -> datetime:
        name = self._table_arn.rpartition("/")[2]
        answer = self._client.describe_continuous_backups(TableName=name)
        told = answer["ContinuousBackupsDescription"].get("PointInTimeRecoveryDescription", {})
        if "EarliestRestorableDateTime" not in told:
            raise NotRestorableError(f"table {name} has no point-in-time recovery")
        return told["EarliestRestorableDateTime"]

    def start(self, export: Export) -> bool:
        try:
            self._client.export_table_to_point_in_time(
                TableArn=self._table_arn,
                S3Prefix=f"{self._prefix}/{export.name}",
                ExportFormat="DYNAMODB_JSON",
                ClientToken=export.token,
                **self._place,
                **_extent(export),
            )
        except ClientError as error:
            if error.response["Error"]["Code"] == "ExportConflictException":
                return False
            raise
        return True


def _extent(export: Export) -> dict[str, Any]:
    if export.since is None:
        return {"ExportType": "FULL_EXPORT", "ExportTime": export.until}
    changes = {
        "ExportFromTime": export.since,
        "ExportToTime": export.until,
        "ExportViewType": "NEW_IMAGE",
    }
    return {"ExportType": "INCREMENTAL_EXPORT", "IncrementalExportSpecification": changes}
