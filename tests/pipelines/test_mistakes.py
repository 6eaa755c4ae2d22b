"""A mistake in workload.yaml: one sentence with file, line, path, value, and what is allowed."""

from pathlib import Path

import pytest

from pipelines import WorkloadError
from pipelines.reading import load

SOUND = """\
problem: binary
seed: 1
image: {framework: pytorch, version: 2.8.0, python: py312}
stages:
  ingest: {minutes: 10}
  validate: {minutes: 10}
  prepare: {minutes: 10}
  evaluate: {minutes: 10}
augmentation: off
training:
  algorithm: script
  script: learn
  minutes: 60
  hyperparameters: {epochs: 3, rate: 0.1}
  metrics: {"validation:accuracy": "accuracy ([0-9.]+)"}
  objective: {metric: "validation:accuracy", goal: maximize}
tuning:
  strategy: Random
  jobs: 6
  parallel: 2
  ranges: {rate: {from: 0.1, to: 0.2}}
gate:
  accuracy: {at_least: 0.9}
register:
  model: {framework: pytorch, version: 2.6.0, python: py312}
"""
MODULES = ("ingest", "validate", "prepare", "evaluate", "learn")
FILE = "workloads/pets/workload.yaml"


def reading(folder: Path, text: str) -> None:
    place = folder / "workloads" / "pets"
    place.mkdir(parents=True)
    (place / "workload.yaml").write_text(text)
    for module in MODULES:
        (place / f"{module}.py").touch()
    load("pets", folder=folder / "workloads")


