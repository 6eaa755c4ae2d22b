"""A job that keeps its queue from going on: AWS Batch tells why in an event of its own."""

import re
from collections.abc import Iterator
from dataclasses import replace

from millrace.domain.reconciling.told import Told

_CODE = re.compile(r"[A-Z_]+:[A-Z_]+")
"""How the reason begins: ``CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY``."""


def blocks(told: Told) -> Iterator[Told]:
    """Only the first job of a queue has such a reason while it waits."""
    reason = told.detail.get("statusReason") or ""
    if told.detail["status"] == "RUNNABLE" and _CODE.match(reason):
        yield replace(told, detail_type="Batch Job Queue Blocked")


def code_of(reason: str) -> str:
    return reason.split(" ", maxsplit=1)[0]
