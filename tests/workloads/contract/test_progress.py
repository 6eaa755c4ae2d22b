"""A line of progress is read by people, and back by programs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workloads.contract import Report, read_report
from workloads.contract.progress import Progress

COUNTS = st.integers(0, 10**9)


@settings(deadline=None)
@given(
    st.builds(
        Report,
        done=COUNTS,
        total=COUNTS,
        rate_per_s=st.floats(0, 1e6).map(lambda rate: round(rate, 3)),
        remaining_s=st.none() | COUNTS,
        checkpoint_age_s=COUNTS,
    )
)
def test_what_is_written_is_read(report: Report) -> None:
    assert read_report(report.line()) == report


@pytest.mark.parametrize("line", ["", "epoch 3/40 accuracy 0.910", "progress done=x", "progress"])
def test_other_lines_report_nothing(line: str) -> None:
    assert read_report(line) is None


def test_the_rate_is_of_this_attempt() -> None:
    times = iter([100.0, 110.0])
    progress = Progress(done=50, total=100, every_s=1, clock=lambda: next(times))
    report = progress.report(70, checkpoint_age_s=3.4)
    assert report == Report(70, 100, 2.0, 15, 3)
    assert report.line() == (
        "progress done=70 total=100 rate_per_s=2.000 remaining_s=15 checkpoint_age_s=3"
    )


def test_before_the_first_step_nobody_knows_what_remains() -> None:
    times = iter([100.0, 110.0])
    progress = Progress(done=0, total=100, every_s=1, clock=lambda: next(times))
    assert progress.report(0, checkpoint_age_s=10).remaining_s is None
