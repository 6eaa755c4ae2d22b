"""The table from CSV to a verdict, around a model as built-in XGBoost leaves it."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from tests.workloads.stages.chains import Chain, tabular
from tests.workloads.stages.files import folder
from tests.workloads.stages.objects import buckets_in
from workloads.stages import archives, tables, transforms
from workloads.stages.trial import TrialError
from workloads.tabular import example
from workloads.tabular.schema import SCHEMA


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Chain:
    return tabular(tmp_path_factory.mktemp("tabular") / "run", example.rows())


def test_the_verdict_is_what_the_pipeline_reads(chain: Chain) -> None:
    told = chain.evaluation(gate__recall__at_least=0.85, gate__auc__at_least=0.97)
    assert told["gate"]["passed"] == 1
    assert set(told["metrics"]) >= {"accuracy", "auc", "precision", "recall", "log_loss"}
    assert "compression" not in told


def test_channels_are_what_built_in_xgboost_reads(chain: Chain) -> None:
    """CSV alone, no header, the label first, the others as z-scores in the order of the schema."""
    for name in ("train", "validation"):
        assert [each.name for each in chain.prepared[name].iterdir()] == ["rows.csv"]
    learnt = np.loadtxt(chain.prepared["train"] / "rows.csv", delimiter=",")
    assert set(learnt[:, 0]) == {0, 1}
    assert learnt[:, 1:].mean(axis=0) == pytest.approx(np.zeros(30), abs=1e-5)
    assert learnt[:, 1:].std(axis=0) == pytest.approx(np.ones(30), abs=1e-5)


def test_what_is_held_out_is_as_it_came_in(chain: Chain) -> None:
    test = tables.read(chain.prepared["test"])
    every = {row.tobytes() for row in example.rows().of(SCHEMA.columns).astype(np.float32)}
    assert {row.tobytes() for row in test.of(SCHEMA.columns).astype(np.float32)} <= every


def test_the_champion_is_read_with_the_transform_that_it_was_trained_with(
    chain: Chain, tmp_path: Path
) -> None:
    """Its trees were grown on other z-scores: with ours it would be read wrong."""
    rows = example.rows()
    old = tabular(tmp_path / "old", rows.take(rows.of(["mean_radius"])[:, 0] > 12))
    bucket = tmp_path / "models"
    shutil.copytree(old.model["model"], bucket / "model")
    shutil.copytree(old.prepared["transform"], bucket / "transform")
    uri = "s3://models/model/model.tar.gz"
    with buckets_in(tmp_path):
        own = chain.evaluation(
            champion=uri, champion_transform="s3://models/transform/model.tar.gz"
        )
        ours = chain.evaluation(champion=uri)
    assert own["champion"]["compared"] == ours["champion"]["compared"] == 1
    assert own["champion"]["metrics"] != ours["champion"]["metrics"]
    alone = Chain(
        trial=chain.trial,
        prepared={"test": chain.prepared["test"], "transform": old.prepared["transform"]},
        model=old.model,
        compression={},
    ).evaluation()
    assert own["champion"]["metrics"] == alone["metrics"]


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({"model.pkl": ""}, "must hold xgboost-model or line.json, holds model.pkl"),
        ({"xgboost-model": ""}, "xgboost-model is empty"),
        ({"xgboost-model": "trees"}, "xgboost-model is no model that XGBoost reads"),
    ],
)
def test_another_model_is_refused(
    chain: Chain, tmp_path: Path, files: dict[str, str], sentence: str
) -> None:
    made = tmp_path / "made"
    made.mkdir()
    archives.pack(folder(tmp_path / "files", files), made)
    other = Chain(trial=chain.trial, prepared=chain.prepared, model={"model": made}, compression={})
    with pytest.raises(TrialError, match=sentence):
        other.evaluation()


def test_the_transform_has_the_columns_in_the_order_of_the_schema(chain: Chain) -> None:
    assert transforms.load(chain.prepared["transform"]).columns == SCHEMA.names
