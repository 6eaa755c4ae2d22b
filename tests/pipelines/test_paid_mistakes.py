"""What passed synthesis once, and failed after the training was paid for."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from pipelines import WORKLOADS, WorkloadError, build
from pipelines.build import compose
from pipelines.model.rules import broken_rules
from pipelines.model.workload import Workload
from tests.pipelines.files import SOUND, changed, surroundings
from tests.pipelines.test_options import STRATEGIES, XGBOOST

HYPERPARAMETERS = "training.hyperparameters"
TREES = {**XGBOOST, "tuning": {**STRATEGIES["Random"]["tuning"], "ranges": {}}}


def workload(changes: dict[str, Any]) -> Workload:
    return Workload.model_validate(changed(SOUND, changes))


@pytest.mark.parametrize(
    ("changes", "where", "told"),
    [
        ({"gate.acuracy": {"at_least": 0.9}}, "gate.acuracy", "did you mean 'accuracy'?"),
        (
            {"problem": "multiclass", "gate.auc": {"at_least": 0.9}},
            "gate.auc",
            "evaluation reports of problem multiclass; allowed: accuracy, macro_f1, log_loss",
        ),
        ({"gate.champion.metric": "recal"}, "gate.champion.metric", "did you mean 'recall'?"),
        ({"gate.accuracy.at_least": 95}, "gate.accuracy.at_least", "allowed: 0 to 1"),
        (
            {"tuning": {"strategy": "Grid", "ranges": {"epoch": [1]}}},
            "tuning.ranges.epoch",
            "did you mean 'epochs'?",
        ),
        (
            {**XGBOOST, HYPERPARAMETERS: {"num_round": 5, "max_dpeth": 3}},
            "training.hyperparameters.max_dpeth",
            "did you mean 'max_depth'?",
        ),
        (
            {**XGBOOST, HYPERPARAMETERS: {"num_round": 5, "eta": 3}},
            "training.hyperparameters.eta",
            "is out of the bounds of eta; allowed: 0 to 1",
        ),
        (
            {**XGBOOST, HYPERPARAMETERS: {"num_round": 5, "objective": "binary:logstic"}},
            "training.hyperparameters.objective",
            "did you mean 'binary:logistic'?",
        ),
        (
            {**XGBOOST, HYPERPARAMETERS: {"num_round": 5, "eval_metric": "auc,loglos"}},
            "training.hyperparameters.eval_metric",
            "did you mean 'logloss'?",
        ),
        (
            {**XGBOOST, HYPERPARAMETERS: {"num_round": 5, "eval_metric": "error@0.7"}},
            "training.objective.metric",
            "is not the validation of eval_metric; allowed: validation:error",
        ),
        (
            {**TREES, "tuning.ranges": {"subsample": {"from": 0.5, "to": 1.5}}},
            "tuning.ranges.subsample.to",
            "allowed: 0 to 1",
        ),
        ({**TREES, "tuning.ranges": {"booster": ["gbtre"]}}, "tuning.ranges.booster.0", "'gbtree'"),
    ],
)
def test_it_is_told_before(changes: dict[str, Any], where: str, told: str) -> None:
    [(place, refusal)] = broken_rules(workload(changes))

    assert ".".join(map(str, place)) == where
    assert told in str(refusal)


@pytest.mark.parametrize(
    ("section", "word"), [("augmentation", "augment"), ("compression", "compress")]
)
def test_a_plan_that_no_step_carries_out_is_refused(section: str, word: str) -> None:
    plan = {"augmentation": {"flip": {}}, "compression": {"prune": {"fraction": 0.5}}}[section]
    asked = workload({section: plan, f"stages.{word}": {"minutes": 5}})

    with pytest.raises(WorkloadError, match=f"pipeline.py: never calls author.{word}, and"):
        compose("example", asked, surroundings(), steps=lambda author: author.ingest())


def test_a_setting_that_the_stage_does_not_declare_is_told_with_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "workloads"
    shutil.copytree(WORKLOADS / "tabular", folder / "tabular")
    file = folder / "tabular" / "workload.yaml"
    file.write_text(file.read_text().replace("test_share:", "test_shar:"))

    with pytest.raises(WorkloadError) as refused:
        build("tabular", surroundings(), folder=folder)

    assert str(refused.value) == (
        "workloads/tabular/workload.yaml:8: stages.prepare.settings.test_shar: is no setting of "
        "prepare, given 0.25; allowed: test_share, validation_share, train_rows, problem, seed; "
        "did you mean 'test_share'?"
    )
