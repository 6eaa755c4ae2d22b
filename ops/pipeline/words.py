"""The words that look or stop, and change nothing else; each answers with its exit code."""

from argparse import Namespace
from itertools import islice
from uuid import uuid4

from ops.command import show
from ops.pipeline.example import example_of, uploaded
from ops.pipeline.execution import described, executions, found
from ops.pipeline.following import followed, print_ending, written
from ops.pipeline.listing import executions_table, steps_table
from ops.pipeline.place import Place
from ops.pipeline.snapshot import snapshot
from ops.pipeline.table import seen
from ops.pipeline.watching import Clock
from ops.session import RefusalError


def data(said: Namespace, place: Place, _clock: Clock) -> int:
    for uri in uploaded(place, said.name, make=example_of):
        print(uri)
    print(f"run it: python -m ops.pipeline run {said.name}{place.on}")
    return 0


def list_(said: Namespace, place: Place, clock: Clock) -> int:
    names = [place.pipeline(said.name)] if said.name else list(place.pipelines().values())
    newest = [
        run for name in names for run in islice(executions(place.sagemaker, name), said.limit)
    ]
    newest = sorted(newest, key=lambda run: run.started, reverse=True)[: said.limit]
    if not newest:
        print("no executions yet: start one with python -m ops.pipeline run <pipeline>")
        return 0
    whole = [described(place.sagemaker, run.arn) for run in newest]
    show(executions_table(whole, now=clock.now()))
    return 0


def show_(said: Namespace, place: Place, clock: Clock) -> int:
    arn = _found(said, place)
    if said.watch:
        return followed(place, arn, clock)
    now = snapshot(place.sagemaker, arn, place.definition_of(arn))
    show(seen(now, now=clock.now()))
    if now.execution.state.over:
        print_ending(place, now)
    return 0


def report(said: Namespace, place: Place, clock: Clock) -> int:
    arn = _found(said, place)
    now = snapshot(place.sagemaker, arn, place.definition_of(arn))
    print(f"report: {written(place, now, clock, said.report)}")
    return 0


def stop(said: Namespace, place: Place, _clock: Clock) -> int:
    arn = _found(said, place)
    run = described(place.sagemaker, arn)
    if run.state.over:
        raise RefusalError(f"execution {run.id} is over already: {run.state.lower()}")
    place.sagemaker.stop_pipeline_execution(
        PipelineExecutionArn=arn, ClientRequestToken=uuid4().hex
    )
    print(f"stopping {run.id}: its running steps are given time to leave")
    return 0


def steps(said: Namespace, place: Place, _clock: Clock) -> int:
    show(steps_table(place.definition(said.name)))
    return 0


def _found(said: Namespace, place: Place) -> str:
    return found(said.execution, place.pipelines().values(), place.sagemaker)
