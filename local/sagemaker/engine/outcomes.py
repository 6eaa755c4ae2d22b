"""What a step that succeeded leaves to those after it."""

from collections.abc import Iterator, Mapping

from local.sagemaker.engine.paths import NoSuchPropertyError, at
from local.sagemaker.records import Execution, StepRun


def outcome_of(condition: StepRun) -> bool | None:
    """None while it has not been judged."""
    told = condition.properties.get("Outcome")
    return None if told is None else told == "True"


def files_of(execution: Execution) -> Mapping[tuple[str, str], str]:
    """Where the property files of the steps that succeeded are."""
    return {
        (name, file): uri
        for name, run in execution.runs.items()
        if run.status == "Succeeded"
        for file, uri in _files(run)
    }


def _files(run: StepRun) -> Iterator[tuple[str, str]]:
    for name, file in run.step.property_files.items():
        path = f"ProcessingOutputConfig.Outputs['{file['OutputName']}'].S3Output.S3Uri"
        try:
            folder = str(at(run.properties, path))
        except NoSuchPropertyError:
            continue
        yield name, f"{folder.rstrip('/')}/{file['FilePath'].lstrip('/')}"
