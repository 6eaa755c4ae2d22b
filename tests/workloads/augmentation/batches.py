"""Images and descriptions to try the laws on."""

from collections.abc import Mapping
from typing import Any, TypeAlias

import torch
from hypothesis import strategies as st
from torch import Tensor

from workloads.augmentation import Augmenter, read_augmentation
from workloads.augmentation.kinds import KINDS

Plain: TypeAlias = Mapping[str, Any]

WORDS = st.sampled_from(["black", "edge", "mirror"])
DTYPES = st.sampled_from([torch.float32, torch.float64, torch.float16, torch.bfloat16])


def augmenter(plain: object, *, seed: int = 1) -> Augmenter:
    return Augmenter(augmentation=read_augmentation(plain), seed=seed)


def images(*shape: int, dtype: torch.dtype = torch.float32) -> Tensor:
    drawn = torch.rand(shape, generator=torch.Generator().manual_seed(sum(shape)))
    return drawn.to(dtype)


def shares(at_most: float = 1) -> st.SearchStrategy[float]:
    return st.floats(min_value=0, max_value=at_most, allow_subnormal=False)


def operations() -> st.SearchStrategy[dict[str, Any]]:
    """Any of them, each as strong and as often as it may be."""
    given = {
        name: st.fixed_dictionaries(
            {"strength": shares(kind.at_most), "probability": shares()}
            if kind.has_strength
            else {"probability": shares()}
        )
        for name, kind in KINDS.items()
    }
    return st.fixed_dictionaries({}, optional={**given, "outside": WORDS})


def batches() -> st.SearchStrategy[Tensor]:
    sizes = st.integers(1, 9)
    return st.builds(images, sizes, st.integers(1, 3), sizes, sizes, dtype=DTYPES)
