"""The plan says what it costs, why that chunk, and what else there is."""

from collections.abc import Callable

import pytest

from tests.ops.submit.conftest import Run

Shown = Callable[[str], str]

WORK = "--items 10000 --seconds-per-item 3"


@pytest.fixture
def shown(run: Run, capsys: pytest.CaptureFixture[str]) -> Shown:
    """What the plan of that line says, on one line."""

    def told(line: str) -> str:
        assert run(f"{line} --plan-only") == 0
        return " ".join(capsys.readouterr().out.split())

    return told


def test_spot_is_told_with_its_discount_and_its_reclaims(shown: Shown) -> None:
    out = shown(f"--job digits-transform {WORK}")

    assert "spot at 40% of on-demand" in out
    assert "reclaimed 0.325 times an hour" in out
    assert "in all its 4 attempts has a chance of" in out


def test_another_discount_and_another_rate_are_taken(shown: Shown) -> None:
    said = "--spot-discount 0.7 --interruptions-per-hour 0.1"
    out = shown(f"--job digits-transform {WORK} {said}")

    assert "spot at 30% of on-demand" in out
    assert "reclaimed 0.1 times an hour" in out


def test_on_fargate_nothing_is_reclaimed_and_the_vcpus_are_the_room(shown: Shown) -> None:
    out = shown(f"--job small-transform {WORK} --chunk 500")

    assert "small-transform: 10000 items in 20 children of 500" in out
    assert "500 20 4 2.4 h" in out
    assert "as you said" in out
    assert "A child costs 0.049 USD an hour; prices of us-east-1." in out
    assert "Nothing is reclaimed" in out


def test_what_keeps_the_chunk_small_is_named(shown: Shown) -> None:
    risky = shown(f"--job digits-transform {WORK} --startup-seconds 600")
    long = shown(f"--job small-transform {WORK}")
    short = shown("--job small-transform --items 10 --seconds-per-item 3")

    assert "as large as the bound on running out of attempts lets it be" in risky
    assert "as large as the timeout lets it be" in long
    assert "as large as an array of at least 2 children lets it be" in short


def test_a_checkpoint_interval_is_told_where_it_pays(shown: Shown) -> None:
    line = "--job digits-transform --items 200 --seconds-per-item 3 --interruptions-per-hour 1"

    assert "A checkpoint every 1.2 min of work" in shown(f"{line} --checkpoint-seconds 1")
    assert "A checkpoint every" not in shown(line)


def test_a_deadline_makes_smaller_chunks(shown: Shown) -> None:
    out = shown("--job small-transform --items 40 --seconds-per-item 30 --within-minutes 8")

    assert "40 items in 4 children of 10" in out


def test_a_larger_fleet_is_shown_to_be_faster(shown: Shown) -> None:
    out = shown(f"--job digits-transform {WORK}")

    assert "as it is 16 16" in out
    assert "4 times 64 64" in out
