"""A wrong environment file is refused: its file stores and images."""

from pathlib import Path

import pytest

from tests.config.files import FULL, Case, but, said

CASES = {
    "no such size is sold": Case(
        ("capacity_gib: 1200", "capacity_gib: 3000"),
        "dev.yaml:60: file_stores.lustre.capacity_gib: must be a size that FSx for Lustre "
        "has, given 3000; allowed: 1200, or a multiple of 2400; did you mean '4800'?",
    ),
    "the size is nothing": Case(
        ("capacity_gib: 1200", "capacity_gib: 0"),
        "dev.yaml:60: file_stores.lustre.capacity_gib: must be a size that FSx for Lustre "
        "has, given 0; allowed: 1200, or a multiple of 2400; did you mean '1200'?",
    ),
    "the prefix repeats the zone": Case(
        ("prefix: datasets", "prefix: features/datasets"),
        "dev.yaml:61: file_stores.lustre.prefix: is within the zone features already: "
        "leave the zone out, given features/datasets; did you mean 'datasets'?",
    ),
    "everything is off": Case(
        ("  lustre:\n    capacity_gib: 1200\n    prefix: datasets\n  efs: true", "  efs: false"),
        "dev.yaml:58: file_stores: turns nothing on: leave it out, or give lustre or efs: true",
    ),
    "a switch is a word": Case(
        ("efs: true", "efs: on"), "dev.yaml:62: file_stores.efs: must be true or false, given on"
    ),
    "a repository has capitals": Case(
        ("[training, serving]", "[Training]"),
        "dev.yaml:63: repositories.0: must be 2 to 256 lower-case letters and digits, in "
        "words joined by . _ - or /, given Training",
    ),
    "a repository is there twice": Case(
        ("[training, serving]", "[training, training]"),
        "dev.yaml:63: repositories.1: is in the list already, given training",
    ),
    "a repository is in a cache": Case(
        ("[training, serving]", "[dev-ecr-public/training]"),
        "dev.yaml:63: repositories.0: pull_through fills all of dev-ecr-public/, given "
        "dev-ecr-public/training",
    ),
    "a repository is another in the template": Case(
        ("[training, serving]", "[base/training, base-training]"),
        "dev.yaml:63: repositories.1: is too much like base/training, given base-training",
    ),
    "a registry wants credentials": Case(
        ("[ecr-public]", "[docker-hub]"),
        "dev.yaml:64: pull_through.0: ECR caches it with credentials only, and the "
        "environment file holds none, given docker-hub; allowed: ecr-public, kubernetes, "
        "quay",
    ),
    "a registry has a typo": Case(
        ("[ecr-public]", "[ecr_public]"),
        "dev.yaml:64: pull_through.0: is not one of the words for it, given ecr_public; "
        "allowed: ecr-public, kubernetes, quay; did you mean 'ecr-public'?",
    ),
    "a registry is there twice": Case(
        ("[ecr-public]", "[quay, quay]"),
        "dev.yaml:64: pull_through.1: is in the list already, given quay",
    ),
}


@pytest.mark.parametrize(("change", "message"), CASES.values(), ids=CASES)
def test_it_is_refused_in_one_line_if(
    change: tuple[str, str], message: str, tmp_path: Path
) -> None:
    assert said(but(change, text=FULL), tmp_path) == [message]
