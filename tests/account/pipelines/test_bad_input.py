"""Bad input: a clear failure, with step, reason and the end of the log; nothing is registered."""

from dataclasses import dataclass
from html import unescape

import pytest
from botocore.exceptions import ClientError

from tests.account.eventually import eventually
from tests.account.pipelines import spoiled
from tests.account.pipelines.conftest import Spoiled
from tests.account.pipelines.deployed_definition import Copies, Edit, definition_of
from tests.account.pipelines.jobs import registered
from tests.account.pipelines.listening import Ear
from tests.account.pipelines.person import Person

pytestmark = [pytest.mark.account, pytest.mark.timeout(240)]


@dataclass(frozen=True, kw_only=True)
class Ending:
    step: str
    reason: str
    log: str
    """A line of it, or what is said in its place."""


_ENDINGS = {
    "mislabelled": Ending(
        step="Validate",
        reason="rows.csv: row 4, column malignant must be one of 0, 1, got '7'",
        log="  validate: rows.csv: row 4",
    ),
    "diverged": Ending(
        step="Train",
        reason="epoch 1, batch 1: the loss is nan, with learning_rate 1e+30",
        log="  starting from zero",
    ),
    "hanging": Ending(
        step="Train",
        reason="MaxRuntimeExceeded: the job ran longer than its MaxRuntimeInSeconds",
        log="  waits for a lock",
    ),
    "channel": Ending(
        step="Train",
        reason="channel 'validation' is not there: nothing lies in /opt/ml/input/data/validation",
        log="  learn: channel 'validation' is not there",
    ),
    "empty": Ending(
        step="Train", reason='No S3 objects found under S3 URL "s3://', log=" wrote no log"
    ),
    "silent": Ending(
        step="Tune",
        reason="No objective metrics found after running 2 training jobs",
        log="the objective metric 'validation:auc' never appeared in the log",
    ),
}


@pytest.mark.parametrize("case", _ENDINGS)
def test_it_ends_with_the_step_the_reason_and_the_log(
    person: Person, spoiled_runs: Spoiled, case: str
) -> None:
    run, ending = person.watches(spoiled_runs.executions[case]), _ENDINGS[case]

    assert run.code == 1
    [told] = [line for line in run.out.splitlines() if line.startswith("step ")]
    assert told.startswith(f"step {ending.step} failed: ")
    assert ending.reason in told
    assert ending.log in run.out
    assert ending.step in run.seen.execution.reason
    assert ending.reason in unescape(run.report)


def test_nothing_is_registered_of_any(person: Person, spoiled_runs: Spoiled) -> None:
    for execution in spoiled_runs.executions.values():
        person.watches(execution)

    after = {name: registered(person.deployed, name) for name in ("digits", "tabular")}
    assert after == spoiled_runs.before


def test_a_failed_execution_opens_a_ticket(
    person: Person, spoiled_runs: Spoiled, tickets: Ear
) -> None:
    run = person.watches(spoiled_runs.executions["diverged"])

    def opened() -> list[str]:
        return [one["Message"] for one in tickets.heard() if run.arn in one["Message"]]

    [ticket] = eventually(opened)
    assert "learning_rate 1e+30" in ticket


@pytest.mark.parametrize(
    ("edit", "because"),
    [
        (spoiled.misspelt, r"Train\.Arguments\.StopingCondition: is not known"),
        (spoiled.asks_for_nobody, r"Train\.Arguments\.RoleArn: Parameters\.Nobody"),
        (spoiled.spot_without_a_wait, r"Train\.Arguments\.StoppingCondition: .*MaxWaitTime"),
    ],
)
def test_a_wrong_definition_is_refused_before_it_is_kept(
    person: Person, copies: Copies, edit: Edit, because: str
) -> None:
    found = definition_of(person.deployed, "digits")

    with pytest.raises(ClientError, match=because):
        copies.create("wrong", found.edited("Train", edit), role=found.role)

    kept = person.place.sagemaker.list_pipelines()["PipelineSummaries"]
    assert "wrong" not in [one["PipelineName"] for one in kept]
