"""python -m ops.bench deadlines replays the traces of a folder, and prints what it cost."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from ops.bench.__main__ import main
from ops.bench.deadlines.cases import cases
from ops.bench.deadlines.running import pasts
from ops.bench.deadlines.traces import groups

BLINKING = ([1] * 8 + [0] * 5) * 30
LAZY = ([2] * 30 + [0] * 40) * 6
FAST = ["--starts", "2", "--hours", "1", "--workers", "1"]


def write(folder: Path, **data: Sequence[int | None]) -> Path:
    for zone, counts in data.items():
        told = {"metadata": {"gap_seconds": 300}, "data": counts}
        (folder / f"{zone.replace('_', '-')}_v100_1.json").write_text(json.dumps(told))
    return folder


def test_it_lists_a_row_for_each_policy_slack_and_number_of_zones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, us_east_1a=BLINKING, us_east_1b=LAZY, us_west_2a=LAZY)

    assert main(["deadlines", "--traces", str(tmp_path), *FAST, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)

    assert len(rows) == 4 * 4 * 2
    assert {row["policy"] for row in rows} == {"on-demand", "greedy", "uniform-progress", "ours"}
    assert [row["cases"] for row in rows if row["policy"] == "ours"] == [6] * 4 + [2] * 4
    assert all(row["missed"] == 0 and row["mean_over_optimum"] >= 1 for row in rows)
    alone = [row for row in rows if row["policy"] == "on-demand"]
    assert all(row["mean_over_on_demand"] == 1 and row["moves"] == 0 for row in alone)


def test_two_processes_find_what_one_finds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["deadlines", "--traces", str(write(tmp_path, us_east_1a=BLINKING)), "--json"]
    main([*asked, *FAST])
    alone = capsys.readouterr().out
    main([*asked, *FAST[:-1], "2"])

    assert capsys.readouterr().out == alone


def test_the_table_fits_a_hundred_columns(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, us_east_1a=BLINKING)

    assert main(["deadlines", "--traces", str(tmp_path), *FAST, "--by-region"]) == 0
    out = capsys.readouterr().out
    assert max(len(line.rstrip()) for line in out.splitlines()) <= 100
    assert "us-east-1" in out


def test_what_nobody_saw_is_not_to_be_had_and_not_a_drought(tmp_path: Path) -> None:
    group = groups(write(tmp_path, us_east_1a=[1, 1, None, None, 1]))[0]

    assert group.available.tolist() == [[True, True, False, False, True]]
    known = pasts(group)[-1].zones["us-east-1a_v100_1"]
    assert known.up
    assert known.age == 4 * 300


def test_a_trace_shorter_than_the_job_is_replayed_once_and_ends_without_spot(
    tmp_path: Path,
) -> None:
    group = groups(write(tmp_path, us_east_1a=[1] * 5))[0]
    found = list(cases(group, hours=[6], starts=12))

    assert [case.start for case in found] == [0, 0, 0, 0]
    assert found[0].available.sum() == 5
    assert found[0].available.shape[1] == found[0].job.ticks


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("somewhere.json", "{}", "somewhere.json: a trace's name begins with its zone"),
        ("us-east-1a.json", "{}", "us-east-1a.json: no metadata.gap_seconds, or no list data"),
        (
            "us-east-1a.json",
            '{"metadata": {"gap_seconds": 0}, "data": []}',
            "us-east-1a.json: gap_seconds must be whole seconds above 0, got 0",
        ),
    ],
)
def test_a_file_that_is_no_trace_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, sentence: str
) -> None:
    (tmp_path / name).write_text(text)

    assert main(["deadlines", "--traces", str(tmp_path)]) == 2
    assert sentence in capsys.readouterr().err


def test_a_folder_without_traces_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["deadlines", "--traces", str(tmp_path), "--region", "us-east-1"]) == 2
    assert "holds no trace of us-east-1" in capsys.readouterr().err
