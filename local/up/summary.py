"""What a person sees at the end: what was deployed, where it lives, what became of the job."""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import boto3
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from config import Environment
from local.record import Account
from local.up.failures import UpError
from local.up.first_job import FirstJob
from local.verify import Verification
from millrace.domain.job import JobRecord
from ops.ledger import JobLedger
from ops.ledger_table import jobs_table
from ops.ledger_words import short_id
from ops.session import RefusalError
from ops.stack_outputs import stack_output

_LEDGER_SECONDS = 60
_POLL_SECONDS = 0.5


@dataclass(frozen=True, kw_only=True)
class Summary:
    """Of one time up."""

    environment: Environment
    session: boto3.Session
    account: Account
    verification: Verification
    stacks: Sequence[str]
    dropped: Sequence[Mapping[str, str]]
    job: FirstJob

    def show(self, console: Console) -> None:
        record = self._record()
        for part in (self._places(), jobs_table([record], now=datetime.now(UTC))):
            console.print()
            console.print(part)
        for text in (self._result(), self._unkept(), self._next()):
            console.print()
            console.print(text, highlight=False, soft_wrap=True)

    def _places(self) -> Table:
        table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
        table.add_column("deployed")
        table.add_column("where", overflow="fold")
        table.add_row("stacks", ", ".join(self.stacks))
        table.add_row("resources", f"{self.verification.found} of {self.verification.expected}")
        table.add_row("account", f"{self.account.endpoint} ({self.account.region})")
        table.add_row("models zone", self._output("Foundation", "ModelsBucket"))
        table.add_row("job queue", self._output("Batch", "DigitsJobQueue"))
        table.add_row("job ledger", self._output("Events", "LedgerTable"))
        return table

    def _record(self) -> JobRecord:
        """The ledger is written by events: it may be a moment behind the job."""
        ledger = JobLedger(
            self.session.client("dynamodb"), table=self._output("Events", "LedgerTable")
        )
        give_up = time.monotonic() + _LEDGER_SECONDS
        while time.monotonic() < give_up:
            try:
                record = ledger.job(self.job.id)
            except RefusalError:
                record = None
            if record is not None and record.state.terminal:
                return record
            time.sleep(_POLL_SECONDS)
        raise UpError(
            f"the ledger does not know the end of job {self.job.id}: see its dead letters"
        )

    def _result(self) -> str:
        bucket = self._output("Foundation", "ModelsBucket")
        folder = f"digits/{self.job.id}"
        answer = self.session.client("s3").get_object(
            Bucket=bucket, Key=f"{folder}/evaluation.json"
        )
        evaluation = json.loads(answer["Body"].read())
        log = self.job.log(self.job.detail())
        resumed = next(
            (line for line in log if line.startswith("resuming")), "it was not reclaimed"
        )
        return (
            f"checkpoint  {resumed}\n"
            f"model       s3://{bucket}/{folder}/model.pt\n"
            f"accuracy    {evaluation['accuracy']:.3f} on {evaluation['held_out']} held-out images"
        )

    def _unkept(self) -> str:
        """The emulator does not keep everything; nothing of it goes unsaid."""
        properties = sorted({f"  {one['type']} {one['path']}" for one in self.dropped})
        told = properties or ["  nothing"]
        return "\n".join(["given, but not kept by the local account:", *told])

    def _next(self) -> str:
        return (
            f".venv/bin/python -m ops.jobs show {short_id(self.job.id)}   tells the whole story\n"
            "make up                                     again: an update\n"
            "make down                                   ends it and removes all of it"
        )

    def _output(self, part: str, key: str) -> str:
        return stack_output(self.session, self.environment, part, key)
