"""Tables are read by the names of their columns."""

from pathlib import Path

import numpy as np
import pytest

from tests.workloads.stages.files import drawn, folder
from workloads.stages import snapshot, tables
from workloads.stages.tables import TableError


def test_files_are_one_table_whatever_the_order_of_their_columns(tmp_path: Path) -> None:
    read = tables.read(folder(tmp_path, {"1.csv": "a,b\n1,2\n", "2.csv": "b,a\n4,3\n"}))
    assert read.of(["b", "a"]).tolist() == [[2, 1], [4, 3]]


def test_what_was_written_is_read(tmp_path: Path) -> None:
    rows = drawn(20)
    tables.write(tmp_path / "rows.csv", rows)
    read = tables.read(tmp_path)
    assert read.columns == rows.columns
    assert np.allclose(read.rows, rows.rows, rtol=1e-6)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("a,b\n1\n", r"rows.csv must have 2 finite numbers in each row"),
        ("a,b\n1,nan\n", r"rows.csv must have 2 finite numbers in each row"),
        ("a,b\n1,x\n", r"rows.csv is no table of numbers: "),
        ("a,b\n1,2\n3\n", r"rows.csv is no table of numbers: "),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: str, sentence: str) -> None:
    with pytest.raises(TableError, match=sentence):
        tables.read(folder(tmp_path, {"rows.csv": content}))


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    read = tables.read(folder(tmp_path, {"rows.csv": "a,b\n1,2\n"}))
    with pytest.raises(TableError, match="column 'c' is missing; there are: a, b"):
        read.of(["a", "c"])


def test_a_snapshot_is_of_every_table_and_of_no_note(tmp_path: Path) -> None:
    given = folder(tmp_path / "given", {"a/1.csv": "x\n1\n", "_note.csv": "", "b.txt": ""})
    made = tmp_path / "made"
    assert list(snapshot.keep(given, made)) == ["a/1.csv"]
    assert sorted(each.name for each in made.rglob("*.*")) == ["1.csv", "_manifest.json"]
