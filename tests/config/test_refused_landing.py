"""A wrong environment file is refused: what is let into the raw zone."""

from pathlib import Path

import pytest

from tests.config.files import FULL, Case, but, said

CASES = {
    "objects would move before they are there": Case(
        ("tier_after_days: 30", "tier_after_days: -1"),
        "dev.yaml:15: data.tier_after_days: is too small, given -1; allowed: at least 1",
    ),
    "S3 holds no object as large": Case(
        ("largest_mib: 1024", "largest_mib: 6000000"),
        "dev.yaml:17: data.landing.largest_mib: is too large, given 6000000; allowed: at "
        "most 5242880",
    ),
    "nothing is small enough": Case(
        ("largest_mib: 1024", "largest_mib: 0"),
        "dev.yaml:17: data.landing.largest_mib: is too small, given 0; allowed: at least 1",
    ),
    "a type has a typo": Case(
        ("[csv, parquet]", "[csv, parket]"),
        "dev.yaml:18: data.landing.types.1: is not one of the words for it, given parket; "
        "allowed: csv, json, jsonl, ndjson, parquet, avro, orc, txt, png, jpg, jpeg, npy, "
        "tfrecord; did you mean 'parquet'?",
    ),
    "a type is there twice": Case(
        ("[csv, parquet]", "[csv, csv]"),
        "dev.yaml:18: data.landing.types.1: is in the list already, given csv",
    ),
    "no type has columns to check": Case(
        ("[csv, parquet]", "[json, png]"),
        "dev.yaml:19: data.landing.schemas: no type under types has columns that can be "
        "checked; allowed: csv, jsonl, ndjson, parquet",
    ),
    "no type is let in": Case(
        ("[csv, parquet]", "[]"), "dev.yaml:18: data.landing.types: needs at least 1, given 0"
    ),
    "a prefix begins with a slash": Case(
        ("vision/labels:", "/vision/labels:"),
        "dev.yaml:20: data.landing.schemas./vision/labels: must be a prefix such as "
        "vision/raw, without a slash at either end",
    ),
    "a prefix lies where uploads wait": Case(
        ("vision/labels:", "landing/vision/labels:"),
        "dev.yaml:20: data.landing.schemas.landing/vision/labels: lies where the platform "
        "keeps data of its own in the raw zone; allowed: outside landing, quarantine, "
        "errors",
    ),
    "a table has no columns": Case(
        ("[image, label]", "[]"),
        "dev.yaml:20: data.landing.schemas.vision/labels: needs at least 1, given 0",
    ),
    "a column is there twice": Case(
        ("[image, label]", "[image, image]"),
        "dev.yaml:20: data.landing.schemas.vision/labels.1: is in the list already, given image",
    ),
    "a column would be two in CSV": Case(
        ("[image, label]", '["image,label"]'),
        "dev.yaml:20: data.landing.schemas.vision/labels.0: must be the name of a column, "
        'without commas, quotes, or blanks at its ends, given "image,label"',
    ),
}


@pytest.mark.parametrize(("change", "message"), CASES.values(), ids=CASES)
def test_it_is_refused_in_one_line_if(
    change: tuple[str, str], message: str, tmp_path: Path
) -> None:
    assert said(but(change, text=FULL), tmp_path) == [message]
