"""Of two slots the newest whole one counts, and it is never the one that is written over."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workloads.contract.doomed import MemoryStore
from workloads.contract import Checkpoints, TornError, seal, unseal


@settings(deadline=None)
@given(st.lists(st.binary(max_size=40), min_size=1, max_size=6))
def test_the_last_that_was_saved_is_found(states: list[bytes]) -> None:
    store = MemoryStore()
    for state in states:
        Checkpoints(store).save(state)
    found = Checkpoints(store).latest()
    assert (found.number, found.state, found.torn) == (len(states), states[-1], ())


@settings(deadline=None)
@given(st.integers(0), st.binary(max_size=60))
def test_what_is_sealed_comes_back(number: int, content: bytes) -> None:
    assert unseal(seal(number, content)) == (number, content)


@settings(deadline=None)
@given(st.binary(max_size=30), st.data())
def test_one_changed_bit_is_noticed(content: bytes, data: st.DataObject) -> None:
    sealed = bytearray(seal(7, content))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(TornError, match="do not carry the checksum"):
        unseal(bytes(sealed))


@settings(deadline=None)
@given(st.binary(max_size=30), st.data())
def test_a_missing_end_is_noticed(content: bytes, data: st.DataObject) -> None:
    sealed = seal(7, content)
    with pytest.raises(TornError):
        unseal(sealed[: data.draw(st.integers(0, len(sealed) - 1))])


def test_a_rotten_newest_gives_way_to_the_one_before() -> None:
    store = MemoryStore()
    checkpoints = Checkpoints(store)
    checkpoints.save(b"first")
    checkpoints.save(b"second")
    store.contents["checkpoint-0"] = store.contents["checkpoint-0"][:-1] + b"?"
    found = Checkpoints(store).latest()
    assert (found.number, found.state, found.torn) == (1, b"first", ("checkpoint-0",))


def test_the_next_attempt_counts_on() -> None:
    store = MemoryStore()
    for state in (b"one", b"two", b"three"):
        Checkpoints(store).save(state)
    resumed = Checkpoints(store)
    resumed.latest()
    resumed.save(b"four")
    assert Checkpoints(store).latest().number == 4


def test_after_a_rotten_newest_the_good_one_is_kept() -> None:
    store = MemoryStore()
    for state in (b"first", b"second"):
        Checkpoints(store).save(state)
    store.contents["checkpoint-0"] = b"rotten"
    Checkpoints(store).save(b"second again")
    assert unseal(store.contents["checkpoint-1"]) == (1, b"first")
    assert Checkpoints(store).latest().state == b"second again"


def test_nothing_is_found_where_nothing_was_saved_or_all_was_forgotten() -> None:
    store = MemoryStore()
    assert Checkpoints(store).latest().state is None
    Checkpoints(store).save(b"state")
    Checkpoints(store).forget()
    found = Checkpoints(store).latest()
    assert (found.state, found.torn) == (None, ())
