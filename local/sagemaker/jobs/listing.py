"""Lists of jobs, filtered and sorted as SageMaker's are."""

from collections.abc import Mapping
from typing import Any

from local.sagemaker.jobs.kinds import Kind
from local.sagemaker.jobs.state import State
from local.sagemaker.jobs.views import summary
from local.sagemaker.paging import ordered, page, within

_KEYS = {"CreationTime": "CreationTime"}
_TIMES = ("CreationTime", "LastModifiedTime")


def listed(state: State, kind: Kind, request: Mapping[str, Any]) -> dict[str, Any]:
    items = [summary(job) for job in state.jobs(kind)]
    found: list[Mapping[str, Any]] = [
        one
        for one in items
        if request.get("NameContains", "").lower() in one[kind.name].lower()
        and request.get("StatusEquals", one[kind.status]) == one[kind.status]
    ]
    for member in _TIMES:
        found = within(found, request, member=member, words=(f"{member}After", f"{member}Before"))
    keys = {**_KEYS, "Name": kind.name, "Status": kind.status}
    default = "Ascending" if kind.word.startswith("Hyper") else "Descending"
    return page(kind.summaries, ordered(found, request, keys=keys, default=default), request)
