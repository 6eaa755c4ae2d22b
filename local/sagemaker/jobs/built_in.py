"""What a built-in algorithm brings with it: SageMaker knows its metrics without being told."""

from collections.abc import Mapping
from typing import Any

from local.sagemaker.jobs.hyperparameters import PROGRAM
from local.sagemaker.jobs.images import Image

_NUMBER = r"([-+]?[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?|nan)"
_MEASURES = (
    *("accuracy", "auc", "aucpr", "balanced_accuracy", "error", "f1", "f1_binary", "f1_macro"),
    *("logloss", "mae", "map", "merror", "mlogloss", "mse", "ndcg", "precision", "r2", "recall"),
    *("rmse", "rmsle"),
)


def with_own_metrics(request: Mapping[str, Any], account_id: str) -> Mapping[str, Any]:
    if not is_xgboost(request, account_id):
        return request
    algorithm = request["AlgorithmSpecification"]
    own = [
        {
            "Name": f"{channel}:{measure}",
            "Regex": rf".*\[[0-9]+\].*#011{channel}-{measure}:{_NUMBER}.*",
        }
        for channel in ("train", "validation")
        for measure in _MEASURES
    ]
    return {**request, "AlgorithmSpecification": {**algorithm, "MetricDefinitions": own}}


def is_xgboost(request: Mapping[str, Any], account_id: str) -> bool:
    """Run by its name, not by a script or a command of the job's own."""
    algorithm = request["AlgorithmSpecification"]
    image = Image.of(algorithm.get("TrainingImage", ""), account_id=account_id)
    runs_code = PROGRAM in request.get("HyperParameters", {}) or "ContainerEntrypoint" in algorithm
    return image.has_xgboost and not runs_code
