"""Which step stands in which layer, and where across: the graph, layer by layer."""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from statistics import fmean
from typing import TypeAlias

import networkx as nx

from ops.pipeline.definition import PlannedStep

WIDE, GAP = 172, 20
"""A box, and the room beside it, in points."""

_BEND = 28
"""The room that an arrow takes where it passes a layer."""

_SWEEPS = 4

Layers: TypeAlias = list[list[str]]
Edges: TypeAlias = list[tuple[str, str]]
Chains: TypeAlias = list[list[str]]
"""Each arrow, from its step through its bends to the other step."""


def layers_of(steps: Mapping[str, PlannedStep]) -> tuple[Layers, Chains, dict[str, float]]:
    """Top to bottom, and the middle of everything in them, from 0 at the left."""
    edges = _edges(steps)
    layers, chains = _with_bends(_layers(steps, edges), edges)
    joined = _joined(chains)
    layers = _ordered(layers, joined)
    x = _across(layers, joined)
    left = min(x[name] - room(name) / 2 for name in x)
    return layers, chains, {name: middle - left for name, middle in x.items()}


def _edges(steps: Mapping[str, PlannedStep]) -> Edges:
    """Without those that follow from others: what comes after Train comes after Prepare too."""
    graph = nx.DiGraph()
    graph.add_nodes_from(steps)
    graph.add_edges_from(
        (before, one.name) for one in steps.values() for before in one.after if before in steps
    )
    return sorted(
        nx.transitive_reduction(graph).edges, key=lambda edge: tuple(map([*steps].index, edge))
    )


def _layers(steps: Iterable[str], edges: Edges) -> Layers:
    graph = nx.DiGraph()
    graph.add_nodes_from(steps)
    graph.add_edges_from(edges)
    layers = [list(names) for names in nx.topological_generations(graph)]
    row = {name: number for number, names in enumerate(layers) for name in names}
    for name in layers[0] if layers else []:
        # What needs nothing stands right above what needs it, not far away at the top.
        row[name] = min((row[after] - 1 for after in graph.successors(name)), default=0)
    return [[name for name in steps if row[name] == number] for number in range(len(layers))]


def _with_bends(layers: Layers, edges: Edges) -> tuple[Layers, Chains]:
    """An arrow over several layers gets a place of its own in each that it passes."""
    row = {name: number for number, names in enumerate(layers) for name in names}
    layers, chains = [list(names) for names in layers], list[list[str]]()
    for before, after in edges:
        passed = range(row[before] + 1, row[after])
        bends = [f"{before} {after} {number}" for number in passed]
        for number, bend in zip(passed, bends, strict=True):
            layers[number].append(bend)
        chains.append([before, *bends, after])
    return layers, chains


def _ordered(layers: Layers, joined: Mapping[str, list[str]]) -> Layers:
    """Each next to what it is joined to: fewer arrows cross."""
    for _ in range(_SWEEPS):
        x = _across(layers, joined)
        layers = [sorted(names, key=lambda name: _middle(name, joined, x)) for names in layers]
    return layers


def _middle(name: str, joined: Mapping[str, list[str]], x: Mapping[str, float]) -> float:
    others = joined.get(name)
    return fmean(x[one] for one in others) if others else x[name]


def _joined(chains: Chains) -> dict[str, list[str]]:
    joined: dict[str, list[str]] = {}
    for chain in chains:
        for upper, lower in pairwise(chain):
            joined.setdefault(upper, []).append(lower)
            joined.setdefault(lower, []).append(upper)
    return joined


def _across(layers: Layers, joined: Mapping[str, list[str]]) -> dict[str, float]:
    """Each layer is packed, and stands below what it is joined to."""
    places: dict[str, float] = {}
    for names in layers:
        packed = _packed(names)
        above = {
            name: [places[one] for one in joined.get(name, ()) if one in places] for name in names
        }
        apart = [fmean(xs) - packed[name] for name, xs in above.items() if xs]
        places |= {name: x + (fmean(apart) if apart else 0) for name, x in packed.items()}
    return places


def _packed(names: list[str]) -> dict[str, float]:
    places, left = dict[str, float](), -_width(names) / 2
    for name in names:
        places[name] = left + room(name) / 2
        left += room(name) + GAP
    return places


def _width(names: list[str]) -> float:
    return sum(map(room, names)) + GAP * (len(names) - 1)


def room(name: str) -> float:
    """SageMaker allows no space in the name of a step, so what has one is a bend."""
    return _BEND if " " in name else WIDE
