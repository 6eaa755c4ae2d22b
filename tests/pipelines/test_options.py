"""Whatever a workload asks for, SageMaker would read the requests that it becomes."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.pipelines.files import OFF, defined, step
from tests.pipelines.requests import complaints

IMAGE = "111122223333.dkr.ecr.us-east-1.amazonaws.com/trainer:7"
NONE_OF_A_SCRIPT = {"training.script": OFF, "training.metrics": OFF}
XGBOOST: dict[str, Any] = {
    **NONE_OF_A_SCRIPT,
    "training.algorithm": "xgboost",
    "training.version": "3.2-0",
    "training.hyperparameters": {"num_round": 50, "objective": "binary:logistic"},
    "training.objective": {"metric": "validation:auc", "goal": "maximize"},
    "register.model": OFF,
}
ALGORITHMS: dict[str, dict[str, Any]] = {
    "script": {},
    "xgboost": XGBOOST,
    "container": {"training.algorithm": "container", "training.image": IMAGE},
    "container without a script": {
        "training.algorithm": "container",
        "training.image": IMAGE,
        "training.script": OFF,
    },
    "container of the environment's own": {
        "training.algorithm": "container",
        "training.image": {"repository": "training", "tag": "7"},
    },
    "marketplace": {
        **NONE_OF_A_SCRIPT,
        "training.algorithm": "marketplace",
        "training.arn": "arn:aws:sagemaker:us-east-1:111122223333:algorithm/trees-1a2b",
    },
    "jumpstart": {
        "training.algorithm": "jumpstart",
        "training.image": IMAGE,
        "training.artifact": "s3://jumpstart-cache-prod-us-east-1/model/train.tar.gz",
        "training.script": "s3://jumpstart-cache-prod-us-east-1/source/sourcedir.tar.gz",
    },
}
AUTOPILOT: dict[str, Any] = {
    "training": {"algorithm": "autopilot", "target": "malignant", "minutes": 120},
    "register.model": OFF,
}
RANGES = {
    "learning_rate": {"from": 0.01, "to": 0.5, "scale": "logarithmic"},
    "epochs": {"from": 2, "to": 20},
    "optimizer": ["adam", "sgd"],
}
STRATEGIES: dict[str, dict[str, Any]] = {
    "none": {},
    "Random": {"tuning": {"strategy": "Random", "jobs": 6, "parallel": 2, "ranges": RANGES}},
    "Bayesian": {
        "tuning": {
            "strategy": "Bayesian",
            "jobs": 6,
            "ranges": RANGES,
            "early_stopping": True,
            "warm_start": ["pipelines-abc-Tune-1"],
        }
    },
    "Grid": {"tuning": {"strategy": "Grid", "ranges": {"epochs": [2, 3], "optimizer": ["adam"]}}},
    "Hyperband": {
        "tuning": {
            "strategy": "Hyperband",
            "jobs": 9,
            "parallel": 3,
            "least": 1,
            "most": 9,
            "ranges": RANGES,
        }
    },
}
OF_TREES = {"tuning.ranges": {"max_depth": [3, 6], "booster": ["gbtree", "dart"]}}
"""The built-in algorithm knows no epochs."""
SPOT: dict[str, Any] = {"capacity": "spot", "max_wait_minutes": 240}


@pytest.mark.parametrize("capacity", [{}, SPOT], ids=["on-demand", "spot"])
@pytest.mark.parametrize("strategy", STRATEGIES)
@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_every_algorithm_is_trained_and_tuned_on_both_capacities(
    algorithm: str, strategy: str, capacity: Mapping[str, Any]
) -> None:
    changes = {**ALGORITHMS[algorithm], **STRATEGIES[strategy]}
    if algorithm == "xgboost" and "tuning" in changes:
        changes |= OF_TREES

    assert complaints(defined(changes, **capacity)) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"training.input": "FastFile"},
        {"training.input": "Pipe"},
        {"training.file_system": {"kind": "efs", "directory": "/data"}},
        {"training.file_system": {"kind": "lustre", "directory": "/fsx/digits"}},
        {"training.distribution": "ddp", "training.instances": 2},
        {
            "training.distribution": "smp",
            "training.instances": 2,
            "training.model_parallel": {
                "processes_per_host": 8,
                "parameters": {"partitions": 4, "ddp": True},
            },
        },
        {"training.keep_warm_minutes": 30},
        {"augmentation": {"crop": {"strength": 0.1}}, "stages.augment": {"minutes": 5}},
        {"compression": {"prune": {"fraction": 0.5}}, "stages.compress": {"minutes": 5}},
        {"register.transform": OFF},
        {"gate": {"rmse": {"at_most": 2.5}}, "problem": "regression"},
        AUTOPILOT,
        {**AUTOPILOT, "problem": "regression", "gate": {"mse": {"at_most": 3}}},
    ],
    ids=str,
)
def test_every_other_option_is_read_as_well(changes: Mapping[str, Any]) -> None:
    assert complaints(defined(changes)) == []


def test_sagemakers_own_data_parallel_library_is_read_on_its_hosts() -> None:
    definition = defined(
        {"training.distribution": "smddp", "training.instances": 2},
        training_instance="ml.p4d.24xlarge",
    )

    assert complaints(definition) == []


def test_debugger_is_read_for_an_existing_customer() -> None:
    definition = defined({"training.debugger": True}, existing_customer=frozenset({"debugger"}))

    assert complaints(definition) == []
    assert "DebugHookConfig" in step(definition, "Train")["Arguments"]


@pytest.mark.parametrize(
    ("at", "value", "told"),
    [
        ("EnableManagedSpotTraining", "no", "must be true or false, got 'no'"),
        ("RoleArn", "the role of somebody else", "does not match arn"),
        ("Speed", 3, "Train.Arguments.Speed: is not known"),
        ("VpcConfig", {"Subnets": [], "SecurityGroupIds": ["sg-1"]}, "0 items, at least 1"),
    ],
)
def test_a_wrong_argument_is_noticed(at: str, value: Any, told: str) -> None:
    definition = defined()
    step(definition, "Train")["Arguments"][at] = value

    [complaint, *_] = complaints(definition)

    assert told in complaint
