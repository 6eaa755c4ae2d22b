"""Takes the result of an earlier execution where the same step had the same arguments."""

import hashlib
import json
from collections.abc import Iterator

from local.sagemaker.definition.document import Step
from local.sagemaker.definition.durations import duration
from local.sagemaker.engine.values import Values
from local.sagemaker.records import Execution, StepRun, now
from local.sagemaker.state import State

_BESIDE_ARGUMENTS = ("FunctionArn", "OutputParameters", "PropertyFiles")


def cache_key(step: Step, values: Values) -> str | None:
    """`values` know no execution: its id, its start and its jobs' names are no arguments."""
    if not step.cache.get("Enabled"):
        return None
    beside = {name: step.body.get(name) for name in _BESIDE_ARGUMENTS}
    whole = values.of({"type": step.type, "arguments": step.arguments, **beside})
    return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()


def cached(state: State, execution: Execution, run: StepRun) -> tuple[Execution, StepRun] | None:
    """The newest that is still good, and the execution in which it ran."""
    found = list(_candidates(state, execution, run))
    return found[-1] if found else None


def _candidates(
    state: State, execution: Execution, run: StepRun
) -> Iterator[tuple[Execution, StepRun]]:
    expiry = run.step.cache.get("ExpireAfter")
    patience = duration(expiry) if expiry else None
    for other in state.executions.values():
        found = other.runs.get(run.step.name)
        if other.pipeline_arn != execution.pipeline_arn or found is None or found is run:
            continue
        ran_itself = not (found.cache_source or found.reused_from) and found.ended_at
        same = found.status == "Succeeded" and found.cache_key == run.cache_key
        if ran_itself and same and (patience is None or now() - ran_itself < patience):
            yield other, found
