"""A wrong environment file is refused: what jobs run, and what they are given."""

from pathlib import Path

import pytest

from tests.config.files import FULL, Case, but, said

CASES = {
    "several nodes are on spot": Case(
        ("nodes: 1", "nodes: 2"),
        "dev.yaml:107: training.digits.nodes: AWS Batch runs no job of several nodes on spot: "
        "make its capacity on-demand, given 2; allowed: 1 on spot",
    ),
    "there is no node": Case(
        ("nodes: 2", "nodes: 0"),
        "dev.yaml:117: training.letters.nodes: is too small, given 0; allowed: at least 1",
    ),
    "the fleet may never start as many nodes": Case(
        ("nodes: 2", "nodes: 3"),
        "dev.yaml:117: training.letters.nodes: 3 instances have at least 48 vCPUs, more than "
        "on_demand_max_vcpus of fleet joined (32), given 3; allowed: at most 2",
    ),
    "AWS Batch starts no job of as many nodes": Case(
        ("nodes: 2", "nodes: 1001"),
        "dev.yaml:117: training.letters.nodes: is too large, given 1001; allowed: at most 1000",
    ),
    "the script is no module": Case(
        ("script: train_ddp", "script: train-ddp"),
        "dev.yaml:116: training.letters.script: must be the name of a Python module: "
        "lower-case letters, digits and underscores, given train-ddp",
    ),
    "the script is a file": Case(
        ("script: train_ddp", "script: train_ddp.py"),
        "dev.yaml:116: training.letters.script: must be the name of a Python module: "
        "lower-case letters, digits and underscores, given train_ddp.py",
    ),
    "the workload is a path": Case(
        (
            "workload: digits\n    script: train\n",
            "workload: workloads/digits\n    script: train\n",
        ),
        "dev.yaml:105: training.digits.workload: must be the name of a Python module: "
        "lower-case letters, digits and underscores, given workloads/digits",
    ),
    "its data would lie where uploads wait": Case(
        ("workload: digits\n    script: train\n", "workload: landing\n    script: train\n"),
        "dev.yaml:105: training.digits.workload: lies where the platform keeps data of its own "
        "in the raw zone, given landing; allowed: outside landing, quarantine, errors",
    ),
    "a parameter has capitals": Case(
        ("epochs: 40", "Epochs: 40"),
        "dev.yaml:110: training.digits.parameters.Epochs: must be at most 40 lower-case "
        "letters, digits and underscores, and begin with a letter: it is a flag of the script",
    ),
    "a parameter has a hyphen": Case(
        ("epochs: 40", "max-epochs: 40"),
        "dev.yaml:110: training.digits.parameters.max-epochs: must be at most 40 lower-case "
        "letters, digits and underscores, and begin with a letter: it is a flag of the script",
    ),
    "a parameter is true": Case(
        ("kind: wide", "kind: true"),
        "dev.yaml:110: training.digits.parameters.kind: must be a number or text: a flag takes "
        "a word, so put it in quotes, given true",
    ),
    "a parameter is a list": Case(
        ("kind: wide", "kind: [wide]"),
        "dev.yaml:110: training.digits.parameters.kind: must be a number or text",
    ),
    "a parameter is empty": Case(
        ("kind: wide", 'kind: ""'),
        "dev.yaml:110: training.digits.parameters.kind: must be 1 to 256 letters on one line, "
        'given ""',
    ),
    "a parameter looks like a flag": Case(
        ("kind: wide", "kind: --deep"),
        "dev.yaml:110: training.digits.parameters.kind: begins with a hyphen, so the script "
        "would take it for a flag, given --deep",
    ),
    "a parameter has no end": Case(
        ("rate: 0.1", "rate: .inf"),
        "dev.yaml:110: training.digits.parameters.rate: must be a number or text, given .inf",
    ),
    "shared memory is smaller than Docker's own": Case(
        ("shared_memory_mib: 2048", "shared_memory_mib: 63"),
        "dev.yaml:109: training.digits.shared_memory_mib: is too small, given 63; allowed: at "
        "least 64",
    ),
    "shared memory is larger than the memory": Case(
        ("shared_memory_mib: 2048", "shared_memory_mib: 14001"),
        "dev.yaml:109: training.digits.shared_memory_mib: is more than memory_mib, of which it "
        "is, given 14001; allowed: at most 14000",
    ),
    "a secret is in another region": Case(
        (
            "secretsmanager:us-east-1:111122223333:secret:token",
            "secretsmanager:us-east-2:111122223333:secret:token",
        ),
        "dev.yaml:112: training.digits.secrets.TOKEN: must be in us-east-1, where the "
        "environment is, given "
        "arn:aws:secretsmanager:us-east-2:111122223333:secret:token-AbCdEf",
    ),
    "a secret is in another account": Case(
        ("111122223333:secret:token", "444455556666:secret:token"),
        "dev.yaml:112: training.digits.secrets.TOKEN: must be in the account 111122223333, as "
        "the job is, given arn:aws:secretsmanager:us-east-1:444455556666:secret:token-AbCdEf",
    ),
    "a secret of a processing job is in another account": Case(
        ("111122223333:secret:sign", "444455556666:secret:sign"),
        "dev.yaml:144: processing.digits-transform.secrets.SIGNATURE: must be in the account "
        "111122223333, as the job is, given "
        "arn:aws:secretsmanager:us-east-1:444455556666:secret:sign-AbCdEf",
    ),
    "a secret is in another partition": Case(
        (
            "arn:aws:secretsmanager:us-east-1:111122223333:secret:token",
            "arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:token",
        ),
        "dev.yaml:112: training.digits.secrets.TOKEN: must be in the partition aws, given "
        "arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:token-AbCdEf",
    ),
    "a secret is a name": Case(
        ("arn:aws:secretsmanager:us-east-1:111122223333:secret:token-AbCdEf", "token"),
        "dev.yaml:112: training.digits.secrets.TOKEN: must be the whole ARN of a secret, such "
        "as arn:aws:secretsmanager:us-east-1:111122223333:secret:orders-AbCdEf, given token",
    ),
    "the variable of a secret is no variable": Case(
        ("TOKEN: arn", "token: arn"),
        "dev.yaml:112: training.digits.secrets.token: must be a variable: capitals, digits and "
        "underscores, not beginning with AWS_ or ECS_, and none of the platform's own "
        "(CODE_URI, LIBRARY_URI, ENTRY_MODULE, DATA_URI, CHECKPOINT_URI, MODEL_URI, READS, "
        "WRITES, HOME, USER, MASTER_PORT)",
    ),
    "the variable of a secret is AWS's": Case(
        ("TOKEN: arn", "AWS_TOKEN: arn"),
        "dev.yaml:112: training.digits.secrets.AWS_TOKEN: must be a variable: capitals, digits "
        "and underscores, not beginning with AWS_ or ECS_, and none of the platform's own "
        "(CODE_URI, LIBRARY_URI, ENTRY_MODULE, DATA_URI, CHECKPOINT_URI, MODEL_URI, READS, "
        "WRITES, HOME, USER, MASTER_PORT)",
    ),
    "the variable of a secret is the platform's": Case(
        ("TOKEN: arn", "DATA_URI: arn"),
        "dev.yaml:112: training.digits.secrets.DATA_URI: must be a variable: capitals, digits "
        "and underscores, not beginning with AWS_ or ECS_, and none of the platform's own "
        "(CODE_URI, LIBRARY_URI, ENTRY_MODULE, DATA_URI, CHECKPOINT_URI, MODEL_URI, READS, "
        "WRITES, HOME, USER, MASTER_PORT)",
    ),
    "a file store is unknown": Case(
        ("mounts: [lustre, efs]", "mounts: [nfs]"),
        "dev.yaml:113: training.digits.mounts.0: is not one of the words for it, given nfs; "
        "allowed: lustre, efs; did you mean 'efs'?",
    ),
    "a file store is mounted twice": Case(
        ("mounts: [lustre, efs]", "mounts: [efs, efs]"),
        "dev.yaml:113: training.digits.mounts.1: is in the list already, given efs",
    ),
}


