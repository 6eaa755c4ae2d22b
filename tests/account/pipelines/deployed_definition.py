"""A pipeline's definition as it is deployed, and copies of it of one step each."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.account.conftest import Deployed

Edit = Callable[[dict[str, Any]], None]
"""Of the arguments of a step."""


@dataclass(frozen=True)
class Definition:
    name: str
    role: str
    body: dict[str, Any]

    def told(self, parameter: str) -> str:
        """What the deployment wrote into a parameter."""
        [found] = [one for one in self.body["Parameters"] if one["Name"] == parameter]
        return str(found["DefaultValue"])

    def edited(self, step: str, edit: Edit) -> str:
        edit(self._step(step)["Arguments"])
        return json.dumps(self.body)

    def alone(self, step: str, edit: Edit) -> str:
        """That step, which waits for no other."""
        one = self._step(step)
        edit(one["Arguments"])
        kept = {name: one[name] for name in ("Name", "Type", "Arguments")}
        return json.dumps({**self.body, "Steps": [kept]})

    def _step(self, name: str) -> dict[str, Any]:
        [found] = [one for one in self.body["Steps"] if one["Name"] == name]
        return dict(found)


def definition_of(deployed: Deployed, pipeline: str) -> Definition:
    answer = deployed.up.session.client("sagemaker").describe_pipeline(
        PipelineName=deployed.output("Training", f"{pipeline.title()}Pipeline")
    )
    body = json.loads(answer["PipelineDefinition"])
    return Definition(answer["PipelineName"], answer["RoleArn"], body)


@dataclass(frozen=True)
class Copies:
    deployed: Deployed
    _made: list[str] = field(default_factory=list)

    def create(self, name: str, definition: str, *, role: str) -> None:
        self._sagemaker.create_pipeline(
            PipelineName=name,
            PipelineDefinition=definition,
            RoleArn=role,
            ClientRequestToken=name.ljust(32, "-"),
        )
        self._made.append(name)

    def start(self, name: str, pipeline: str, step: str, edit: Edit) -> str:
        """The ARN of the execution, which has the role of the pipeline that it is a copy of."""
        found = definition_of(self.deployed, pipeline)
        self.create(name, found.alone(step, edit), role=found.role)
        started = self._sagemaker.start_pipeline_execution(PipelineName=name)
        return str(started["PipelineExecutionArn"])

    def delete(self) -> None:
        for name in self._made:
            self._sagemaker.delete_pipeline(
                PipelineName=name, ClientRequestToken=name.ljust(32, "-")
            )

    @property
    def _sagemaker(self) -> Any:
        return self.deployed.up.session.client("sagemaker")


@contextmanager
def copying(deployed: Deployed) -> Iterator[Copies]:
    copies = Copies(deployed)
    yield copies
    copies.delete()
