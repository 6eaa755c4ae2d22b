"""For any workload that the file may describe: SageMaker would read it, and it holds its word."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pipelines.files import defined, step
from tests.pipelines.requests import complaints
from tests.pipelines.test_options import ALGORITHMS, OF_TREES, RANGES, SPOT, STRATEGIES

NAMES = st.sampled_from(["depth", "learning-rate", "l2", "dropout_rate", "optimizer", "warm"])
NUMBERS = st.integers(-(10**9), 10**9) | st.floats(allow_nan=False, allow_infinity=False, width=32)
WORDS = st.text("abcdefghijklmnopqrstuvwxyz:._-", min_size=1, max_size=20)
JOBS = st.fixed_dictionaries(
    {
        "training.minutes": st.integers(1, 240),
        "training.instances": st.integers(1, 16),
        "training.volume_gib": st.integers(1, 1000),
        "training.input": st.sampled_from(["File", "FastFile", "Pipe"]),
        "training.hyperparameters": st.dictionaries(
            NAMES, NUMBERS | WORDS | st.booleans(), max_size=6
        ),
    }
)
OPTIONAL: dict[str, dict[str, Any]] = {
    "augmentation": {"augmentation": {"flip": {}}, "stages.augment": {"minutes": 9}},
    "compression": {
        "compression": {"prune": {"fraction": 0.5}},
        "stages.compress": {"minutes": 9},
    },
}


@given(
    algorithm=st.sampled_from(sorted(ALGORITHMS)),
    strategy=st.sampled_from(sorted(STRATEGIES)),
    capacity=st.sampled_from([{}, SPOT]),
    optional=st.sets(st.sampled_from(sorted(OPTIONAL))),
    job=JOBS,
    subnets=st.integers(1, 6),
)
@settings(max_examples=60, deadline=None)
def test_whatever_is_described_sagemaker_would_read(
    algorithm: str,
    strategy: str,
    capacity: dict[str, Any],
    optional: set[str],
    job: dict[str, Any],
    subnets: int,
) -> None:
    parts = [OPTIONAL[name] for name in sorted(optional)]
    changes = {key: value for part in parts for key, value in part.items()}
    described = {**ALGORITHMS[algorithm], **STRATEGIES[strategy], **changes, **job}
    if algorithm == "xgboost":
        described["training.hyperparameters"] = {"num_round": 10}
        described |= OF_TREES if "tuning" in described else {}
    elif "tuning" in described:
        others = job["training.hyperparameters"].items()
        kept = {name: value for name, value in others if name != "learning-rate"}
        described["training.hyperparameters"] = kept | dict.fromkeys(RANGES, 1)

    definition = defined(described, subnets=subnets, **capacity)

    assert complaints(definition) == []
    assert defined(described, subnets=subnets, **capacity).as_json() == definition.as_json()
    assert len(definition.priced) == sum(
        each["Type"] in {"Processing", "Training", "Tuning"} for each in definition.body["Steps"]
    )


@given(minutes=st.integers(1, 240), instances=st.integers(1, 16))
@settings(max_examples=20, deadline=None)
def test_no_job_may_run_longer_than_it_is_priced_for(minutes: int, instances: int) -> None:
    definition = defined({"training.minutes": minutes, "training.instances": instances})

    job = step(definition, "Train")["Arguments"]
    [priced] = [each for each in definition.priced if each.step == "Train"]
    assert job["StoppingCondition"]["MaxRuntimeInSeconds"] == priced.minutes * 60
    assert job["ResourceConfig"]["InstanceCount"] == priced.how_many
    assert job["ResourceConfig"]["InstanceType"] == priced.instance_type
