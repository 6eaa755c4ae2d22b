"""What to do to a model, and what it may cost: read from a plain dict, or refused in a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from workloads.contract import RefusedError

PruneOf = Literal["weights", "channels"]
ShareBy = Literal["k-means", "hash"]
Activations = Literal["dynamic", "static"]

_LARGEST_SEED = 2**32 - 1
_MOST_VALUES = 2**16


class PlanError(RefusedError):
    """A description of a compression makes no sense."""


@dataclass(frozen=True, kw_only=True)
class Prune:
    """``weights`` become zero where they are, the smallest of the whole model first; ``channels``
    (neurons of a linear layer) are taken out of every layer but the last.
    """

    fraction: float
    of: PruneOf = "weights"


@dataclass(frozen=True, kw_only=True)
class Share:
    """Each layer keeps so many values, and each weight is one of them."""

    values: int
    by: ShareBy = "k-means"


@dataclass(frozen=True, kw_only=True)
class Quantise:
    """int8 weights; the scale of the activations is found anew for each sample, or once."""

    activations: Activations = "dynamic"


@dataclass(frozen=True, kw_only=True)
class Allowance:
    """What a workload lets a compression cost, and the least that it must gain."""

    accuracy_loss: float = 0.01
    times_smaller: float = 1.0
    times_slower: float | None = None
    """Of one sample; None: any."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Done in this order: prune, share or quantise."""

    prune: Prune | None = None
    share: Share | None = None
    quantise: Quantise | None = None
    seed: int = 1
    allow: Allowance = Allowance()


def plan_from(told: Mapping[str, Any]) -> Plan:
    given = _Given(told, "", ("prune", "share", "quantise", "seed", "allow"))
    prune, share, quantise = given.part("prune"), given.part("share"), given.part("quantise")
    if prune is share is quantise is None:
        raise PlanError("compression must name prune, share or quantise, got none of them")
    if share is not None and quantise is not None:
        raise PlanError("share and quantise are two ways to store a weight: give one of them")
    plan = Plan(
        prune=None if prune is None else _prune(prune),
        share=None if share is None else _share(share),
        quantise=None if quantise is None else _quantise(quantise),
        seed=given.whole("seed", 0, _LARGEST_SEED, otherwise=1),
        allow=_allowance(given.part("allow") or {}),
    )
    if plan.prune and plan.prune.of == "weights" and plan.share and plan.share.by == "hash":
        raise PlanError("a hash gives every place a value, pruned or not: prune channels")
    return plan


def _prune(told: Mapping[str, Any]) -> Prune:
    given = _Given(told, "prune.", ("fraction", "of"))
    return Prune(fraction=given.number("fraction", 0, 1), of=given.word("of", PruneOf))


def _share(told: Mapping[str, Any]) -> Share:
    given = _Given(told, "share.", ("values", "by"))
    return Share(values=given.whole("values", 2, _MOST_VALUES), by=given.word("by", ShareBy))


def _quantise(told: Mapping[str, Any]) -> Quantise:
    given = _Given(told, "quantise.", ("activations",))
    return Quantise(activations=given.word("activations", Activations))


def _allowance(told: Mapping[str, Any]) -> Allowance:
    given = _Given(told, "allow.", ("accuracy_loss", "times_smaller", "times_slower"))
    return Allowance(
        accuracy_loss=given.number("accuracy_loss", 0, 1, otherwise=0.01),
        times_smaller=given.number("times_smaller", 1, 1000, otherwise=1.0),
        times_slower=given.number("times_slower", 0, 1000) if "times_slower" in told else None,
    )


class _Given:
    """A dict that is asked for what it holds, and says under which name it was wrong."""

    def __init__(self, told: object, where: str, known: tuple[str, ...]) -> None:
        if not isinstance(told, Mapping):
            raise PlanError(f"{where.rstrip('.') or 'compression'} must be a mapping, got {told!r}")
        self._told, self._where = told, where
        for name in told:
            if name not in known:
                raise PlanError(f"{where}{name} is not known; known: {', '.join(known)}")

    def part(self, name: str) -> Any:
        return self._told.get(name)

    def word(self, name: str, allowed: Any) -> Any:
        """One of a Literal; the first of them where nothing is given."""
        words = get_args(allowed)
        given = self._told.get(name, words[0])
        if given not in words:
            self._refuse(name, f"must be one of {', '.join(words)}", given)
        return given

    def whole(self, name: str, least: int, most: int, *, otherwise: int | None = None) -> int:
        given = self._told.get(name, otherwise)
        if not isinstance(given, int) or isinstance(given, bool) or not least <= given <= most:
            self._refuse(name, f"must be a whole number, {least} to {most}", given)
            raise AssertionError
        return given

    def number(
        self, name: str, least: float, most: float, *, otherwise: float | None = None
    ) -> float:
        given = self._told.get(name, otherwise)
        number = isinstance(given, int | float) and not isinstance(given, bool)
        if not number or not least <= given <= most:
            self._refuse(name, f"must be a number, {least} to {most}", given)
        return float(given)

    def _refuse(self, name: str, allowed: str, given: object) -> None:
        what = "nothing" if given is None else repr(given)
        raise PlanError(f"{self._where}{name} {allowed}, got {what}")
