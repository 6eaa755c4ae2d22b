"""data puts the workload's example where its pipeline reads, and mixes it with nothing."""

from pathlib import Path

import pytest

from config import Environment
from ops.pipeline.example import example_of, uploaded
from ops.pipeline.place import Place
from ops.session import RefusalError
from tests.ops.pipeline.conftest import Run
from tests.ops.pipeline.world import World


def two_files(_workload: str, folder: Path) -> list[Path]:
    files = [folder / "rows.csv", folder / "more" / "rows.csv"]
    for file in files:
        file.parent.mkdir(exist_ok=True)
        file.write_text("1,2")
    return files


@pytest.fixture
def place(world: World, local: Environment) -> Place:
    return Place(local, world.connect(local))


def test_the_example_of_the_workload_is_uploaded(
    world: World, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    world.objects = {}

    assert run("data digits") == 0
    assert list(world.objects) == ["raw/vision/digits/rows.csv"]
    assert capsys.readouterr().out.splitlines() == [
        "s3://raw/vision/digits/rows.csv",
        "run it: python -m ops.pipeline run digits",
    ]


def test_folders_stay_folders(world: World, place: Place) -> None:
    world.objects = {}

    assert uploaded(place, "digits", make=two_files) == [
        "s3://raw/vision/digits/rows.csv",
        "s3://raw/vision/digits/more/rows.csv",
    ]


def test_uploading_it_again_writes_the_same_objects(world: World, place: Place) -> None:
    world.objects = {}

    assert uploaded(place, "digits", make=two_files) == uploaded(place, "digits", make=two_files)
    assert len(world.objects) == 2


def test_data_of_somebody_is_not_mixed_with_the_example(world: World, place: Place) -> None:
    world.objects = {f"raw/vision/digits/{name}.csv": "" for name in "abcd"}

    with pytest.raises(RefusalError) as refused:
        uploaded(place, "digits", make=two_files)
    assert str(refused.value) == (
        "s3://raw/vision/digits/ holds data that is not the example: vision/digits/a.csv, "
        "vision/digits/b.csv, vision/digits/c.csv, ...; remove it first"
    )
    assert not world.asks_of("PutObject")


def test_a_workload_without_an_example_says_why(tmp_path: Path) -> None:
    with pytest.raises(RefusalError, match=r"^python -m workloads\.none\.example made no example"):
        example_of("none", tmp_path)
