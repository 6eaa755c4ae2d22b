"""Augmentation: images as they might also have been, the same ones after every resumption.

A workload's file holds the description, ``Augmenter`` does it, ``Mixture`` mixes in further
sources. docs/augmentation.md tells how to use it.
"""

from workloads.augmentation.augmenting import Augmenter, ImagesError
from workloads.augmentation.description import Augmentation, Operation
from workloads.augmentation.flag import augmentation_flag
from workloads.augmentation.mixture import Mixture
from workloads.augmentation.reading import AugmentationError, read_augmentation

__all__ = [
    "Augmentation",
    "AugmentationError",
    "Augmenter",
    "ImagesError",
    "Mixture",
    "Operation",
    "augmentation_flag",
    "read_augmentation",
]
