"""What is let in: right place, size, type by name and by bytes, and the columns of its prefix."""

from base64 import b64decode
from contextlib import suppress
from datetime import UTC, datetime
from zlib import decompress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from millrace.domain.landing import Rules, Upload, refusal
from millrace.domain.landing_parquet import FootlessError, parquet_columns
from tests.lambda_.landed import RULES, Bytes

# Written by pyarrow: the columns id, nested (a struct) and label, one row.
PARQUET = decompress(
    b64decode(
        "eNp1UEtLw0AQnh10yaEUxM6QhSC5ZKlgi5W2h7IXvQk9FM9eYrpgobYxqbW/SfyRziY+EBF2d4aZ7zE7i+u7EQH1qHdB"
        "KIkmnQAAhquUvFLrUvdvE5UUmPgfWkFH5n4Csa6LR/+UkwbCDGNcLbOz+ftpdCKYCcZ64+udXxKKj7TVAagj8XidP/h1"
        "BvMgymgS4ywkhCbTYIIISZVnPLPRbUJhRgR3ro1tJghQaKD9T311aAhjHtubX4QpfDM6rXhr3cAdO7v/gcscXw78phht"
        "JAH6aZlXzy9+NyjKcpBX1fY13fuqXm036dV0eDkcGSe/aA+w7GYhK/8A4FIxDw=="
    )
)


def verdict(path: str, body: bytes, rules: Rules = RULES) -> str | None:
    upload = Upload(
        key=f"landing/{path}",
        version="1",
        size=len(body),
        etag='"1"',
        checksum=None,
        uploaded_at=datetime(2026, 11, 1, tzinfo=UTC),
    )
    return refusal(upload, Bytes(body), rules)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("vision/a.csv", b"id,label\n1,cat\n"),
        ("vision/a.CSV", b"id"),
        ("vision/deep/er/a.txt", "größer".encode()),
        ("vision/bom.csv", b"\xef\xbb\xbfid\n"),
        ("audio/a.json", b' {"a": [1]}'),
        ("audio/a.jsonl", b'{"a": 1}\n{"a": 2}\n'),
        ("audio/a.png", b"\x89PNG\r\n\x1a\n..."),
        ("vision/table/a.csv", b"label,id\r\ncat,1\r\n"),
        ("vision/table/a.jsonl", b'{"id": 1, "label": "cat"}\n'),
        ("vision/table/a.png", b"\x89PNG\r\n\x1a\n..."),
    ],
)
def test_what_keeps_the_rules_is_let_in(path: str, body: bytes) -> None:
    assert verdict(path, body) is None


@pytest.mark.parametrize(
    ("path", "body", "reason"),
    [
        ("a.csv", b"id\n", "uploads go below landing/ and one of: audio, vision"),
        ("visionary/a.csv", b"id\n", "uploads go below landing/ and one of: audio, vision"),
        ("landing/vision/a.csv", b"id\n", "uploads go below landing/ and one of: audio, vision"),
        ("quarantine/a.csv", b"id\n", "uploads go below landing/ and one of: audio, vision"),
        ("vision/a.csv", b"", "it is empty"),
        ("vision/a.csv", b"a" * 1001, "it has 1001 bytes, allowed are 1000"),
        (
            "vision/a.exe",
            b"MZ",
            "its type is 'exe', allowed are: csv, json, jsonl, parquet, png, txt",
        ),
        (
            "vision/a",
            b"1",
            "its name has no type, allowed are: csv, json, jsonl, parquet, png, txt",
        ),
        ("vision.d/a.csv", b"1", "uploads go below landing/ and one of: audio, vision"),
        ("vision/a.csv", b"\xff\xfe1", "it is not text in UTF-8"),
        ("vision/a.csv", b"PK\x03\x04\0", "it is not text in UTF-8"),
        ("vision/a.csv", b"cut \xc3", "it is not text in UTF-8"),
        ("vision/a.png", b"GIF89a", "it does not begin as png does"),
        ("vision/a.json", b"id,label", "it is not JSON: it begins with neither { nor ["),
        ("vision/a.jsonl", b"[1]\n", "its first line is not a JSON object"),
        ("vision/a.jsonl", b"{broken\n", "its first line is not a JSON object"),
        ("vision/a.parquet", b"id,label", "it does not begin and end as parquet does"),
        ("vision/a.parquet", b"PAR1\xff\xff\0\0PAR1", "its footer cannot have 65535 bytes"),
        ("vision/a.parquet", b"PAR1\xff\x01\0\0\0PAR1", "its footer cannot be read"),
        ("vision/table/a.csv", b"id\n1\n", "it lacks the columns: label"),
        (
            "vision/table/a.csv",
            b"id,label,extra\n",
            "its schema does not have the columns: extra",
        ),
        ("vision/table/deep/a.jsonl", b'{"id": 1}', "it lacks the columns: label"),
    ],
)
def test_what_breaks_one_is_told_which(path: str, body: bytes, reason: str) -> None:
    assert verdict(path, body) == reason


def test_broken_json_is_told_where() -> None:
    assert str(verdict("vision/a.json", b'{"a": }')).startswith("it is not JSON: Expecting value")


def test_only_the_beginning_of_a_large_file_is_read() -> None:
    rules = Rules(largest_bytes=10**7, types=("csv", "json"), prefixes=("vision",), schemas={})
    assert verdict("vision/a.json", b"[" + b"1," * 200_000, rules) is None
    assert verdict("vision/a.csv", "é".encode() * 200_000 + b"\n", rules) == (
        "its first line is longer than 262144 bytes"
    )


def test_the_longest_prefix_with_a_schema_decides() -> None:
    schemas = {"vision": ("a",), "vision/table": ("id",)}
    rules = Rules(largest_bytes=99, types=("csv",), prefixes=("vision",), schemas=schemas)
    assert verdict("vision/table/a.csv", b"id\n", rules) is None
    assert verdict("vision/other/a.csv", b"id\n", rules) == "it lacks the columns: a"


def test_the_columns_of_parquet_are_those_of_the_top_level() -> None:
    assert parquet_columns(Bytes(PARQUET)) == ["id", "nested", "label"]
    assert verdict("vision/table/a.parquet", PARQUET) == (
        "its schema does not have the columns: nested"
    )


@given(st.binary(max_size=80), st.integers(min_value=0, max_value=300))
def test_no_bytes_make_the_reading_of_a_footer_fail_in_another_way(junk: bytes, at: int) -> None:
    broken = PARQUET[:at] + junk + PARQUET[at + len(junk) :]
    with suppress(FootlessError):
        assert all(isinstance(name, str) for name in parquet_columns(Bytes(broken)))
