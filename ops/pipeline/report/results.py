"""Each metric beside what the gate asks of it, and beside the champion's."""

from dataclasses import dataclass

from ops.pipeline.report.facts import Facts


@dataclass(frozen=True)
class Result:
    metric: str
    value: float | None
    """None: the gate asks for it, and nobody measured it."""
    wanted: str
    met: bool | None
    champion: float | None

    @property
    def gained(self) -> float | None:
        if self.value is None or self.champion is None:
            return None
        return self.value - self.champion


def results(facts: Facts) -> list[Result]:
    measured = facts.evaluation.metrics if facts.evaluation else {}
    champion = facts.evaluation.champion if facts.evaluation else None
    theirs = champion.metrics if champion and champion.compared else {}
    asked = [one.metric for one in facts.thresholds] if facts.evaluation else []
    names = dict.fromkeys([*asked, *measured])
    return [_result(name, measured.get(name), theirs.get(name), facts) for name in names]


def _result(name: str, value: float | None, champion: float | None, facts: Facts) -> Result:
    wanted = [one for one in facts.thresholds if one.metric == name]
    met = all(value is not None and one.met_by(value) for one in wanted) if wanted else None
    return Result(name, value, ", ".join(one.words for one in wanted), met, champion)
