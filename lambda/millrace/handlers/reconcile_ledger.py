"""Every few minutes: what does AWS say that its events did not? The job desk is told."""

from datetime import UTC, datetime
from functools import cache
from typing import Any

from millrace.domain.reconciling.place import Place
from millrace.domain.reconciling.reconciler import Reconciler
from millrace.domain.reconciling.rounds import Round
from millrace.logs import logger
from millrace.reconciler_settings import ReconcilerSettings
from millrace.reconciling import reconciler

log = logger("reconciler")


@cache
def made(function_arn: str) -> Reconciler:
    return reconciler(ReconcilerSettings.from_env(), Place.of(function_arn))


def handler(event: dict[str, Any], context: Any) -> dict[str, int]:
    round_ = Round.of(datetime.fromisoformat(event["time"]), now=datetime.now(UTC))
    report = made(context.invoked_function_arn).run(round_)
    for found in report.repaired:
        log.info("event made good", extra=found.fields)
    counts = {"repaired": len(report.repaired), "named_again": report.named_again}
    log.info("round done", extra=counts)
    report.raise_failures()
    return counts
