"""The section of evaluation.json: what was measured, typed, versioned, and read back the same."""

import json

import pytest
import torch
from torch import nn

from tests.workloads.compression.models import ABOUT, build, figures, network, rows
from workloads.compression import (
    Layer,
    Plan,
    Report,
    SectionError,
    Timing,
    Verdict,
    assess,
    compress,
    plan_from,
    read_section,
    saved,
    section,
)
from workloads.compression.figures import correct, latencies, loaded_bytes

PLAN = plan_from({"prune": {"fraction": 0.5}, "quantise": {}, "allow": {"accuracy_loss": 1}})
REPORT = Report(
    plan=PLAN,
    before=figures(),
    after=figures(disk_bytes=200, correct=97),
    timing=Timing(),
    layers=(Layer(name="7", weights=1728, dtype="int8", zeros=0.5, values=200),),
    verdict=Verdict(("one", "other")),
)
QUICK = Timing(warm_up=1, repeats=3, batch=50)


def assessed(plan: Plan, model: nn.Module | None = None) -> Report:
    model = model or network()
    return assess(
        saved(compress(model, plan), about=ABOUT),
        build=build,
        of=model,
        plan=plan,
        inputs=rows(),
        labels=network()(rows()).argmax(1),
        timing=QUICK,
    )


def test_it_is_read_back_from_json_as_it_was() -> None:
    assert read_section(json.loads(json.dumps(section(REPORT)))) == REPORT


def test_it_says_what_a_reader_looks_for() -> None:
    told = section(REPORT)["compression"]
    assert told["version"] == 1
    assert (told["before"]["accuracy"], told["after"]["accuracy"]) == (0.98, 0.97)
    assert told["verdict"] == {"accepted": False, "reasons": ["one", "other"]}
    assert told["timing"] == {"threads": 1, "warm_up": 20, "repeats": 100, "batch": 128}


@pytest.mark.parametrize(
    ("evaluation", "sentence"),
    [
        ({"accuracy": 0.9}, "the evaluation has no section compression"),
        ({"compression": {"version": 2}}, "compression must be of version 1, got 2"),
    ],
)
def test_an_evaluation_that_says_nothing_of_it_is_refused(
    evaluation: dict[str, object], sentence: str
) -> None:
    with pytest.raises(SectionError) as refused:
        read_section(evaluation)
    assert str(refused.value) == sentence


def test_a_model_is_measured_before_and_after() -> None:
    report = assessed(PLAN)
    assert report.before.accuracy == 1.0
    assert report.after.disk_bytes < report.before.disk_bytes
    assert report.after.loaded_bytes < report.before.loaded_bytes / 3
    assert report.verdict.accepted
    assert [each.dtype for each in report.layers] == ["int8"] * 4
    zeros = sum(round(each.zeros * each.weights) for each in report.layers)
    assert zeros >= 0.5 * sum(each.weights for each in report.layers)


def test_a_model_that_lost_its_mind_is_not_accepted() -> None:
    report = assessed(plan_from({"prune": {"fraction": 1.0}}))
    assert not report.verdict.accepted
    assert report.verdict.reasons[0].startswith("accuracy falls by ")


def test_outputs_that_are_no_numbers_are_not_right() -> None:
    class Nowhere(nn.Module):
        def forward(self, given: torch.Tensor) -> torch.Tensor:
            return torch.full((len(given), 5), torch.nan)

    assert correct(Nowhere(), rows(), torch.zeros(32, dtype=torch.long)) == 0


def test_bytes_as_loaded_are_those_of_weights_and_buffers() -> None:
    assert loaded_bytes(nn.Linear(10, 5)) == 4 * 55
    assert loaded_bytes(nn.BatchNorm1d(4)) == 4 * 16 + 8


def test_latency_is_a_median_of_turns_after_those_that_warm_up() -> None:
    class Counting(nn.Module):
        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

        def forward(self, given: torch.Tensor) -> torch.Tensor:
            turns.append((self.name, len(given), torch.get_num_threads()))
            return given

    turns: list[tuple[str, int, int]] = []
    warming, quiet = [9, 9], [2, 2] * 4
    took = [*warming, 7, 8, 1, 5, 3, 6, *quiet]
    ends = iter([moment for each in took for moment in (0, each * 1_000_000)])
    threads = torch.get_num_threads()

    one, other = latencies([Counting("a"), Counting("b")], rows(), QUICK, clock=lambda: next(ends))

    assert (one.single_ms, other.single_ms, one.batch_ms) == (3.0, 6.0, 2.0)
    assert turns == [("a", 1, 1), ("b", 1, 1)] * 4 + [("a", 50, 1), ("b", 50, 1)] * 4
    assert torch.get_num_threads() == threads
