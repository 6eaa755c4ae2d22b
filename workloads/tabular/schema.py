"""The rows of the tumours: thirty measurements, and whether the tumour is malignant."""

from itertools import product

from workloads.stages.schema import Column, Schema

_KINDS = ("mean", "error", "worst")
_MEASURED = (
    "radius",
    "texture",
    "perimeter",
    "area",
    "smoothness",
    "compactness",
    "concavity",
    "concave_points",
    "symmetry",
    "fractal_dimension",
)

SCHEMA = Schema(
    features=tuple(
        Column(name=f"{kind}_{measured}", at_least=0)
        for kind, measured in product(_KINDS, _MEASURED)
    ),
    label="malignant",
    labels=(0, 1),
)
