"""What the stage that judges reports of each kind of problem: a gate may ask for nothing else.

The measuring itself needs scikit-learn, so its names are written down; a test holds them to it.
"""

from collections.abc import Mapping

_OF_LABELS = ("accuracy", "macro_f1", "log_loss")
REPORTED: Mapping[str, tuple[str, ...]] = {
    "binary": (*_OF_LABELS, "auc", "precision", "recall"),
    "multiclass": _OF_LABELS,
}
"""A regression is judged by a stage of the team's own, which alone knows its metrics."""
SHARES = frozenset({"accuracy", "macro_f1", "f1", "auc", "precision", "recall"})
"""From 0 to 1, and not in percent."""
