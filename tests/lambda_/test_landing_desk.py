"""Nothing that lands is lost, whatever fails and however often; bad uploads are told of."""

from collections.abc import Sequence
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from millrace.domain.landing_desk import OVERTAKEN, CopyError, Notice, Outcome
from tests.lambda_.landed import FakeTickets, FakeZone, Faults, OutOfOrderError, desk

GOOD, BAD = b"id,label\n1,cat\n", b"\0"


def test_a_good_upload_goes_to_its_prefix() -> None:
    zone = FakeZone()
    settled = desk(zone).settle(zone.upload("landing/vision/a.csv", GOOD))
    assert (settled.outcome, zone.names()) == (Outcome.LANDED, ["vision/a.csv"])


def test_a_bad_upload_goes_to_quarantine_with_its_reason() -> None:
    zone = FakeZone()
    desk(zone).settle(zone.upload("landing/vision/a.csv", BAD))
    assert zone.names() == ["quarantine/1/vision/a.csv"]
    [kept] = zone.objects["quarantine/1/vision/a.csv"]
    assert kept.reason == "it is not text in UTF-8"


def test_people_are_told_what_why_and_where_it_is() -> None:
    zone, tickets = FakeZone(), FakeTickets()
    desk(zone, tickets).settle(zone.upload("landing/vision/a.csv", BAD))
    [text] = tickets.texts
    assert "landing/vision/a.csv was quarantined: it is not text in UTF-8" in text
    assert "quarantine/1/vision/a.csv" in text


def test_a_second_notice_of_the_same_upload_changes_nothing() -> None:
    zone, tickets = FakeZone(), FakeTickets()
    notice = zone.upload("landing/vision/a.csv", BAD)
    desk(zone, tickets).settle(notice)
    assert desk(zone, tickets).settle(notice).outcome is Outcome.GONE
    assert len(tickets.texts) == 1


def test_a_newer_upload_of_the_same_key_is_left_for_its_own_notice() -> None:
    zone = FakeZone()
    first = zone.upload("landing/vision/a.csv", GOOD)
    zone.upload("landing/vision/a.csv", b"id\n2\n")
    desk(zone).settle(first)
    assert [version.body for version in zone.objects["landing/vision/a.csv"]] == [b"id\n2\n"]


def test_an_older_upload_does_not_bury_a_newer_one() -> None:
    zone = FakeZone()
    older = zone.upload("landing/vision/a.csv", b"id\n1\n")
    newer = zone.upload("landing/vision/a.csv", b"id\n2\n")
    desk(zone).settle(newer)
    assert desk(zone).settle(older).reason == OVERTAKEN
    assert zone.objects["vision/a.csv"][-1].body == b"id\n2\n"


def test_the_mark_of_an_empty_folder_is_left_alone() -> None:
    zone = FakeZone()
    assert desk(zone).settle(zone.upload("landing/vision/", b"")).outcome is Outcome.LEFT
    assert zone.names() == ["landing/vision/"]


class ForgetfulZone(FakeZone):
    """Says that it copied."""

    def copy(self, *_: object, **__: object) -> None:
        return


@pytest.mark.parametrize("body", [GOOD, BAD])
def test_what_was_not_copied_is_not_deleted(body: bytes) -> None:
    zone = ForgetfulZone()
    with pytest.raises(CopyError, match="is not the version that landed"):
        desk(zone).settle(zone.upload("landing/vision/a.csv", body))
    assert zone.names() == ["landing/vision/a.csv"]


uploads = st.lists(
    st.tuples(
        st.sampled_from(["vision/a.csv", "audio/b.csv", "nowhere/c.csv", "landing/vision/a.csv"]),
        st.sampled_from([b"", b"\0", b"id\n", b"\xff"]),
    ),
    min_size=1,
    max_size=5,
)
calls = st.sets(st.integers(min_value=1, max_value=40), max_size=12)


@given(uploads, calls, calls, st.randoms(use_true_random=False))
def test_every_byte_that_landed_is_below_landing_its_prefix_or_quarantine(
    given_uploads: list[tuple[str, bytes]],
    before: set[int],
    after: set[int],
    order: object,
) -> None:
    faults = Faults(before, after)
    zone, tickets = FakeZone(faults), FakeTickets(faults)
    notices = []
    landed = set()
    for number, (path, body) in enumerate(given_uploads):
        told_apart = body and body + str(number).encode()
        notices.append(zone.upload(f"landing/{path}", told_apart))
        landed.add(told_apart)

    for notice in delivered(notices, order):
        with suppress(OutOfOrderError):
            desk(zone, tickets).settle(notice)
        assert landed <= zone.everything()
        assert all(
            key.startswith(("landing/", "vision/", "audio/", "quarantine/")) for key in zone.names()
        )

    unfailing(zone, tickets, notices)
    assert landed <= zone.everything()
    assert not any(key.startswith("landing/") for key in zone.names())
    assert set(zone.marks) == set(zone.names())
    quarantined = {key for key in zone.names() if key.startswith("quarantine/")}
    assert all(any(key in text for text in tickets.texts) for key in quarantined)


def delivered(notices: Sequence[Notice], order: object) -> list[Notice]:
    """SQS delivers at least once, in any order."""
    again = [*notices, *notices, *notices]
    order.shuffle(again)  # type: ignore[attr-defined]
    return again


def unfailing(zone: FakeZone, tickets: FakeTickets, notices: Sequence[Notice]) -> None:
    zone._faults = tickets._faults = Faults()
    for notice in notices:
        desk(zone, tickets).settle(notice)
