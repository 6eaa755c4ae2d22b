"""The ledger's changes of each day are exported once, however often that is asked for."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from botocore.exceptions import ClientError

from millrace.adapters import clients
from millrace.adapters.exports import NotRestorableError
from millrace.domain.exporting import DAY, Export, due
from millrace.export_settings import ExportSettings
from millrace.handlers import export_ledger
from millrace.settings import MissingSettingsError
from tests.lambda_.reconciling.answered import Answer, Answers

TABLE = "arn:aws:dynamodb:us-east-1:111122223333:table/jobs"
KEY = "arn:aws:kms:us-east-1:111122223333:key/logs"
GIVEN = {
    "LEDGER_TABLE_ARN": TABLE,
    "LOGS_BUCKET": "logs",
    "LOGS_PREFIX": "ledger/",
    "LOGS_KEY": KEY,
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_ACCESS_KEY_ID": "a",
    "AWS_SECRET_ACCESS_KEY": "b",
}
MIDNIGHT = datetime(2026, 11, 22, tzinfo=UTC)
TICK = {"time": "2026-11-22T02:30:00Z"}
STARTED: Answer = {"ExportDescription": {}}


@pytest.fixture
def container(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, value in GIVEN.items():
        monkeypatch.setenv(name, value)
    for made in (clients.dynamodb, export_ledger.exports):
        made.cache_clear()
    yield
    for made in (clients.dynamodb, export_ledger.exports):
        made.cache_clear()


def answered(since: datetime | None, export: Answer = STARTED) -> Answers:
    restorable = {"EarliestRestorableDateTime": since} if since else {}
    told = {"ContinuousBackupsDescription": {"PointInTimeRecoveryDescription": restorable}}
    answers = Answers({"DescribeContinuousBackups": told, "ExportTableToPointInTime": export})
    answers.stand_in_for(clients.dynamodb())
    return answers


def refusal(code: str) -> Answer:
    return {
        "Error": {"Code": code, "Message": "no"},
        "ResponseMetadata": {"HTTPStatusCode": 400},
    }


@pytest.mark.usefixtures("container")
def test_it_is_the_day_before_the_schedule_and_goes_to_the_logs_zone() -> None:
    aws = answered(MIDNIGHT - 35 * DAY)

    told = export_ledger.handler(TICK, None)

    assert told == {"outcome": "asked", "export": "changes/2026-11-21"}
    [asked] = aws.asked_of("ExportTableToPointInTime")
    assert asked == {
        "TableArn": TABLE,
        "ClientToken": asked["ClientToken"],
        "S3Bucket": "logs",
        "S3Prefix": "ledger/changes/2026-11-21",
        "S3SseAlgorithm": "KMS",
        "S3SseKmsKeyId": KEY,
        "ExportFormat": "DYNAMODB_JSON",
        "ExportType": "INCREMENTAL_EXPORT",
        "IncrementalExportSpecification": {
            "ExportFromTime": MIDNIGHT - DAY,
            "ExportToTime": MIDNIGHT,
            "ExportViewType": "NEW_IMAGE",
        },
    }


@pytest.mark.usefixtures("container")
def test_a_second_try_asks_for_the_same() -> None:
    aws = answered(MIDNIGHT - 35 * DAY)
    export_ledger.handler(TICK, None)
    export_ledger.handler(TICK, None)

    first, second = aws.asked_of("ExportTableToPointInTime")
    assert first == second


@pytest.mark.usefixtures("container")
def test_one_that_is_written_already_is_done() -> None:
    answered(MIDNIGHT - 35 * DAY, refusal("ExportConflictException"))

    assert export_ledger.handler(TICK, None)["outcome"] == "asked before"


@pytest.mark.usefixtures("container")
def test_any_other_refusal_fails_so_that_lambda_tries_again() -> None:
    answered(MIDNIGHT - 35 * DAY, refusal("LimitExceededException"))

    with pytest.raises(ClientError, match="LimitExceeded"):
        export_ledger.handler(TICK, None)


@pytest.mark.usefixtures("container")
def test_the_first_export_is_of_everything() -> None:
    aws = answered(MIDNIGHT - timedelta(hours=3))

    assert export_ledger.handler(TICK, None)["export"] == "all/2026-11-21"
    [asked] = aws.asked_of("ExportTableToPointInTime")
    assert (asked["ExportType"], asked["ExportTime"]) == ("FULL_EXPORT", MIDNIGHT)


@pytest.mark.usefixtures("container")
def test_a_table_of_today_has_nothing_to_export_yet() -> None:
    aws = answered(MIDNIGHT + timedelta(hours=1))

    assert export_ledger.handler(TICK, None)["outcome"] == "nothing yet"
    assert aws.asked_of("ExportTableToPointInTime") == []


@pytest.mark.usefixtures("container")
def test_a_table_without_recovery_cannot_be_exported() -> None:
    answered(None)

    with pytest.raises(NotRestorableError, match="table jobs has no point-in-time recovery"):
        export_ledger.handler(TICK, None)


def test_day_follows_day_without_a_hole_from_the_first_on() -> None:
    born = MIDNIGHT - timedelta(hours=30)
    days = [due(MIDNIGHT + number * DAY + timedelta(hours=2), born) for number in range(-2, 3)]

    assert days[0] is None
    exports = [day for day in days if day]
    assert exports[0] == Export(since=None, until=MIDNIGHT - DAY)
    for before, after in pairwise(exports):
        assert after.since == before.until
    assert len({export.token for export in exports}) == len(exports)


@pytest.mark.parametrize(
    ("late", "day"),
    [(timedelta(minutes=1), -1), (timedelta(hours=1), 0), (timedelta(hours=23, minutes=59), 0)],
)
def test_a_day_is_exported_when_recovery_has_caught_up_with_it(late: timedelta, day: int) -> None:
    found = due(MIDNIGHT + late, MIDNIGHT - 9 * DAY)

    assert found is not None
    assert found.until == MIDNIGHT + day * DAY


@pytest.mark.parametrize("name", ["LEDGER_TABLE_ARN", "LOGS_BUCKET", "LOGS_PREFIX", "LOGS_KEY"])
def test_without_a_setting_it_says_which(name: str) -> None:
    with pytest.raises(
        MissingSettingsError, match=f"environment variables not set: {name}; needed"
    ):
        ExportSettings.from_env(GIVEN | {name: ""})
