"""Writes the whole ledger into the logs zone once a day, for whoever asks it other questions."""

from aws_cdk import Duration
from aws_cdk import aws_s3 as s3
from constructs import Construct

from constructs_lib.desk.job_ledger import JobLedger
from constructs_lib.desk.room import Room
from constructs_lib.desk.rounds import Round
from constructs_lib.domain_key import DomainKey

_EVERY = Duration.days(1)
_TIMEOUT = Duration.minutes(1)
"""DynamoDB does it by itself: the function asks for it."""
_PREFIX = "job-ledger"


class LedgerExport(Round):
    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        room: Room,
        ledger: JobLedger,
        logs: s3.IBucket,
        key: DomainKey,
    ) -> None:
        """``key``: under which the export lies, as the ledger does."""
        super().__init__(
            scope,
            id,
            room=room,
            handler="export_ledger",
            description="exports the job ledger into the logs zone",
            settings={
                "LEDGER_TABLE_ARN": ledger.table_arn,
                "LOGS_BUCKET": logs.bucket_name,
                "LOGS_PREFIX": _PREFIX,
                "LOGS_KEY": key.key_arn,
            },
            every=_EVERY,
            timeout=_TIMEOUT,
        )
        ledger.grant_export(self.function, to=logs, prefix=_PREFIX)
        key.grant_use(self.function)