@pytest.mark.parametrize(("change", "message"), CASES.values(), ids=CASES)
def test_it_is_refused_in_one_line_if(
    change: tuple[str, str], message: str, tmp_path: Path
) -> None:
    assert said(but(change, text=FULL), tmp_path) == [message]


def test_a_file_store_that_is_off_cannot_be_mounted(tmp_path: Path) -> None:
    lines = said(but(("  efs: true", "  efs: false"), text=FULL), tmp_path)

    said_of_each = "file_stores has no efs, given efs; allowed: lustre"
    assert lines == [
        f"dev.yaml:113: training.digits.mounts.1: {said_of_each}",
        f"dev.yaml:145: processing.digits-transform.mounts.0: {said_of_each}",
    ]


def test_without_file_stores_nothing_can_be_mounted(tmp_path: Path) -> None:
    stores = FULL[FULL.index("file_stores:") : FULL.index("repositories:")]

    lines = said(but((stores, ""), text=FULL), tmp_path)

    assert [line.split(": ", 2)[2] for line in lines] == [
        "file_stores has no lustre, given lustre; allowed: none",
        "file_stores has no efs, given efs; allowed: none",
        "file_stores has no efs, given efs; allowed: none",
    ]


def test_a_mount_is_not_judged_while_the_file_stores_are_unread(tmp_path: Path) -> None:
    [line] = said(but(("capacity_gib: 1200", "capacity_gib: 1"), text=FULL), tmp_path)

    assert "file_stores.lustre.capacity_gib" in line
