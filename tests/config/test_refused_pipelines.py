"""A wrong environment file is refused: pipelines."""

from pathlib import Path

import pytest

from tests.config.files import FULL, Case, but, load, said

ON_DEMAND = "    instances: {processing: ml.m5.xlarge"
BY_MORE = "allowed: a name that differs in more"
DIGITS = "instances: {processing: ml.m5.large, training: ml.g4dn.xlarge}"

CASES = {
    "the team has a typo": Case(
        ("team: vision\n    data: raw", "team: vison\n    data: raw"),
        "dev.yaml:149: pipelines.digits.team: unknown team, given vison; allowed: vision, risk; "
        "did you mean 'vision'?",
    ),
    "the workload is no folder": Case(
        ("workload: digits\n    team: vision\n    data", "workload: my-digits\n    data"),
        "dev.yaml:148: pipelines.digits.workload: must be the name of a Python module: "
        "lower-case letters, digits and underscores, given my-digits",
    ),
    "nothing says what it ingests": Case(
        ("    data: curated/prices\n", ""),
        "dev.yaml:157: pipelines.house-prices.data: is missing: <zone>/<prefix> of what it "
        "ingests, in raw, curated or features",
    ),
    "it would ingest what endpoints captured": Case(
        ("data: curated/prices", "data: captures/prices"),
        "dev.yaml:158: pipelines.house-prices.data: unknown zone that pipelines ingest, given "
        "captures/prices; allowed: raw, curated, features",
    ),
    "it would ingest a whole zone": Case(
        ("data: curated/prices", "data: curated"),
        "dev.yaml:158: pipelines.house-prices.data: must be <zone>/<prefix>, such as "
        "raw/digits, given curated",
    ),
    "it would ingest another team's data": Case(
        ("data: raw/vision/digits", "data: raw/risk/digits"),
        "dev.yaml:150: pipelines.digits.data: is data of team risk (risk), and this is of team "
        "vision, given raw/risk/digits",
    ),
    "it is of no team and would ingest a team's data": Case(
        ("data: curated/prices", "data: curated/risk"),
        "dev.yaml:158: pipelines.house-prices.data: is data of team risk (risk), and this is of "
        "no team, given curated/risk",
    ),
    "it would ingest what pipelines make": Case(
        ("data: curated/prices", "data: features/pipelines/digits"),
        "dev.yaml:158: pipelines.house-prices.data: lies where pipelines keep what they make "
        "(features/pipelines), given features/pipelines/digits",
    ),
    "it would ingest what has not been checked": Case(
        ("data: curated/prices", "data: raw/landing/prices"),
        "dev.yaml:158: pipelines.house-prices.data: lies where the platform keeps data of its "
        "own in the raw zone, given raw/landing/prices; allowed: outside landing, quarantine, "
        "errors",
    ),
    "spot may wait for ever": Case(
        ("    max_wait_minutes: 240\n", ""),
        "dev.yaml:147: pipelines.digits.max_wait_minutes: a job on spot waits for capacity, and "
        "somebody must say for how long; allowed: minutes, at least those that training may take",
    ),
    "on-demand waits": Case(
        (ON_DEMAND, f"    max_wait_minutes: 9\n{ON_DEMAND}"),
        "dev.yaml:160: pipelines.house-prices.max_wait_minutes: on-demand does not wait for "
        "spot: leave it out, given 9",
    ),
    "a wait is longer than SageMaker runs": Case(
        ("max_wait_minutes: 240", "max_wait_minutes: 50000"),
        "dev.yaml:153: pipelines.digits.max_wait_minutes: is too large, given 50000; allowed: "
        "at most 40320",
    ),
    "the type to train on has a typo": Case(
        ("training: ml.g4dn.xlarge", "training: ml.g4dn.xlrge"),
        "dev.yaml:152: pipelines.digits.instances.training: unknown instance type of SageMaker, "
        "or one whose price is not known, given ml.g4dn.xlrge; allowed: ml.g4dn.xlarge, "
        "ml.g4dn.2xlarge, ml.g4dn.4xlarge, ml.g4dn.8xlarge, ml.g4dn.12xlarge, "
        "ml.g4dn.16xlarge; did you mean 'ml.g4dn.xlarge'?",
    ),
    "there is no such family": Case(
        ("training: ml.g4dn.xlarge", "training: ml.z9.large"),
        "dev.yaml:152: pipelines.digits.instances.training: unknown instance type of SageMaker, "
        "or one whose price is not known, given ml.z9.large; allowed: sizes of ml.m5, ml.c5, "
        "ml.r5, ml.g4dn, ml.g5, ml.g6, ml.g6e, ml.p3, ml.p4d, ml.p5; did you mean "
        "'ml.r5.large'?",
    ),
    "the type is EC2's": Case(
        ("training: ml.g4dn.xlarge", "training: g4dn.xlarge"),
        "dev.yaml:152: pipelines.digits.instances.training: is EC2's name of it, given "
        "g4dn.xlarge; did you mean 'ml.g4dn.xlarge'?",
    ),
    "the price of the type is not known": Case(
        ("training: ml.g4dn.xlarge", "training: ml.m6i.large"),
        "dev.yaml:152: pipelines.digits.instances.training: cannot be used: m6i has no price "
        "that two sources agree on, given ml.m6i.large",
    ),
    "data would be prepared where only training runs": Case(
        ("processing: ml.m5.large", "processing: ml.p4d.24xlarge"),
        "dev.yaml:152: pipelines.digits.instances.processing: SageMaker has no processing jobs "
        "on it, only training, given ml.p4d.24xlarge",
    ),
    "there is nothing to train on": Case(
        (DIGITS, "instances: {processing: ml.m5.large}"),
        "dev.yaml:152: pipelines.digits.instances.training: is missing: the type that training "
        "and tuning jobs run on, such as ml.g4dn.xlarge",
    ),
    "tuning has a type of its own": Case(
        (DIGITS, f"{DIGITS[:-1]}, tuning: ml.g5.xlarge}}"),
        "dev.yaml:152: pipelines.digits.instances.tuning: unknown key; allowed: processing, "
        "training; did you mean 'training'?",
    ),
    "nothing is accepted": Case(
        ("max_usd: 25", "max_usd: 0"),
        "dev.yaml:154: pipelines.digits.max_usd: is too small, given 0; allowed: at least 0.01",
    ),
    "one run may cost more than its team has for a month": Case(
        ("max_usd: 25", "max_usd: 301"),
        "dev.yaml:154: pipelines.digits.max_usd: is more than teams.vision.budget_usd_per_month, "
        "given 301; allowed: at most 300",
    ),
    "one run may cost more than the environment has for a month": Case(
        ("max_usd: 5\n", "max_usd: 601\n"),
        "dev.yaml:161: pipelines.house-prices.max_usd: is more than "
        "governance.budget_usd_per_month, given 601; allowed: at most 600",
    ),
    "no step may run": Case(
        ("parallel_steps: 6", "parallel_steps: 0"),
        "dev.yaml:155: pipelines.digits.parallel_steps: is too small, given 0; allowed: at least 1",
    ),
    "a parameter is a word of YAML": Case(
        ("parameters: {epochs: 10}", "parameters: {epochs: true}"),
        "dev.yaml:156: pipelines.digits.parameters.epochs: must be a number or text: a flag "
        "takes a word, so put it in quotes, given true",
    ),
    "its name is no name of ours": Case(
        ("  house-prices:", "  House_Prices:"),
        "dev.yaml:157: pipelines.House_Prices: must be at most 20 lower-case letters and "
        "digits, in words that begin with a letter, joined by hyphens",
    ),
    "training keeps its checkpoints where pipelines write": Case(
        ("checkpoints: models/checkpoints/digits", "checkpoints: models/pipelines/digits"),
        "dev.yaml:114: training.digits.checkpoints: lies where pipelines keep what they make "
        "(models/pipelines), given models/pipelines/digits",
    ),
    "training keeps its checkpoints where pipelines keep theirs": Case(
        ("checkpoints: models/checkpoints/digits", "checkpoints: models/checkpoints"),
        "dev.yaml:114: training.digits.checkpoints: lies where pipelines keep what they make "
        "(models/checkpoints/pipelines), given models/checkpoints",
    ),
    "a job writes where feature groups do": Case(
        ("features/pages", "features/feature-store"),
        "dev.yaml:142: processing.digits-transform.writes.0: lies where feature groups keep "
        "what they make (features/feature-store), given features/feature-store",
    ),
    "a training job is called as what pipelines write to": Case(
        ("  letters:", "  pipelines:"),
        "dev.yaml:115: training.pipelines: lies where pipelines keep what they make "
        "(models/pipelines)",
    ),
    "a team has what pipelines write to": Case(
        ("prefix: risk", "prefix: pipelines/risk"),
        "dev.yaml:35: teams.risk.prefix: lies where pipelines keep what they make "
        "(features/pipelines), given pipelines/risk",
    ),
}


