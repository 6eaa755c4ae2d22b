"""A tensor comes back bit for bit, in few bytes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from workloads.compression.bits import packed, unpacked, width
from workloads.compression.encoding import decoded, encoded
from workloads.compression.hashing import Hashed, places


@given(numbers=st.lists(st.integers(0, 2**16 - 1)))
def test_numbers_are_packed_to_the_bits_that_they_need(numbers: list[int]) -> None:
    bits = width(max(numbers, default=0) + 1)
    content = packed(np.array(numbers, np.int64), bits)
    assert len(content) == -(-bits * len(numbers) // 8)
    assert unpacked(content, bits, len(numbers)).tolist() == numbers


@pytest.mark.parametrize(("count", "bits"), [(1, 0), (2, 1), (3, 2), (16, 4), (17, 5), (256, 8)])
def test_so_many_bits_tell_so_many_apart(count: int, bits: int) -> None:
    assert width(count) == bits


@settings(max_examples=100, deadline=None)
@given(
    words=st.sampled_from(["<u1", "<u2", "<u4", "<u8"]).flatmap(
        lambda kind: hnp.arrays(
            kind,
            st.integers(0, 200),
            elements=st.sampled_from([0, 0, 0, 1, 7]) | st.integers(0, 255),
        )
    ),
    hashed=st.none() | st.just(Hashed(values=3, seed=5)),
)
def test_any_words_come_back(words: np.ndarray, hashed: Hashed | None) -> None:
    code, content = encoded(words, hashed=hashed)
    assert np.array_equal(decoded(code, content, len(words), words.dtype), words)


def kind_of(numbers: np.ndarray, hashed: Hashed | None = None) -> str:
    kind: str = encoded(numbers.astype("<f4").view("<u4"), hashed=hashed).code["kind"]
    return kind


def test_each_kind_of_weight_is_told_in_its_own_way() -> None:
    draw, hashed = np.random.default_rng(1), Hashed(values=64, seed=3)
    dense, chosen = draw.normal(size=4096), draw.integers(0, 16, 4096)
    assert kind_of(dense) == "dense"
    assert kind_of(dense[chosen]) == "codebook"
    assert kind_of(np.where(chosen == 0, dense, 0)) == "sparse"
    indices, signs = places(hashed, 4096)
    drawn = dense[:64].astype("<f4")[indices] * signs
    assert kind_of(drawn, hashed) == "hashed"
    assert kind_of(drawn) != "hashed"


def test_what_is_pruned_and_shared_costs_a_bit_each_and_its_index() -> None:
    draw = np.random.default_rng(1)
    values = draw.normal(size=15)[draw.integers(0, 15, 8000)]
    numbers = np.where(draw.random(8000) < 0.9, 0, values).astype("<f4").view("<u4")
    code, content = encoded(numbers)
    assert code == {"kind": "sparse", "of": {"kind": "codebook", "values": 15}}
    assert len(content) == 1000 + 15 * 4 + -(-4 * np.count_nonzero(numbers) // 8)
