"""Makes the task of a step: whose keys it has, and what its arguments mean at this moment."""

from collections.abc import Mapping
from functools import partial

from local.sagemaker.engine.clients import AccountClients, RoleClients
from local.sagemaker.engine.desk import Desk
from local.sagemaker.engine.objects import read_json
from local.sagemaker.engine.outcomes import files_of
from local.sagemaker.engine.task import Task
from local.sagemaker.engine.values import Values
from local.sagemaker.pace import Pace
from local.sagemaker.records import Execution, StepRun, now
from local.sagemaker.state import State

_SESSION = "SageMakerPipelines"


class Tasks:
    def __init__(self, state: State, desk: Desk, *, account: AccountClients, pace: Pace) -> None:
        self._state = state
        self._desk = desk
        self._account = account
        self._pace = pace
        self._roles: dict[str, RoleClients] = {}

    def make(self, execution: Execution, run: StepRun) -> Task:
        """Raises RoleRefusedError if the pipeline's role cannot be assumed."""
        clients = self._clients(execution)
        return Task(
            execution=execution,
            step=run.step,
            values=partial(self._values, execution, clients),
            clients=clients,
            account=self._account,
            told=partial(self._desk.told, execution, run),
            pace=self._pace,
            is_going_down=lambda: self._state.is_going_down,
        )

    def forget(self, execution: Execution) -> None:
        """An execution that has ended needs no keys."""
        clients = self._roles.pop(execution.arn, None)
        if clients:
            clients.close()

    def _clients(self, execution: Execution) -> RoleClients:
        with self._state.changed:
            if execution.arn not in self._roles:
                session = f"{_SESSION}-{execution.id}"
                self._roles[execution.arn] = self._account.as_role(execution.role_arn, session)
            return self._roles[execution.arn]

    def _values(
        self, execution: Execution, clients: RoleClients, more: Mapping[str, str]
    ) -> Values:
        with self._state.changed:
            done = {name: run for name, run in execution.runs.items() if run.status == "Succeeded"}
            return Values(
                parameters=execution.parameters,
                execution={**_variables(execution), **more},
                properties={name: run.properties for name, run in done.items()},
                files=files_of(execution),
                read_json=lambda uri: read_json(clients.client("s3"), uri),
            )


def _variables(execution: Execution) -> dict[str, str]:
    return {
        "CurrentDateTime": now().isoformat(timespec="milliseconds"),
        "StartDateTime": execution.created_at.isoformat(timespec="milliseconds"),
        "PipelineArn": execution.pipeline_arn,
        "PipelineName": execution.pipeline_name,
        "PipelineExecutionArn": execution.arn,
        "PipelineExecutionId": execution.id,
    }
