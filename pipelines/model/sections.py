"""Which keys the libraries in the containers know: a slip is told here, and not an hour later.

Those libraries bring PyTorch, so their keys are written down; a test holds them to each other.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pipelines.words import RefusedError, unknown

_STRONG = ("strength", "probability")
_NO_PART: tuple[str, ...] = ()
Keys = Mapping[str, tuple[str, ...]]
"""Of a section, with those of the part that a key holds; none where it holds a plain value."""

AUGMENTATION: Keys = {
    "copies": _NO_PART,
    "flip": ("probability",),
    "flip_vertically": ("probability",),
    "crop": _STRONG,
    "rotate": _STRONG,
    "scale": _STRONG,
    "blur": _STRONG,
    "contrast": _STRONG,
    "brightness": _STRONG,
    "noise": _STRONG,
    "outside": _NO_PART,
}
COMPRESSION: Keys = {
    "prune": ("fraction", "of"),
    "share": ("values", "by"),
    "quantise": ("activations",),
    "seed": _NO_PART,
    "allow": ("accuracy_loss", "times_smaller", "times_slower"),
}
_MIX_IN = "mix_in"


def strange_keys(
    name: str, section: Mapping[str, Any], keys: Keys
) -> Iterator[tuple[tuple[str, ...], RefusedError]]:
    for key, part in section.items():
        if name == "augmentation" and key == _MIX_IN:
            wrong = "has no further source here: Augment is given the training rows alone"
            yield (name, key), RefusedError(wrong)
        elif key not in keys:
            yield (name, key), unknown("unknown key", key, list(keys))
        elif isinstance(part, Mapping):
            yield from (
                ((name, key, inner), unknown("unknown key", inner, keys[key]))
                for inner in part
                if inner not in keys[key]
            )
