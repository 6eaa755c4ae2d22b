"""The built-in XGBoost: CSV in, a model out, and lines that tell how it goes."""

import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from local.sagemaker.jobs.xgboost.data import matrix
from local.sagemaker.jobs.xgboost.refusals import UserError
from local.sagemaker.jobs.xgboost.settings import settings_of
from tests.local_sagemaker_jobs.bench import XGBOOST, Bench, channel, training_request
from tests.local_sagemaker_jobs.fakes import FakeStores

CSV = {"ContentType": "text/csv"}
CHANNELS = [channel(one, f"s3://features/{one}", **CSV) for one in ("train", "validation")]
SETTINGS = {"objective": "binary:logistic", "num_round": "4", "max_depth": "2", "eta": "0.5"}


def rows(seed: int) -> str:
    chance = random.Random(seed)  # noqa: S311 - nothing is secret here
    pairs = [(chance.random(), chance.random()) for _ in range(60)]
    return "".join(f"{int(a > b)},{a:.3f},{b:.3f}\n" for a, b in pairs)


@pytest.fixture(autouse=True)
def data(stores: FakeStores) -> None:
    for number, name in enumerate(("train", "validation")):
        stores.put(f"s3://features/{name}/rows.csv", rows(number))


def ended(bench: Bench, settings: Mapping[str, str], **more: Any) -> Mapping[str, Any]:
    name = bench.new_name()
    request = training_request(name, image=XGBOOST) | {"InputDataConfig": CHANNELS}
    bench.client.create_training_job(**request | more | {"HyperParameters": dict(settings)})
    return bench.training_end(name)


def test_it_tells_how_well_it_learns_and_goes_on_from_its_last_round(
    bench: Bench, stores: FakeStores
) -> None:
    points = {"CheckpointConfig": {"S3Uri": "s3://models/rounds"}}
    first = ended(bench, SETTINGS, **points)
    second = ended(bench, {**SETTINGS, "num_round": "6"}, **points)

    assert first["TrainingJobStatus"] == "Completed", first["FailureReason"]
    last = bench.lines(first["TrainingJobName"])[-1]
    assert last.startswith("[3]#011train-logloss:0.")
    told = {one["MetricName"]: one["Value"] for one in first["FinalMetricDataList"]}
    assert set(told) == {"train:logloss", "validation:logloss"}
    assert last.endswith(f"#011validation-logloss:{told['validation:logloss']:.5f}")
    assert stores.has(first["ModelArtifacts"]["S3ModelArtifacts"])

    lines = bench.lines(second["TrainingJobName"])
    assert [line.partition("]")[0] for line in lines] == ["INFO: resuming from round 4", "[4", "[5"]
    assert stores.has("s3://models/rounds/xgboost-checkpoint.5")


def test_a_wrong_hyperparameter_ends_the_job(bench: Bench) -> None:
    job = ended(bench, SETTINGS | {"eta": "2"})

    assert job["FailureReason"].startswith(
        "AlgorithmError: framework error: Hyperparameter eta: Input should be less than or equal "
        "to 1, got '2', exit code: 1"
    )


@pytest.mark.parametrize(
    ("but", "because"),
    [
        ({"depth": "2"}, "Hyperparameter depth: Extra inputs are not permitted, got '2'"),
        ({"num_class": "3"}, "num_class goes with multi:softmax and multi:softprob"),
        ({"objective": "multi:softmax"}, "num_class goes with multi:softmax and multi:softprob"),
        ({"early_stopping_rounds": "0"}, "greater than or equal to 1"),
        ({"num_round": "many"}, "Hyperparameter num_round: Input should be a valid integer"),
    ],
)
def test_hyperparameters_that_cannot_be_right_are_named(
    but: Mapping[str, str], because: str
) -> None:
    with pytest.raises(UserError, match=because):
        settings_of({**SETTINGS, **but})


def test_hyperparameters_may_be_quoted_as_the_sdk_does() -> None:
    given = {**SETTINGS, "objective": '"binary:logistic"', "eval_metric": '"auc,error"'}

    assert settings_of(given | {"_tuning_objective_metric": "validation:auc"}).parameters == {
        "objective": "binary:logistic",
        "eval_metric": ["auc", "error"],
        "booster": "gbtree",
        "tree_method": "auto",
        "max_depth": 2,
        "eta": 0.5,
        "seed": 0,
        "verbosity": 1,
    }


@pytest.mark.parametrize(
    ("text", "content", "because"),
    [
        ("label,a,b\n1,2,3\n", "text/csv", "rows.csv must be CSV without a header"),
        ("1,2\n1\n", "text/csv", "each row as long as the others"),
        ("1\n0\n", "text/csv", "rows.csv must have a label and features, has 1 column"),
        (",4,5\n", "text/csv", "the label, the first column of train, is not a number"),
        ("", "text/csv", "no data in the channel 'train'"),
        ("1 1:2", "text/libsvm", "content type 'text/libsvm' is not served"),
    ],
)
def test_data_that_is_not_its_kind_of_csv_is_refused(
    tmp_path: Path, text: str, content: str, because: str
) -> None:
    channel_folder = tmp_path / "train"
    channel_folder.mkdir()
    (channel_folder / "rows.csv").write_text(text)

    with pytest.raises(UserError, match=because):
        matrix(channel_folder, content, has_weights=False)
