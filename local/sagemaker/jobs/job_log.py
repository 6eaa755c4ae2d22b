"""What a container prints: to CloudWatch Logs, into the metrics, and its end into the reason."""

import logging
from collections import deque
from collections.abc import Callable, Mapping, Sequence

from local.batch.lifecycle import now as now_ms
from local.batch.logs import LogLine, LogRefusedError, LogSink, LogStream, LogTarget
from local.sagemaker.jobs.job import Job
from local.sagemaker.jobs.meters import Found
from local.sagemaker.jobs.metrics import Scraper

_LOG = logging.getLogger(__name__)
_TAIL_LINES = 15


class JobLog:
    def __init__(self, stream: LogStream, scraper: Scraper, found: Callable[[Found], None]) -> None:
        self._stream = stream
        self._scraper = scraper
        self._found = found
        self.tail: deque[str] = deque(maxlen=_TAIL_LINES)

    def write(self, lines: Sequence[LogLine]) -> None:
        texts = [line.message for line in lines if line.message.strip()]
        self.tail.extend(texts)
        found = [pair for text in texts for pair in self._scraper.read(text)]
        if found:
            self._found(found)
        if texts:
            self._stream.write([line for line in lines if line.message.strip()])

    def say(self, sentence: str) -> None:
        """A line of the platform's own."""
        self._stream.write([LogLine(now_ms(), sentence)])

    @property
    def last_line(self) -> str:
        return self.tail[-1] if self.tail else ""


class _Nowhere:
    def write(self, lines: Sequence[LogLine]) -> None:
        """The role may not write logs: as in SageMaker, the job goes on without."""


def open_stream(logs: LogSink, job: Job, credentials: Mapping[str, str], region: str) -> LogStream:
    """A role that may not create log groups has logs where the group is there already."""
    refusal = ""
    for creates_group in (False, True):
        target = LogTarget(
            group=job.kind.log_group,
            stream=f"{job.name}/algo-1-{now_ms()}",
            creates_group=creates_group,
            region=region,
        )
        try:
            return logs.open(target, credentials)
        except LogRefusedError as error:
            refusal = str(error)
    _LOG.warning("%s has no log: %s", job.arn, refusal)
    return _Nowhere()
