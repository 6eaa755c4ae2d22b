"""A job that cannot do its work leaves one sentence where SageMaker looks for it."""

from pathlib import Path

import pytest

from workloads.contract import RefusedError
from workloads.stages import places
from workloads.stages.ending import in_one_sentence
from workloads.stages.places import PlaceError


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MILLRACE_ML_ROOT", str(tmp_path))
    return tmp_path


def left(root: Path) -> set[str]:
    return {(root / "output" / name).read_text() for name in ("failure", "message")}


def test_a_refusal_is_a_sentence_and_exit_code_two(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended, in_one_sentence("prepare"):
        raise RefusedError("no rows")
    assert ended.value.code == 2
    assert left(root) == {"prepare: no rows"}
    assert capsys.readouterr().err == "prepare: no rows\n"


def test_what_nobody_foresaw_is_left_too_and_goes_on(root: Path) -> None:
    with pytest.raises(KeyError), in_one_sentence("prepare"):
        raise KeyError("x")
    assert left(root) == {"prepare: KeyError: 'x'"}


def test_a_reclaimed_job_has_not_failed(root: Path) -> None:
    with pytest.raises(SystemExit), in_one_sentence("learn"):
        raise SystemExit(143)
    assert not (root / "output").exists()


def test_no_more_is_left_than_is_kept(root: Path) -> None:
    with pytest.raises(SystemExit), in_one_sentence("prepare"):
        raise RefusedError("ä" * 2000)
    assert {len(each.encode()) for each in left(root)} == {1023}


def test_what_is_not_there_is_named(root: Path) -> None:
    with pytest.raises(PlaceError, match=r"^input 'rows' is not there: nothing lies in "):
        places.given("rows")
    with pytest.raises(PlaceError, match=r"^channel 'train' is not there: nothing lies in "):
        places.channel("train")


def test_a_channel_is_where_the_container_says(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "elsewhere").mkdir()
    (root / "elsewhere" / "rows.csv").touch()
    monkeypatch.setenv("SM_CHANNEL_TRAIN", str(root / "elsewhere"))
    assert places.channel("train") == root / "elsewhere"
