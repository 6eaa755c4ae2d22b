"""The section ``compression`` of evaluation.json: the plan, before and after, and the verdict."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from workloads.compression.figures import Figures, Timing
from workloads.compression.gate import Verdict
from workloads.compression.plan import Allowance, Plan, Prune, Quantise, Share
from workloads.contract import RefusedError

VERSION = 1


class SectionError(RefusedError):
    """An evaluation says nothing of a compression, or says it in another version."""


@dataclass(frozen=True, kw_only=True)
class Layer:
    """A weight after compression: the share of zeros, and how many values there are."""

    name: str
    weights: int
    dtype: str
    zeros: float
    values: int


@dataclass(frozen=True, kw_only=True)
class Report:
    plan: Plan
    before: Figures
    after: Figures
    timing: Timing
    layers: tuple[Layer, ...]
    verdict: Verdict


def section(report: Report) -> dict[str, Any]:
    """Plain JSON, to be merged into an evaluation."""
    before, after = report.before, report.after
    return {
        "compression": {
            "version": VERSION,
            "plan": asdict(report.plan),
            "before": {**asdict(before), "accuracy": before.accuracy},
            "after": {**asdict(after), "accuracy": after.accuracy},
            "timing": asdict(report.timing),
            "layers": [asdict(each) for each in report.layers],
            "verdict": {
                "accepted": report.verdict.accepted,
                "reasons": list(report.verdict.reasons),
            },
        }
    }


def read_section(evaluation: Mapping[str, Any]) -> Report:
    """What ``section`` made, back from an evaluation."""
    told = evaluation.get("compression")
    if told is None:
        raise SectionError("the evaluation has no section compression")
    if told.get("version") != VERSION:
        raise SectionError(f"compression must be of version {VERSION}, got {told.get('version')!r}")
    return Report(
        plan=_plan(told["plan"]),
        before=_figures(told["before"]),
        after=_figures(told["after"]),
        timing=Timing(**told["timing"]),
        layers=tuple(Layer(**each) for each in told["layers"]),
        verdict=Verdict(tuple(told["verdict"]["reasons"])),
    )


def _figures(told: Mapping[str, Any]) -> Figures:
    return Figures(**{name: value for name, value in told.items() if name != "accuracy"})


def _plan(told: Mapping[str, Any]) -> Plan:
    return Plan(
        prune=Prune(**told["prune"]) if told["prune"] else None,
        share=Share(**told["share"]) if told["share"] else None,
        quantise=Quantise(**told["quantise"]) if told["quantise"] else None,
        seed=told["seed"],
        allow=Allowance(**told["allow"]),
    )
