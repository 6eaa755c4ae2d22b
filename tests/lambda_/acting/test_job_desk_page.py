"""The page for the person on call says what the data says."""

from millrace.domain.acting import LEASE, TRIES
from millrace.domain.orders import Do
from tests.lambda_.acting.page import PAGE, renewed


def test_the_table_of_classes_is_that_of_the_taxonomy() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert page == renewed(page), "python -m tests.lambda_.acting.page writes it anew"


def test_every_order_is_told_of() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert [do for do in Do if f"`{do}`" not in page] == []


def test_the_figures_are_those_of_the_code() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert f"{LEASE.total_seconds() / 60:.0f} minutes" in page
    assert f"{TRIES} tries" in page
