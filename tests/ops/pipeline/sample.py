"""An execution with everything that a report can show, and words that would do harm."""

from typing import Any

from tests.ops.pipeline.world import DONE, EVALUATION, ID, START, World, at, job, ran

HOSTILE = "<script>alert('x')</script> & \"quoted\" $\\frac{1}{$ ﷽ 日本 </style>"
COMPRESSION: dict[str, Any] = {
    "version": 1,
    "plan": {"prune": {"fraction": 0.9, "of": "weights"}, "share": None},
    "before": {
        "disk_bytes": 1_050_183,
        "loaded_bytes": 1_050_000,
        "accuracy": 0.9844,
        "single_ms": 0.16,
        "batch_ms": 4.4,
    },
    "after": {
        "disk_bytes": 117_457,
        "loaded_bytes": 1_050_000,
        "accuracy": 0.9822,
        "single_ms": 0.16,
        "batch_ms": 4.4,
    },
    "verdict": {"accepted": True, "reasons": []},
}
LOG = [
    f"epoch {n} train loss {2 / n:.3f} validation loss {2.2 / n:.3f} accuracy {1 - 0.4 / n:.3f}"
    for n in range(1, 13)
]
METRICS = [
    {"Name": "train:loss", "Regex": "train loss ([0-9.]+)"},
    {"Name": "validation:loss", "Regex": "validation loss ([0-9.]+)"},
    {"Name": "validation:accuracy", "Regex": "accuracy ([0-9.]+)"},
    {"Name": "never", "Regex": "never ([0-9.]+)"},
]
OBJECTIVES = [0.941, 0.962, None, 0.958, 0.982, 0.979]


def trial(number: int, objective: float | None) -> dict[str, Any]:
    name = f"pipelines-{ID}-Tune-{number:03}"
    body: dict[str, Any] = {
        "TrainingJobName": name,
        "TrainingJobArn": f"arn:aws:sagemaker:us-east-1:000000000000:training-job/{name.lower()}",
        "CreationTime": at(20 + number),
        "TrainingStartTime": at(21 + 10 * number),
        "TrainingEndTime": at(30 + 10 * number),
        "TrainingJobStatus": "Failed" if objective is None else "Completed",
        "TunedHyperParameters": {"learning_rate": f"{0.01 * number:.17f}", "batch": '"32"'},
    }
    if objective is None:
        return body | {"FailureReason": f"AlgorithmError: {HOSTILE}"}
    metric = {"MetricName": "validation:accuracy", "Value": objective}
    return body | {"FinalHyperParameterTuningJobObjectiveMetric": metric}


TUNING: dict[str, Any] = {
    "HyperParameterTuningJobName": f"pipelines-{ID}-Tune",
    "HyperParameterTuningJobArn": "arn:aws:sagemaker:us-east-1:000000000000:x/tune",
    "HyperParameterTuningJobConfig": {
        "Strategy": "Bayesian",
        "ResourceLimits": {"MaxNumberOfTrainingJobs": 6, "MaxParallelTrainingJobs": 2},
        "HyperParameterTuningJobObjective": {
            "Type": "Maximize",
            "MetricName": "validation:accuracy",
        },
    },
    "HyperParameterTuningJobStatus": "Completed",
    "CreationTime": START,
    "TrainingJobStatusCounters": {"Completed": 5, "NonRetryableError": 1},
    "ObjectiveStatusCounters": {"Succeeded": 5, "Pending": 0, "Failed": 1},
}


def full(world: World) -> World:
    """A success with a tuning step, compression, a champion and curves."""
    tune = ran("Train", span=(14, 74), **job("TuningJob", "tune"))
    world.frames = [("Succeeded", [*DONE[:2], tune, *DONE[3:]])]
    world.jobs["tuning"] = TUNING
    trials = [trial(number, value) for number, value in enumerate(OBJECTIVES, 1)]
    world.jobs["trainings"] = {"TrainingJobSummaries": trials}
    world.jobs["training"] = {
        "AlgorithmSpecification": {"TrainingInputMode": "File", "MetricDefinitions": METRICS}
    }
    world.logs[f"pipelines-{ID}-Tune-005/algo-1-1"] = LOG[:8]
    world.logs[f"pipelines-{ID}-Tune-005/algo-1-2"] = LOG[8:]
    world.writes(
        "features/pipelines/digits/x/evaluation.json", EVALUATION | {"compression": COMPRESSION}
    )
    return world


def failed(world: World) -> World:
    """A failure that speaks in hostile words wherever somebody else's words are shown."""
    reason = f"AlgorithmError: {HOSTILE}"
    train = ran(
        "Train", "Failed", span=(14, 20), FailureReason=reason, **job("TrainingJob", "train")
    )
    world.frames = [("Failed", [*DONE[:2], train])]
    world.logs[f"pipelines-{ID}-Train/algo-1-1"] = ["epoch 1", HOSTILE, "loss nan"]
    return world
