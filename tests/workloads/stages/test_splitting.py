"""A row itself says whether it is held out: no later row changes that."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workloads.stages.files import SCHEMA, drawn
from workloads.stages.examining import DataError
from workloads.stages.settings import Settings, SettingsError
from workloads.stages.splitting import Parts, divide
from workloads.stages.tables import Table

PARTS = ("train", "validation", "test")


def keys(table: Table) -> set[bytes]:
    return {row.tobytes() for row in table.rows}


def parts(table: Table, **told: float) -> Parts:
    return divide(table, SCHEMA, Settings(told))


def test_every_row_is_in_one_part() -> None:
    rows = drawn(400)
    made = parts(rows)
    assert sum(len(getattr(made, name)) for name in PARTS) == 400
    assert set.union(*(keys(getattr(made, name)) for name in PARTS)) == keys(rows)


def test_the_shares_are_what_was_asked_for() -> None:
    made = parts(drawn(4000), test_share=0.25, validation_share=0.15)
    assert [len(getattr(made, name)) / 4000 for name in PARTS] == pytest.approx(
        [0.6, 0.15, 0.25], abs=0.03
    )


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 100), st.integers(0, 300))
def test_rows_that_come_or_go_move_no_other(seed: int, gone: int) -> None:
    rows, more = drawn(400), drawn(100, seed=seed + 2)
    order = np.random.default_rng(seed).permutation(500 - gone)
    then = Table(columns=rows.columns, rows=np.concatenate([rows.rows[gone:], more.rows])[order])
    before, after = parts(rows), parts(then)
    for name in PARTS:
        assert keys(getattr(after, name)) & keys(rows) <= keys(getattr(before, name))


def test_rows_that_are_alike_are_on_one_side_whatever_their_label() -> None:
    rows = drawn(200)
    other = rows.rows.copy()
    other[:, -1] = 1 - other[:, -1]
    made = parts(Table(columns=rows.columns, rows=np.concatenate([rows.rows, other])))
    sides = [{row[:-1].tobytes() for row in getattr(made, name).rows} for name in PARTS]
    assert not sides[0] & sides[1] | sides[1] & sides[2] | sides[0] & sides[2]


def test_the_order_of_columns_makes_no_difference() -> None:
    rows = drawn(200)
    turned = Table(columns=rows.columns[::-1], rows=rows.rows[:, ::-1])
    there, here = parts(turned).test, parts(rows).test
    assert (there.of(SCHEMA.columns) == here.of(SCHEMA.columns)).all()


def test_fewer_rows_may_be_learnt_from_drawn_by_the_seed() -> None:
    rows = drawn(400)
    one, again, other = (parts(rows, train_rows=50, seed=seed) for seed in (1, 1, 2))
    assert len(one.train) == 50
    assert keys(one.train) == keys(again.train)
    assert keys(one.train) != keys(other.train)
    assert keys(one.test) == keys(other.test) == keys(parts(rows).test)


def test_more_rows_than_there_are_cannot_be_learnt_from() -> None:
    with pytest.raises(SettingsError, match=r"^train_rows must be 2 to \d+, got 400$"):
        parts(drawn(400), train_rows=400)


def test_a_part_without_a_label_is_refused() -> None:
    rows = drawn(400)
    with pytest.raises(DataError, match="rows for train none has kind 1: more rows are needed"):
        parts(rows.take(rows.whole("kind") == 0))
