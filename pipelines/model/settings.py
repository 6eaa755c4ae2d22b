"""Which settings a stage takes: what its module says to ``read_settings``, read without running it.

The stages bring libraries of their own, so their tuples are written down; a test holds them.
"""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipelines.model.workload import Workload
from pipelines.words import RefusedError, unknown

SETTINGS: Mapping[str, tuple[str, ...]] = {
    "champions": ("champion", "champion_transform"),
    "enough": ("rows_at_least", "rows_of_each_label_at_least", "repeated_at_most"),
    "evaluating": ("gate", "champion", "champion_transform"),
    "splitting": ("test_share", "validation_share", "train_rows"),
}
EVERYBODYS = ("problem", "seed")
GIVEN = frozenset({"augmentation", "compression", "gate", "champion", "champion_transform"})
"""By the pipeline, out of other parts of the file."""


def strange_settings(
    workload: Workload, folder: Path
) -> Iterator[tuple[tuple[str, ...], RefusedError]]:
    for name, stage in workload.stages.items():
        declared = declared_by(folder / f"{name}.py")
        if declared is None:
            continue
        known = [*(each for each in declared if each not in GIVEN), *EVERYBODYS]
        for setting in stage.settings:
            if setting not in known:
                wrong = f"is no setting of {name}"
                yield ("stages", name, "settings", setting), unknown(wrong, setting, known)


def declared_by(module: Path) -> tuple[str, ...] | None:
    """None where it cannot be told without running the module."""
    try:
        tree = ast.parse(module.read_bytes())
    except SyntaxError:
        return None
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _reads(node)]
    words = [_words(argument) for call in calls for argument in call.args]
    if not calls or any(each is None for each in words):
        return None
    return tuple(dict.fromkeys(word for each in words for word in each or ()))


def _reads(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == "read_settings"


def _words(argument: ast.expr) -> tuple[str, ...] | None:
    match argument:
        case ast.Constant(value=str(word)):
            return (word,)
        case ast.Starred(value=ast.Attribute(value=ast.Name(id=stage), attr="SETTINGS")):
            return SETTINGS.get(stage)
    return None
