"""The training jobs that a definition starts, alone or within a tuning job."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rules.definitions.definition import Definition
from rules.definitions.values import entry, listed, mapping


@dataclass(frozen=True)
class TrainingJob:
    path: str
    body: Mapping[str, Any]

    def get(self, path: str) -> Any:
        return entry(self.body, path)


def training_jobs(definition: Definition) -> Iterator[TrainingJob]:
    for step in definition.of_type("Training"):
        yield TrainingJob(f"{step.path}.Arguments", step.arguments)
    for step in definition.of_type("Tuning"):
        place = f"{step.path}.Arguments.TrainingJobDefinition"
        one = step.get("TrainingJobDefinition")
        if mapping(one):
            yield TrainingJob(place, one)
        for index, body in enumerate(listed(step.get("TrainingJobDefinitions"))):
            if mapping(body):
                yield TrainingJob(f"{place}s.{index}", body)
