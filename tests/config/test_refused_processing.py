"""A wrong environment file is refused: jobs that turn data into other data."""

from pathlib import Path

import pytest

from tests.config.files import FULL, Case, but, said

CASES = {
    "the fleet has a typo": Case(
        ("fleet: glue", "fleet: glu"),
        "dev.yaml:130: processing.digits-transform.fleet: unknown fleet, given glu; allowed: "
        "gpu, joined, glue; did you mean 'glue'?",
    ),
    "there is no workload": Case(
        ("    workload: digits\n    script: transform\n", "    script: transform\n"),
        "dev.yaml:127: processing.digits-transform.workload: is missing: the folder of "
        "workloads/ that holds it",
    ),
    "vCPUs are in quotes": Case(
        ("vcpus: 0.5", 'vcpus: "0.5"'),
        "dev.yaml:134: processing.digits-transform.vcpus: must be a number: take the quotes "
        'off, given "0.5"',
    ),
    "one attempt cannot start again": Case(
        ("attempts: 5", "attempts: 1"),
        "dev.yaml:137: processing.digits-transform.attempts: a job on spot must be able to "
        "start again, given 1; allowed: 2 to 10",
    ),
    "the image has no version": Case(
        ("pytorch-training:2.8.0-cpu", "pytorch-training"),
        "dev.yaml:133: processing.digits-transform.image: a retry must run what the first "
        "attempt ran: name a tag or a digest, given "
        "763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-training",
    ),
    "the image is in another region": Case(
        (
            "us-east-1.amazonaws.com/pytorch-training:2.8.0-cpu",
            "us-west-2.amazonaws.com/pytorch-training:2.8.0-cpu",
        ),
        "dev.yaml:133: processing.digits-transform.image: the private network reaches no "
        "registry but ECR in us-east-1, given "
        "763104351884.dkr.ecr.us-west-2.amazonaws.com/pytorch-training:2.8.0-cpu",
    ),
    "a chunk is nothing": Case(
        ("chunk: 200", "chunk: 0"),
        "dev.yaml:140: processing.digits-transform.parameters: chunk must be a whole number of "
        "1 or more, given 0",
    ),
    "a chunk is half an item": Case(
        ("chunk: 200", "chunk: 0.5"),
        "dev.yaml:140: processing.digits-transform.parameters: chunk must be a whole number of "
        "1 or more, given 0.5",
    ),
    "items are not counted": Case(
        ("items: 1797", "items: all"),
        "dev.yaml:140: processing.digits-transform.parameters: items must be a whole number of "
        "1 or more, given all",
    ),
    "an array would have too many children": Case(
        ("items: 1797, chunk: 200", "items: 1000000, chunk: 99"),
        "dev.yaml:140: processing.digits-transform.parameters: 1000000 items in chunks of 99 "
        "are more than the 10000 children that an array has: make chunk 100 or more",
    ),
    "a zone to read has a typo": Case(
        ("captures/digits", "capture/digits"),
        "dev.yaml:141: processing.digits-transform.reads.1: unknown zone that jobs read, given "
        "capture/digits; allowed: raw, curated, features, models, captures; did you mean "
        "'captures'?",
    ),
    "it would read logs": Case(
        ("captures/digits", "logs/digits"),
        "dev.yaml:141: processing.digits-transform.reads.1: unknown zone that jobs read, given "
        "logs/digits; allowed: raw, curated, features, models, captures",
    ),
    "it would read a whole zone": Case(
        ("captures/digits", "captures"),
        "dev.yaml:141: processing.digits-transform.reads.1: must be <zone>/<prefix>, such as "
        "raw/digits, given captures",
    ),
    "it would read a bucket of its own": Case(
        ("captures/digits", "s3://bucket/digits"),
        "dev.yaml:141: processing.digits-transform.reads.1: unknown zone that jobs read, given "
        "s3://bucket/digits; allowed: raw, curated, features, models, captures",
    ),
    "it reads a place twice": Case(
        ("[raw/digits, captures/digits]", "[raw/digits, raw/digits]"),
        "dev.yaml:141: processing.digits-transform.reads.1: is in the list already, given "
        "raw/digits",
    ),
    "it would write where data arrives": Case(
        ("features/pages", "raw/pages"),
        "dev.yaml:142: processing.digits-transform.writes.0: unknown zone that jobs write, "
        "given raw/pages; allowed: curated, features, models",
    ),
    "a place ends with a slash": Case(
        ("features/pages", "features/pages/"),
        "dev.yaml:142: processing.digits-transform.writes.0: must be <zone>/<prefix>, such as "
        "features/digits, given features/pages/",
    ),
    "it writes a place twice": Case(
        ("[features/pages, curated/pages]", "[features/pages, features/pages]"),
        "dev.yaml:142: processing.digits-transform.writes.1: is in the list already, given "
        "features/pages",
    ),
    "it would write over checkpoints": Case(
        ("features/pages", "models/checkpoints/digits/old"),
        "dev.yaml:142: processing.digits-transform.writes.0: training.digits keeps its "
        "checkpoints there (models/checkpoints/digits), given "
        "models/checkpoints/digits/old",
    ),
    "it would write into another team's prefix": Case(
        ("features/pages", "features/risk/pages"),
        "dev.yaml:35: teams.risk.prefix: processing.digits-transform of another team keeps "
        "data there (risk/pages), given risk",
    ),
    "it has checkpoints": Case(
        ("    gpus: 0\n", "    gpus: 0\n    checkpoints: models/x\n"),
        "dev.yaml:137: processing.digits-transform.checkpoints: unknown key; allowed: fleet, "
        "capacity, queue, image, memory_mib, shared_memory_mib, attempts, timeout_minutes, "
        "team, parameters, secrets, mounts, workload, script, vcpus, gpus, reads, writes",
    ),
    "it has several nodes": Case(
        ("    gpus: 0\n", "    gpus: 0\n    nodes: 2\n"),
        "dev.yaml:137: processing.digits-transform.nodes: unknown key; allowed: fleet, "
        "capacity, queue, image, memory_mib, shared_memory_mib, attempts, timeout_minutes, "
        "team, parameters, secrets, mounts, workload, script, vcpus, gpus, reads, writes",
    ),
    "a job is called as a fleet": Case(
        ("  digits-transform:", "  joined:"),
        "dev.yaml:127: processing.joined: fleets.joined has that name; allowed: a name that no "
        "other has",
    ),
    "the team has a typo": Case(
        ("team: vision\n    parameters: {items", "team: risks\n    parameters: {items"),
        "dev.yaml:139: processing.digits-transform.team: unknown team, given risks; allowed: "
        "vision, risk; did you mean 'risk'?",
    ),
}


@pytest.mark.parametrize(("change", "message"), CASES.values(), ids=CASES)
def test_it_is_refused_in_one_line_if(
    change: tuple[str, str], message: str, tmp_path: Path
) -> None:
    assert said(but(change, text=FULL), tmp_path) == [message]
