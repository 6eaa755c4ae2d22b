"""Lists of what cannot be made in the local account: whoever asks is told that there is none."""

from collections.abc import Mapping
from typing import Any

from local.api.message import Operation

_MEMBERS = {
    "ListTransformJobs": "TransformJobSummaries",
    "ListAutoMLJobs": "AutoMLJobSummaries",
    "ListLabelingJobs": "LabelingJobSummaryList",
    "ListEndpoints": "Endpoints",
    "ListNotebookInstances": "NotebookInstances",
}


def _none(member: str) -> Operation:
    def answer(_request: Mapping[str, Any]) -> Mapping[str, Any]:
        return {member: []}

    return answer


NONE_YET: Mapping[str, Operation] = {
    operation: _none(member) for operation, member in _MEMBERS.items()
}