def test_a_sound_file_is_read(tmp_path: Path) -> None:
    reading(tmp_path, SOUND)


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        (
            "problem: binary",
            "problem: binray",
            (
                ":1: problem: is not one of the words for it, given binray; "
                "allowed: binary, multiclass, regression; did you mean 'binary'?"
            ),
        ),
        (
            "  minutes: 60",
            "  minuets: 60",
            (
                ":13: training.minuets: unknown key; allowed: minutes, objective, hyperparameters, "
                "input, file_system, instances, volume_gib, keep_warm_minutes, debugger, metrics, "
                "distribution, model_parallel, algorithm, script; did you mean 'minutes'?"
            ),
        ),
        (
            "  minutes: 60",
            '  minutes: "60"',
            ':13: training.minutes: must be a whole number, given "60"',
        ),
        (
            "  minutes: 60",
            "  minutes: 0",
            ":13: training.minutes: is too small, given 0; allowed: at least 1",
        ),
        (
            "  minutes: 60\n",
            "",
            ":10: training.minutes: is missing: the most that a training job may run, such as 60",
        ),
        (
            "algorithm: script",
            "algorithm: scirpt",
            (
                ":11: training.algorithm: is not one of the words for it, given scirpt; allowed: "
                "script, container, xgboost, marketplace, jumpstart, autopilot; "
                "did you mean 'script'?"
            ),
        ),
        (
            "strategy: Random",
            "strategy: Randm",
            (
                ":18: tuning.strategy: is not one of the words for it, given Randm; "
                "allowed: Bayesian, Random, Hyperband, Grid; did you mean 'Random'?"
            ),
        ),
        (
            "strategy: Random",
            "strategy: Grid",
            (
                ":19: tuning.jobs: unknown key; allowed: strategy, parallel, ranges, "
                "early_stopping, warm_start"
            ),
        ),
        (
            "version: 2.8.0",
            "version: 2.8",
            ":3: image.version: must be text: put it in quotes, given 2.8",
        ),
        ("  parallel: 2", "  parallel: 7", ":17: tuning: parallel is 7, and there are 6 jobs"),
        (
            "from: 0.1, to: 0.2",
            "from: 0.3, to: 0.2",
            ":21: tuning.ranges.rate: must go up, it goes from 0.3 to 0.2",
        ),
        (
            "from: 0.1, to: 0.2",
            "from: 0, to: 0.2, scale: logarithmic",
            ":21: tuning.ranges.rate: must begin above 0 to be logarithmic, it begins at 0",
        ),
        (
            "{from: 0.1, to: 0.2}",
            "[]",
            ":21: tuning.ranges.rate: needs at least 1, given 0",
        ),
        (
            'metric: "validation:accuracy"',
            'metric: "validation:acuracy"',
            (
                ":16: training.objective.metric: is not among the workload's metrics, given "
                '"validation:acuracy"; allowed: validation:accuracy; '
                "did you mean 'validation:accuracy'?"
            ),
        ),
        (
            '"accuracy ([0-9.]+)"',
            '"accuracy [0-9.]+"',
            (
                ":15: training.metrics.validation:accuracy: must have one group, around the "
                'number; it has 0, given "accuracy [0-9.]+"'
            ),
        ),
        (
            "  validate: {minutes: 10}\n",
            "",
            ":4: stages.validate: is missing, and the pipeline has that step",
        ),
        (
            "augmentation: off",
            "augmentation: {noise: {strength: 0.1}}",
            ":4: stages.augment: is missing, and augmentation is on",
        ),
        (
            "augmentation: off",
            "augmentation: {ntoise: {strength: 0.1}}",
            (
                ":9: augmentation.ntoise: unknown key; allowed: copies, flip, flip_vertically, "
                "crop, rotate, scale, blur, contrast, brightness, noise, outside; "
                "did you mean 'noise'?"
            ),
        ),
        (
            "augmentation: off",
            "augmentation: {noise: {strnegth: 0.1}}",
            (
                ":9: augmentation.noise.strnegth: unknown key, given 0.1; "
                "allowed: strength, probability; did you mean 'strength'?"
            ),
        ),
        (
            "augmentation: off",
            "augmentation: {mix_in: {scans: 0.2}}",
            ":9: augmentation.mix_in: has no further source here: Augment is given the training ",
        ),
        (
            "augmentation: off",
            "compression: {prune: {share: 0.9}}",
            ":9: compression.prune.share: unknown key, given 0.9; allowed: fraction, of",
        ),
        (
            "  validate: {minutes: 10}",
            "  vaildate: {minutes: 10}",
            (
                ":6: stages.vaildate: is not one of the words for it; allowed: ingest, validate, "
                "prepare, augment, compress, evaluate; did you mean 'validate'?"
            ),
        ),
        (
            "  algorithm: script",
            "  image: {repository: training, tga: a}\n  algorithm: container",
            (
                ":11: training.image.tga: unknown key; allowed: repository, tag, digest; "
                "did you mean 'tag'?"
            ),
        ),
        (
            "  algorithm: script",
            "  image: {repository: training}\n  algorithm: container",
            ":11: training.image: needs one of tag and digest",
        ),
        (
            "  algorithm: script",
            "  image: training\n  algorithm: container",
            ":11: training.image: is not spelled like one, given training",
        ),
        (
            "  script: learn",
            "  script: lern",
            (
                ":12: training.script: is no module of the workload, given lern; "
                "allowed: evaluate, ingest, learn, prepare, validate; did you mean 'learn'?"
            ),
        ),
        (
            "{epochs: 3, rate: 0.1}",
            "{epochs: 3, rate: 0.1, data_uri: s3}",
            (
                ":14: training.hyperparameters.data_uri: would be DataUri, which the platform "
                "gives, given s3"
            ),
        ),
        (
            "{epochs: 3, rate: 0.1}",
            "{rate: 1, learning_rate: 3, learning-rate: 4}",
            (
                ":14: training.hyperparameters.learning-rate: would be LearningRate, and "
                "learning_rate is that already"
            ),
        ),
        (
            "accuracy: {at_least: 0.9}",
            "accuracy: {at_lest: 0.9}",
            (
                ":23: gate.accuracy.at_lest: unknown key; allowed: at_least, at_most; "
                "did you mean 'at_least'?"
            ),
        ),
        (
            "  accuracy: {at_least: 0.9}",
            "  champion: {metric: accuracy}",
            ":22: gate: needs a threshold, such as accuracy: {at_least: 0.9}",
        ),
        (
            "  model: {framework: pytorch, version: 2.6.0, python: py312}",
            "  transform: {framework: pytorch, version: 2.6.0, python: py312}",
            ":24: register.model: is missing: the image that serves the model",
        ),
        ("seed: 1", "seed: 1\nseed: 2", ":3: seed: is given twice, first on line 2"),
        ("seed: 1", "seed: [", ":4: is not YAML: "),
        ("  script: learn", "  script: learn.py", ":12: training.script: is not spelled like one"),
        ("training:", "training: 5\nother:", ":10: training: must be a mapping of keys to values"),
    ],
)
def test_it_is_told_in_one_sentence(tmp_path: Path, was: str, becomes: str, told: str) -> None:
    assert was in SOUND

    with pytest.raises(WorkloadError) as refused:
        reading(tmp_path, SOUND.replace(was, becomes, 1))

    assert any(line.startswith(f"{FILE}{told}") for line in refused.value.problems), refused.value


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(WorkloadError) as refused:
        reading(tmp_path, SOUND.replace("seed: 1", "seed: -1").replace("jobs: 6", "jobs: 0"))

    assert len(refused.value.problems) == 2


def test_a_workload_that_is_none_is_told_with_the_nearest(tmp_path: Path) -> None:
    reading(tmp_path, SOUND)

    with pytest.raises(WorkloadError, match="no workload is called 'pest'; allowed: pets; did you"):
        load("pest", folder=tmp_path / "workloads")
