"""Further sources are mixed in at their share, every row in its turn."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workloads.augmentation import AugmentationError, Mixture, read_augmentation

SHARES = st.lists(st.floats(0, 0.3), max_size=3)


def mixture(shares: list[float], *, main: int, rows: int = 7, seed: int = 1) -> Mixture:
    mix_in = {f"source-{number}": share for number, share in enumerate(shares) if share}
    return Mixture.of(
        read_augmentation({"mix_in": mix_in}),
        main=main,
        further=dict.fromkeys(mix_in, rows),
        seed=seed,
    )


@given(SHARES, st.integers(1, 5000))
def test_each_share_of_an_epoch_is_exact_within_one(shares: list[float], main: int) -> None:
    mixed = mixture(shares, main=main)
    total = len(mixed.order(0))
    assert total == main + sum(mixed.counts)
    for (_, share), count in zip(mixed.further, mixed.counts, strict=True):
        assert abs(count - share * total) < 1 + 1e-6


@given(SHARES, st.integers(1, 60), st.integers(1, 9), st.integers(0, 99))
def test_each_main_row_is_there_once_and_further_rows_as_many_as_counted(
    shares: list[float], main: int, rows: int, epoch: int
) -> None:
    mixed = mixture(shares, main=main, rows=rows)
    order = mixed.order(epoch)
    assert sorted(order[order < main]) == list(range(main))
    found = Counter(((order[order >= main] - main) // rows).tolist())
    assert tuple(found[each] for each in range(len(mixed.counts))) == mixed.counts


@pytest.mark.parametrize("rows", [1, 3, 10, 11, 40])
def test_over_epochs_every_further_row_is_seen_as_often_within_one(rows: int) -> None:
    mixed = mixture([0.1], main=90, rows=rows)
    seen = np.concatenate([mixed.order(epoch) for epoch in range(13)])
    often = np.bincount(seen[seen >= 90] - 90, minlength=rows)
    assert often.sum() == 130
    assert often.max() - often.min() <= 1


def test_alone_the_main_source_is_ordered_as_numpy_permutes_it() -> None:
    expected = np.random.default_rng((5, 3)).permutation(200)
    assert mixture([], main=200, seed=5).order(3).tolist() == expected.tolist()


def test_epochs_and_seeds_differ_and_each_is_the_same_again() -> None:
    orders = [mixture([0.2], main=50, seed=s).order(e).tolist() for s in (1, 2) for e in (0, 1)]
    assert len({tuple(order) for order in orders}) == 4
    assert mixture([0.2], main=50).order(0).tolist() == orders[0]


@pytest.mark.parametrize(
    ("mix_in", "further", "sentence"),
    [
        (
            {"usps": 0.2},
            {},
            "mix_in must name the sources that are given, which are none, and names usps",
        ),
        (
            {},
            {"usps": 9, "scanned": 9},
            "mix_in must name the sources that are given, which are scanned, usps, and names none",
        ),
        ({"usps": 0.2}, {"usps": 0}, "mix_in: usps has no rows"),
    ],
)
def test_sources_that_are_not_those_named_are_refused(
    mix_in: dict[str, float], further: dict[str, int], sentence: str
) -> None:
    with pytest.raises(AugmentationError) as refused:
        Mixture.of(read_augmentation({"mix_in": mix_in}), main=9, further=further, seed=1)
    assert str(refused.value) == sentence
