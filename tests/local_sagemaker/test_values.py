"""Marks in a definition become values: of parameters, of the execution, of steps, of documents."""

from typing import Any

import pytest

from local.sagemaker.engine.paths import NoSuchPropertyError, at
from local.sagemaker.engine.values import Values
from local.sagemaker.names import job_name, tuning_job_name
from tests.local_sagemaker.definitions import get, join, json_get

_DOCUMENTS = {"s3://work/report.json": {"metrics": [{"value": 0.5}], "odd key": {"a.b": 1}}}
_OUTPUTS = [{"OutputName": "test", "S3Output": {"S3Uri": "s3://work/test"}}]
VALUES = Values(
    parameters={"Rate": 0.1, "Big": 1e-05, "Fast": True, "Data": "s3://raw"},
    execution={"PipelineExecutionId": "abc"},
    properties={"Prepare": {"ProcessingOutputConfig": {"Outputs": _OUTPUTS}}},
    files={("Judge", "report"): "s3://work/report.json"},
    read_json=_DOCUMENTS.__getitem__,
)


@pytest.mark.parametrize(
    ("given", "becomes"),
    [
        ("as it is", "as it is"),
        (get("Parameters.Rate"), 0.1),
        (get("Execution.PipelineExecutionId"), "abc"),
        (
            get("Steps.Prepare.ProcessingOutputConfig.Outputs['test'].S3Output.S3Uri"),
            "s3://work/test",
        ),
        (get('Steps.Prepare.ProcessingOutputConfig.Outputs["test"].OutputName'), "test"),
        (get("Steps.Prepare.ProcessingOutputConfig.Outputs[0].OutputName"), "test"),
        (join("/", get("Parameters.Data"), "x", 3), "s3://raw/x/3"),
        (join("", get("Parameters.Fast"), get("Parameters.Big")), "true1e-05"),
        ([{"a": get("Parameters.Rate")}], [{"a": 0.1}]),
        (json_get("Judge", "report", "metrics[0].value"), 0.5),
        (json_get("Judge", "report", "['odd key']['a.b']"), 1),
        ({"Std:JsonGet": {"S3Uri": "s3://work/report.json", "Path": "metrics[0].value"}}, 0.5),
    ],
)
def test_a_value_of_each_kind(given: Any, becomes: Any) -> None:
    assert VALUES.of(given) == becomes


@pytest.mark.parametrize(
    ("given", "because"),
    [
        (get("Steps.Prepare.Nothing"), "step Prepare has no Steps.Prepare.Nothing"),
        (json_get("Judge", "report", "metrics[1]"), "s3://work/report.json: .*leads to nothing"),
        (json_get("Judge", "other", "x"), "step Judge left no property file other"),
    ],
)
def test_what_is_not_there_is_named(given: Any, because: str) -> None:
    with pytest.raises(NoSuchPropertyError, match=because):
        VALUES.of(given)


def test_what_is_no_path_is_told() -> None:
    with pytest.raises(NoSuchPropertyError, match=r"'a\[' is no path"):
        at({"a": 1}, "a[")


def test_the_names_of_jobs_fit_sagemaker() -> None:
    assert len(job_name("p4jn9xou8a8s", "Prepare_" * 8)) <= 63
    assert "_" not in job_name("p4jn9xou8a8s", "Prepare_rows")
    assert tuning_job_name("p4jn9xou8a8s", "TuneEverything").startswith("p4jn9xou8a8s-TuneEver-")
    assert len(tuning_job_name("p4jn9xou8a8s", "TuneEverything")) <= 32
