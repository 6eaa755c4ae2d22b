"""Data that are not what the workload says are refused, by file, row and column."""

from pathlib import Path

import pytest

from tests.workloads.stages.files import SCHEMA, folder
from workloads.stages.enough import refuse_too_few
from workloads.stages.examining import DataError, examine, refuse_mistakes
from workloads.stages.settings import Settings
from workloads.stages.tables import TableError

HEADER = "a,b,kind\n"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "rows.csv is empty"),
        ("a,kind\n", "rows.csv: row 1: column b is missing"),
        ("a,b,kind,c\n", "rows.csv: row 1: column 'c' is not one of this workload's"),
        ("a,b,b,kind\n", "rows.csv: row 1: column b is there 2 times"),
        (f"{HEADER}1,2,0\n1,2\n", "rows.csv: row 3, there are 2 values for 3 columns"),
        (f"{HEADER}1,2,0,7\n", "rows.csv: row 2, there are 4 values for 3 columns"),
        (f"{HEADER}1,NaN,0\n", "rows.csv: row 2, column b must be a number, got 'NaN'"),
        (f"{HEADER}1,inf,0\n", "rows.csv: row 2, column b must be a number, got 'inf'"),
        (f"{HEADER}1,,0\n", "rows.csv: row 2, column b must be a number, got ''"),
        (f"{HEADER}x,2,0\n", "row 2, column a must be a whole number from 0 to 9, got 'x'"),
        (f"{HEADER}10,2,0\n", "row 2, column a must be a whole number from 0 to 9, got '10'"),
        (f"{HEADER}1.5,2,0\n", "row 2, column a must be a whole number from 0 to 9, got '1.5'"),
        (f"{HEADER}1,2,2\n", "rows.csv: row 2, column kind must be one of 0, 1, got '2'"),
        (f"{HEADER}1,2,\n", "rows.csv: row 2, column kind must be one of 0, 1, got ''"),
        (f"{HEADER}\n", "rows.csv: row 2, there are 0 values for 3 columns"),
        (f'{HEADER}1,"2,0\n', "rows.csv is no CSV file: unexpected end of data"),
        (f"{HEADER}x,y,0\n", "got 'x'; and 1 more mistakes"),
    ],
)
def test_the_first_mistake_is_told_whole(tmp_path: Path, content: str, sentence: str) -> None:
    findings = examine(folder(tmp_path, {"rows.csv": content}), SCHEMA)
    with pytest.raises(DataError) as refused:
        refuse_mistakes(findings)
    assert sentence in str(refused.value)


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_bytes(b"\xff\xfe\x00")
    [mistake] = examine(tmp_path, SCHEMA).mistakes
    assert mistake.startswith("rows.csv is no CSV file: ")


def test_a_folder_without_tables_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"must hold CSV files, holds rows\.parquet$"):
        examine(folder(tmp_path, {"rows.parquet": ""}), SCHEMA)


def test_columns_may_stand_in_any_order_and_rows_in_several_files(tmp_path: Path) -> None:
    findings = examine(
        folder(tmp_path, {"1.csv": f"{HEADER}1,2,0\n", "more/2.csv": "kind,b,a\n1,.5,9\n"}), SCHEMA
    )
    refuse_mistakes(findings)
    assert findings.report() == {
        "rows": 2,
        "labels": {"0": 1, "1": 1},
        "repeated_rows": 0,
        "mistakes": [],
        "mistakes_in_all": 0,
    }


ROWS = HEADER + "".join(f"{n % 10},{n},{n % 2}\n" for n in range(20))


@pytest.mark.parametrize(
    ("content", "told", "sentence"),
    [
        (ROWS, {"rows_at_least": 21}, "there must be at least 21 rows, there are 20"),
        (ROWS, {"rows_of_each_label_at_least": 11}, "at least 11 rows of kind 0, there are 10"),
        (f"{ROWS}0,0,0\n", {}, "at most 0.01 of the rows may be there before, of 21 1 are"),
    ],
)
def test_too_few_are_refused(
    tmp_path: Path, content: str, told: dict[str, int], sentence: str
) -> None:
    findings = examine(folder(tmp_path, {"rows.csv": content}), SCHEMA)
    with pytest.raises(DataError, match=sentence):
        refuse_too_few(findings, SCHEMA, Settings({"rows_at_least": 20, **told}))


def test_enough_are_let_in(tmp_path: Path) -> None:
    findings = examine(folder(tmp_path, {"rows.csv": ROWS}), SCHEMA)
    refuse_too_few(findings, SCHEMA, Settings({"rows_at_least": 20}))
