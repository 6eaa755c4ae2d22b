"""Before and after of compression, out of the section that the evaluation has."""

from ops.pipeline.evaluation import Evaluation
from ops.pipeline.report.compression import compression
from tests.ops.pipeline.sample import COMPRESSION


def evaluated(**changed: object) -> Evaluation:
    return Evaluation("s3://x", {}, compression=COMPRESSION | changed)


def test_each_measure_is_told_before_after_and_as_a_share() -> None:
    told = compression(evaluated())

    assert told is not None
    [disk, *_, accuracy] = told.changes
    assert (disk.what, disk.before, disk.after) == (
        "size on disk",
        "1,050,183 bytes",
        "117,457 bytes",
    )
    assert disk.share == 11.2
    assert (accuracy.before, accuracy.after) == ("0.9844", "0.9822")


def test_a_refusal_comes_with_its_reasons() -> None:
    told = compression(evaluated(verdict={"accepted": False, "reasons": ["loses 9 rows"]}))

    assert told is not None
    assert (told.accepted, told.reasons) == (False, ("loses 9 rows",))


def test_a_measure_of_nothing_has_no_share() -> None:
    none = compression(evaluated(before={"disk_bytes": 0}, after={"disk_bytes": 5}))

    assert none is not None
    assert [one.share for one in none.changes] == [None]


def test_without_compression_there_is_nothing_to_tell() -> None:
    assert compression(Evaluation("s3://x", {})) is None
    assert compression(None) is None
