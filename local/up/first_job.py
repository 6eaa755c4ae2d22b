"""The main job: real data into the raw zone, a training job on spot, a reclaim in the middle."""

import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from local.up.failures import UpError
from workloads.digits.data import as_csv

if TYPE_CHECKING:
    from mypy_boto3_batch import BatchClient
    from mypy_boto3_batch.type_defs import JobDetailTypeDef
    from mypy_boto3_logs import CloudWatchLogsClient
    from mypy_boto3_s3 import S3Client

_EPOCH = re.compile(r"epoch (\d+)/(\d+)")
_POLL_SECONDS = 0.3
_LONGEST_SECONDS = 600
_ENDED = ("SUCCEEDED", "FAILED")


@dataclass(frozen=True, kw_only=True)
class Clients:
    """The AWS APIs that the job is driven through."""

    batch: "BatchClient"
    logs: "CloudWatchLogsClient"
    s3: "S3Client"


@dataclass(frozen=True)
class Seen:
    """The job at one moment: its state, the line it printed last, how far it is."""

    state: str
    line: str = ""
    epoch: int = 0
    epochs: int = 0


@dataclass(kw_only=True)
class FirstJob:
    """One digits training job, from its data to its end."""

    clients: Clients
    outputs: Mapping[str, str]
    """The stacks' outputs: RawBucket, DigitsJobQueue, DigitsJob."""
    share: str
    """Whose part of the fleet it takes: its team's."""
    reclaim: Callable[[str], None]
    id: str = field(default="", init=False)
    _reclaimed: bool = field(default=False, init=False)

    def submit(self) -> None:
        bucket = self.outputs["RawBucket"]
        self.clients.s3.put_object(Bucket=bucket, Key="digits/digits.csv", Body=as_csv())
        job = self.clients.batch.submit_job(
            jobName="digits",
            jobQueue=self.outputs["DigitsJobQueue"],
            jobDefinition=self.outputs["DigitsJob"],
            shareIdentifier=self.share,
        )
        self.id = job["jobId"]

    def watch(self) -> Iterator[Seen]:
        """Until the job has ended; halfway the host of its first attempt is taken away."""
        give_up = time.monotonic() + _LONGEST_SECONDS
        while time.monotonic() < give_up:
            job = self.detail()
            seen = self._seen(job)
            yield seen
            if seen.state in _ENDED:
                return
            if seen.epochs and seen.epoch * 2 >= seen.epochs and not self._reclaimed:
                self.reclaim(self.id)
                self._reclaimed = True
            time.sleep(_POLL_SECONDS)
        raise UpError(
            f"job {self.id} is still {self.detail()['status']} after {_LONGEST_SECONDS} s: "
            f"{self.detail().get('statusReason', 'no reason given')}"
        )

    def detail(self) -> "JobDetailTypeDef":
        [job] = self.clients.batch.describe_jobs(jobs=[self.id])["jobs"]
        return job

    def _seen(self, job: "JobDetailTypeDef") -> Seen:
        lines = self.log(job)
        epochs = [match for match in map(_EPOCH.match, lines) if match]
        epoch, of = map(int, epochs[-1].groups()) if epochs else (0, 0)
        return Seen(job["status"], lines[-1] if lines else "", epoch, of)

    def log(self, job: "JobDetailTypeDef") -> list[str]:
        """What the running attempt has printed so far."""
        container = job.get("container", {})
        stream = container.get("logStreamName")
        if not stream:
            return []
        group = container["logConfiguration"]["options"]["awslogs-group"]
        events = self.clients.logs.get_log_events(
            logGroupName=group, logStreamName=stream, startFromHead=True
        )
        return [event["message"] for event in events["events"]]
