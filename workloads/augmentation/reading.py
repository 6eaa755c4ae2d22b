"""A description out of a workload's file, refused in one sentence where it makes no sense."""

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Any, get_args

from workloads.augmentation.description import Augmentation, Operation, Outside
from workloads.augmentation.kinds import KINDS, Kind
from workloads.contract import RefusedError

_BESIDE_OPERATIONS = ("mix_in", "outside")
_OFF = (None, False, "off")
"""``rotate: off`` is false to YAML 1.1 and a word to YAML 1.2; ``rotate:`` is nothing."""


class AugmentationError(RefusedError):
    """An augmentation was described in a way that cannot be done."""


def read_augmentation(plain: object, *, at: str = "augmentation") -> Augmentation:
    """``plain``: what YAML or JSON gives; ``at``: where it stands, for the sentence."""
    if plain in _OFF:
        return Augmentation()
    given = _mapping(plain, at, "of operations")
    _refuse_unknown(given, (*KINDS, *_BESIDE_OPERATIONS), at, "operation")
    operations = (
        _operation(name, given[name], at=f"{at}.{name}")
        for name in KINDS
        if given.get(name) not in _OFF
    )
    return Augmentation(
        operations=tuple(each for each in operations if each.is_on),
        outside=_outside(given.get("outside", "black"), f"{at}.outside"),
        mix_in=_mix_in(given.get("mix_in"), f"{at}.mix_in"),
    )


def _operation(name: str, plain: object, *, at: str) -> Operation:
    kind = KINDS[name]
    given = _mapping(plain, at, f"of {' and '.join(_keys(kind))}")
    _refuse_unknown(given, _keys(kind), at, "key")
    missing = [key for key in _keys(kind)[:1] if key not in given]
    if missing:
        raise AugmentationError(f"{at}: {missing[0]} is missing")
    probability = _number(given.get("probability", 1), f"{at}.probability", at_most=1)
    if not kind.has_strength:
        return Operation(name=name, probability=probability)
    strength = _number(
        given["strength"], f"{at}.strength", at_most=kind.at_most, unit=f" ({kind.strength})"
    )
    return Operation(name=name, strength=strength, probability=probability)


def _keys(kind: Kind) -> tuple[str, ...]:
    """The first has no default."""
    return ("strength", "probability") if kind.has_strength else ("probability",)


def _outside(plain: object, at: str) -> Outside:
    allowed: tuple[Outside, ...] = get_args(Outside)
    for word in allowed:
        if word == plain:
            return word
    raise AugmentationError(_unknown("word", plain, allowed, at))


def _mix_in(plain: object, at: str) -> tuple[tuple[str, float], ...]:
    given = {} if plain in _OFF else _mapping(plain, at, "of sources and their shares")
    shares = {
        name: _number(share, f"{at}.{name}", at_most=1) for name, share in sorted(given.items())
    }
    if sum(shares.values()) >= 1:
        told = f"{sum(shares.values()):g}"
        raise AugmentationError(f"{at}: shares must add up to less than 1, they make {told}")
    return tuple((name, share) for name, share in shares.items() if share > 0)


def _mapping(plain: object, at: str, of: str) -> Mapping[str, Any]:
    if isinstance(plain, Mapping) and all(isinstance(key, str) for key in plain):
        return plain
    raise AugmentationError(f"{at}: must be a mapping {of}, or off, got {plain!r}")


def _number(plain: object, at: str, *, at_most: float, unit: str = "") -> float:
    is_number = isinstance(plain, (int, float)) and not isinstance(plain, bool)
    if is_number and 0 <= plain <= at_most:  # type: ignore[operator]
        return float(plain)  # type: ignore[arg-type]
    raise AugmentationError(f"{at}: must be a number from 0 to {at_most:g}{unit}, got {plain!r}")


def _refuse_unknown(given: Mapping[str, Any], allowed: Collection[str], at: str, what: str) -> None:
    for word in given:
        if word not in allowed:
            raise AugmentationError(_unknown(what, word, allowed, at))


def _unknown(what: str, word: object, allowed: Collection[str], at: str) -> str:
    said = f"{at}: unknown {what} {word!r}; allowed: {', '.join(allowed)}"
    meant = get_close_matches(str(word).lower(), allowed, n=1)
    return f"{said}; did you mean '{meant[0]}'?" if meant else said
