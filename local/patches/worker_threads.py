"""The emulator provisions on its event loop, where a call to its own API waits for itself.

Seen: the first Batch resource of a stack hung the whole account. Types of ours and types whose
provisioner we complete through the API run on a thread, as custom resources do.
"""

from local.account.hooks import RUNS_ON_WORKER
from local.cloudformation.completions import COMPLETIONS
from local.cloudformation.table import ROWS


def apply() -> None:
    runs_on_worker = RUNS_ON_WORKER.read()

    def runs_on_worker_too(resource_type: str) -> bool:
        ours = resource_type in ROWS or resource_type in COMPLETIONS
        return ours or bool(runs_on_worker(resource_type))

    RUNS_ON_WORKER.replace(runs_on_worker_too)
