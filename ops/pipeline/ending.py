"""How an execution ended, in a few lines: why it failed, or what it made."""

from collections.abc import Iterator

from ops.pipeline.evaluated import evaluation
from ops.pipeline.evaluation import Evaluation
from ops.pipeline.failure import Failure, failure
from ops.pipeline.place import Place
from ops.pipeline.registered import Package, approve_command, package
from ops.pipeline.snapshot import Snapshot
from ops.pipeline.states import State


def ending(place: Place, snapshot: Snapshot) -> Iterator[str]:
    execution = snapshot.execution
    if failed := failure(place, snapshot):
        yield from _failed(failed)
    elif execution.state is not State.SUCCEEDED:
        yield f"{execution.pipeline} {execution.id} is {execution.state.lower()}"
    else:
        yield from _measured(evaluation(place, snapshot))
        yield from _registered(place, package(place, snapshot))


def _failed(failed: Failure) -> Iterator[str]:
    yield f"step {failed.step} failed: {failed.reason}" if failed.step else failed.reason
    if failed.job:
        yield f"the last lines of {failed.job}:" if failed.lines else f"{failed.job} wrote no log"
    yield from (f"  {line}" for line in failed.lines)


def _measured(measured: Evaluation | None) -> Iterator[str]:
    if measured is None:
        return
    rows = f" on {measured.rows} held-out rows" if measured.rows else ""
    metrics = ", ".join(f"{name} {value:.4g}" for name, value in measured.metrics.items())
    yield f"measured{rows}: {metrics or 'nothing'}"
    if measured.reason:
        yield f"the gate: {measured.reason}"


def _registered(place: Place, registered: Package | None) -> Iterator[str]:
    if registered is None:
        yield "no model was registered"
        return
    yield f"registered {registered.group} version {registered.version}: {registered.approval}"
    if registered.approval == "PendingManualApproval":
        yield f"approve it: {approve_command(place, registered)}"
