"""Templates as nobody would write them: what stands at any place changes its shape."""

import copy
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rules import RULES
from rules.registry import FILES

INTRINSICS = (
    "Ref", "Fn::GetAtt", "Fn::Join", "Fn::Sub", "Fn::Select", "Fn::Split", "Fn::FindInMap",
    "Fn::GetStackOutput", "Fn::ImportValue", "Fn::Base64", "Fn::If", "Fn::Transform", "Condition",
    "Fn::GetAZs", "Fn::Cidr", "Fn::Length", "Fn::ToJsonString", "Fn::ForEach::Loop",
)  # fmt: skip
_ODD_LEAVES: tuple[object, ...] = (
    None, True, False, 0, -1, 10**20, 1.5, float("nan"), float("inf"), "", "*", ".", "..", "a.b.c",
    "nan", "1e999", "-1", "\ud800", "${", "${A}", "${A.B}", "${!A}", "AWS::NoValue", "A", [], {},
    "arn:aws:iam::aws:policy/", "arn:aws:sqs:::q", "python3.14", "index.handler", "x" * 200, "(",
    '{"Steps":', "[[", "\\", "٣", "²", "1_0", " 5 ",
)  # fmt: skip
_KEY = re.compile(r"^\s*[\w:.-]+$")


def _vocabulary() -> tuple[list[str], list[str]]:
    """(types, names of properties): every word that stands between quotes in the rules."""
    sources = [path.read_text("utf-8") for path in FILES.values()]
    sources += [
        path.read_text("utf-8") for path in Path(FILES[RULES[0].id]).parents[1].glob("*.py")
    ]
    words = {word for source in sources for word in re.findall(r'"([^"\n]{1,80})"', source)}
    types = sorted(word for word in words if word.startswith(("AWS::", "Custom::")))
    names = sorted({part for word in words if _KEY.match(word) for part in word.split(".")})
    return types, [name for name in names if name not in types]


TYPES, NAMES = _vocabulary()


def mutated(body: Any, dice: random.Random) -> Any:
    """One to four places of it changed."""
    changed = copy.deepcopy(body)
    for _ in range(dice.randint(1, 4)):
        holders = [found for found in _containers(changed) if found]
        if not holders:
            return changed
        holder = dice.choice(holders)
        key = dice.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
        _change(holder, key, dice)
    return changed


def foreign(dice: random.Random) -> dict[str, Any]:
    """Resources of the types that the rules know, made of the words that they know."""
    ids = ["A", "B", "C", "D", "Queue", "Key"]
    resources = {
        name: {
            "Type": dice.choice(TYPES),
            "Properties": {
                dice.choice(NAMES): anything(dice, 4) for _ in range(dice.randint(0, 5))
            },
            "DeletionPolicy": dice.choice(["Retain", "Delete", 1, None, []]),
            "DependsOn": dice.choice(["A", ["B", 1], None, {"Ref": "C"}]),
        }
        for name in dice.sample(ids, dice.randint(1, len(ids)))
    }
    return {"Resources": resources, "Outputs": {"O": anything(dice, 3)}}


def anything(dice: random.Random, depth: int) -> Any:
    kind = dice.random()
    if depth == 0 or kind < 0.3:
        return dice.choice(_ODD_LEAVES)
    if kind < 0.5:
        return {dice.choice(INTRINSICS): anything(dice, depth - 1)}
    if kind < 0.6:
        return dice.choice(
            [{"Ref": "A"}, {"Fn::GetAtt": ["B", "Arn"]}, {"Fn::Sub": "${Key.Arn}/*"}]
        )
    if kind < 0.75:
        return [anything(dice, depth - 1) for _ in range(dice.randint(0, 3))]
    return {dice.choice(NAMES): anything(dice, depth - 1) for _ in range(dice.randint(0, 4))}


def _containers(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _containers(inner)


def _change(holder: Any, key: Any, dice: random.Random) -> None:
    old = holder[key]
    match dice.randrange(6):
        case 0:
            del holder[key]
        case 1:
            holder[key] = anything(dice, 3)
        case 2:
            holder[key] = {dice.choice(INTRINSICS): old}
        case 3:
            holder[key] = [old]
        case 4:
            holder[key] = list(old.values()) if isinstance(old, dict) else {"a": old}
        case _:
            holder[key] = dict.fromkeys(map(str, old), old) if isinstance(old, list) else str(old)