@pytest.mark.parametrize(("change", "message"), CASES.values(), ids=CASES)
def test_it_is_refused_in_one_line_if(
    change: tuple[str, str], message: str, tmp_path: Path
) -> None:
    assert said(but(change, text=FULL), tmp_path) == [message]


OTHER_PIPELINE = """\
  v1b:
    data: raw/other
    capacity: on-demand
    instances: {processing: ml.m5.xlarge, training: ml.c5.xlarge}
    max_usd: 5
"""
OTHER_GROUP = """\
  v1b:
    source: features/other
    features: {id: string, at: string}
    record_id: id
    event_time: at
"""
ALIKE = {
    "pipelines": Case(
        ("  house-prices:\n", f"{OTHER_PIPELINE}  v1-b:\n"),
        "dev.yaml:162: pipelines.v1-b: makes the id V1B, as v1b does",
    ),
    "users": Case(
        ("{ana: vision, bo: vision}", "{v1b: vision, v1-b: risk}"),
        "dev.yaml:164: studio.users.v1-b: makes the id V1B, as v1b does, given risk",
    ),
    "feature groups": Case(
        ("  digits-features:\n", f"{OTHER_GROUP}  v1-b:\n"),
        "dev.yaml:171: feature_groups.v1-b: makes the id V1B, as v1b does",
    ),
}


@pytest.mark.parametrize(("change", "message"), ALIKE.values(), ids=ALIKE)
def test_names_are_refused_that_make_one_id_of(
    change: tuple[str, str], message: str, tmp_path: Path
) -> None:
    """Else two things would be one in the template, and write to one place."""
    assert said(but(change, text=FULL), tmp_path) == [f"{message}; {BY_MORE}"]


def test_a_pipeline_has_the_workload_of_its_name(tmp_path: Path) -> None:
    pipelines = load(FULL, tmp_path).pipelines

    assert {name: each.workload_of(name) for name, each in pipelines.items()} == {
        "digits": "digits",
        "house-prices": "house_prices",
    }


def test_a_pipeline_may_train_without_gpus(tmp_path: Path) -> None:
    changed = but(("training: ml.g4dn.xlarge", "training: ml.m5.large"), text=FULL)

    assert load(changed, tmp_path).pipelines["digits"].instances.training == "ml.m5.large"
