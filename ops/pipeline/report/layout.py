"""Where each step stands in the picture of a pipeline, and how the arrows go."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from ops.pipeline.definition import PlannedStep
from ops.pipeline.report.layers import GAP, layers_of, room

HIGH, BETWEEN = 52, 44
"""A box, and the room below it, in points."""

_HEAD = 6
"""Of an arrow."""


@dataclass(frozen=True)
class Box:
    step: str
    x: float
    y: float
    """Its middle, and its upper edge."""


@dataclass(frozen=True)
class Arrow:
    path: str
    """As SVG draws it."""
    label: str
    at: tuple[float, float]


@dataclass(frozen=True)
class Layout:
    width: float
    height: float
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def layout(steps: Mapping[str, PlannedStep]) -> Layout:
    layers, chains, across = layers_of(steps)
    x = {name: GAP + middle for name, middle in across.items()}
    y = {name: GAP + row * (HIGH + BETWEEN) for row, names in enumerate(layers) for name in names}
    return Layout(
        width=max(x[name] + room(name) / 2 for name in x) + GAP,
        height=2 * GAP + len(layers) * (HIGH + BETWEEN) - BETWEEN,
        boxes=tuple(Box(name, x[name], y[name]) for name in steps),
        arrows=tuple(_arrow(one, x, y, _label(steps[one[-1]], one[0])) for one in chains),
    )


def _arrow(chain: list[str], x: Mapping[str, float], y: Mapping[str, float], label: str) -> Arrow:
    points = [(x[chain[0]], y[chain[0]] + HIGH)]
    for name in chain[1:-1]:
        points += [(x[name], y[name]), (x[name], y[name] + HIGH)]
    points.append((x[chain[-1]], y[chain[-1]] - _HEAD))
    path = f"M{points[0][0]:g} {points[0][1]:g}"
    for (x1, y1), (x2, y2) in pairwise(points):
        half = (y1 + y2) / 2
        path += f" C{x1:g} {half:g} {x2:g} {half:g} {x2:g} {y2:g}"
    (x1, y1), (x2, y2) = points[:2]
    return Arrow(path, label, ((x1 + x2) / 2, (y1 + y2) / 2))


def _label(step: PlannedStep, before: str) -> str:
    if step.branch is None or step.branch.gate != before:
        return ""
    return "yes" if step.branch.outcome else "no"
