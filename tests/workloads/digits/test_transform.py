"""Whatever the chunks, whoever is killed, and however often it runs: the same whole."""

import functools
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workloads.contract.doomed import Died, Doom, MemoryStore
from workloads.contract import BatchJob, Cadence, Notice
from workloads.digits import transform
from workloads.digits.data import as_csv
from workloads.digits.parts import Chunk, make
from workloads.digits.transform import ChunkError, chunk_of

ITEMS = 30
ROWS = as_csv().splitlines()[:ITEMS]


@pytest.fixture(autouse=True)
def given_back() -> Iterator[None]:
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


@dataclass
class Child:
    """The program as AWS Batch runs it, on folders."""

    given: pytest.MonkeyPatch
    folder: Path

    def run(self, index: int, *, chunk: int) -> None:
        self.given.setenv("AWS_BATCH_JOB_ARRAY_INDEX", str(index))
        self.main("--items", str(ITEMS), "--chunk", str(chunk))

    def main(self, *flags: str) -> None:
        self.given.setattr("sys.argv", ["-c", *flags])
        transform.main()

    def parts(self, cut: str) -> list[bytes]:
        return [path.read_bytes() for path in sorted((self.folder / cut).glob("part-*"))]


@pytest.fixture
def child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Child:
    (tmp_path / "digits.csv").write_bytes(b"\n".join(ROWS))
    monkeypatch.setenv("AWS_BATCH_JOB_ID", "job")
    monkeypatch.setenv("AWS_BATCH_JOB_ATTEMPT", "1")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("READS", str(tmp_path))
    monkeypatch.setenv("WRITES", f"{tmp_path}/features")
    return Child(monkeypatch, tmp_path / "features")


def job(index: int | None) -> BatchJob:
    return BatchJob(id="job", attempt=1, array_index=index)


def run(store: MemoryStore, index: int, *, size: int, doom: Doom | None = None) -> bool:
    """One attempt of one child; whether it lived to the end."""
    doom = doom or Doom(10**9, "told")
    store.doom = doom
    ticks = iter(range(10**6))
    cadence = Cadence(mean_between_interruptions_s=1.0, clock=lambda: float(next(ticks)))
    chunk = chunk_of(job(index), items=ITEMS, size=size)
    try:
        make(chunk, ROWS, store=store, notice=doom.notice, cadence=cadence)
    except (Died, SystemExit):
        return False
    return True


def whole(store: MemoryStore) -> bytes:
    parts = sorted(name for name in store.contents if name.startswith("part-"))
    return b"".join(store.contents[name] for name in parts)


@functools.cache
def in_one_piece() -> bytes:
    store = MemoryStore()
    assert run(store, 0, size=ITEMS)
    return whole(store)


@settings(deadline=None)
@given(
    st.integers(1, ITEMS + 5),
    st.lists(
        st.builds(
            Doom, at=st.integers(0, 30), how=st.sampled_from(["told", "before", "torn", "after"])
        ),
        max_size=6,
    ),
)
def test_the_whole_is_the_same_whatever_the_chunks_and_the_kills(
    size: int, dooms: list[Doom]
) -> None:
    store, left = MemoryStore(), list(dooms)
    for index in range(-(-ITEMS // size)):
        while left and not run(store, index, size=size, doom=left.pop()):
            pass
        assert run(store, index, size=size)
    assert whole(store) == in_one_piece()


def test_a_part_that_is_whole_is_not_made_again(capsys: pytest.CaptureFixture[str]) -> None:
    store = MemoryStore()
    run(store, 0, size=10)
    before = dict(store.contents)
    run(store, 0, size=10)
    assert store.contents == before
    assert capsys.readouterr().out.endswith("part-000000000-000000010.csv is there already\n")


def test_a_part_that_was_spoiled_is_made_again() -> None:
    store = MemoryStore()
    run(store, 0, size=10)
    made = dict(store.contents)
    store.contents["part-000000000-000000010.csv"] = b"half"
    run(store, 0, size=10)
    assert store.contents == made


def test_a_part_of_other_rows_is_made_again() -> None:
    store = MemoryStore()
    make(Chunk(0, 10), list(reversed(ROWS)), store=store, notice=Notice())
    run(store, 0, size=10)
    assert in_one_piece().startswith(whole(store))


def test_progress_on_other_rows_is_not_gone_on_with() -> None:
    store = MemoryStore(doom=Doom(4, "told"))
    with pytest.raises(SystemExit):
        make(Chunk(0, 10), list(reversed(ROWS)), store=store, notice=store.doom.notice)
    run(store, 0, size=10)
    assert in_one_piece().startswith(whole(store))


def test_a_cut_is_whole_once_it_has_as_many_parts_as_its_name_says(child: Child) -> None:
    there = []
    for index in range(3):
        child.run(index, chunk=12)
        there.append(len(child.parts("30-by-12")))
    assert there == [1, 2, 3]


def test_after_a_trial_another_cut_makes_the_same_whole_in_a_folder_of_its_own(
    child: Child,
) -> None:
    child.run(0, chunk=15)
    for index in range(3):
        child.run(index, chunk=10)
    assert b"".join(child.parts("30-by-10")) == in_one_piece()
    assert len(child.parts("30-by-15")) == 1
    child.run(1, chunk=15)
    assert b"".join(child.parts("30-by-15")) == in_one_piece()


@pytest.mark.parametrize(
    ("index", "size", "chunk"),
    [
        (0, 10, Chunk(0, 10)),
        (2, 12, Chunk(24, 30)),
        (None, 30, Chunk(0, 30)),
        (None, 99, Chunk(0, 30)),
        (3, 10, Chunk(30, 30)),
    ],
)
def test_a_child_does_its_chunk(index: int | None, size: int, chunk: Chunk) -> None:
    assert chunk_of(job(index), items=ITEMS, size=size) == chunk


def test_a_job_that_should_be_an_array_says_of_how_many() -> None:
    with pytest.raises(ChunkError, match="need an array of 3 children"):
        chunk_of(job(None), items=ITEMS, size=12)


def test_a_child_behind_the_last_item_has_nothing_to_do() -> None:
    store = MemoryStore()
    assert run(store, 9, size=10)
    assert not whole(store)


@pytest.mark.parametrize(
    ("flags", "sentence"),
    [
        (["--items", "9"], "transform: the following arguments are required: --chunk"),
        (
            ["--items", "9", "--chunk", "0"],
            "transform: argument --chunk: must be a whole number, at least 1, got '0'",
        ),
        (["--items", "31", "--chunk", "31"], "transform: --items must be at most 30, got 31"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(
    child: Child, capsys: pytest.CaptureFixture[str], flags: list[str], sentence: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        child.main(*flags)
    assert ended.value.code == 2
    assert capsys.readouterr().err == f"{sentence}\n"
