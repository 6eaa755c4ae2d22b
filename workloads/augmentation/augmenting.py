"""Images in, images out: augmented as the description says, and as seed, epoch and index decide."""

from collections.abc import Iterable
from dataclasses import dataclass

import torch
from torch import Tensor

from workloads.augmentation.description import Augmentation
from workloads.augmentation.draws import Draws
from workloads.augmentation.light import blurred, brightened, contrasted, noisy
from workloads.augmentation.place import flipped, moved
from workloads.contract import RefusedError

_STEPS = (flipped, moved, blurred, contrasted, brightened, noisy)


class ImagesError(RefusedError):
    """What was given is no batch of images that can be augmented."""


@dataclass(frozen=True, kw_only=True)
class Augmenter:
    augmentation: Augmentation
    seed: int

    def __call__(self, images: Tensor, *, epoch: int, index: Iterable[int]) -> Tensor:
        """``images``: (samples, channels, height, width), 0 to 1; ``index``: a number for each,
        its own in this epoch, such as its place in it. The rest of the batch makes no difference.
        """
        numbers = [int(each) for each in index]
        _check(images, numbers)
        if not self.augmentation.operations or not numbers:
            return images
        draws = Draws.of(self.augmentation, seed=self.seed, epoch=epoch, index=numbers)
        # Half precision is not enough to say where a pixel looks, nor can the CPU sample in it.
        precise = images.to(torch.promote_types(images.dtype, torch.float32)).contiguous()
        for step in _STEPS:
            precise = step(precise, draws)
        return precise.clamp(0, 1).to(images.dtype)


def _check(images: Tensor, numbers: list[int]) -> None:
    shape = tuple(images.shape)
    if images.dim() != len(("samples", "channels", "height", "width")):
        raise ImagesError(f"images must be (samples, channels, height, width), got {shape}")
    if not images.is_floating_point():
        raise ImagesError(f"images must be of a floating type, 0 to 1, got {images.dtype}")
    if len(numbers) != len(images):
        raise ImagesError(f"index must have one number for each of {shape[0]}, got {len(numbers)}")
    if images.numel() and not (images.min() >= 0 and images.max() <= 1):
        found = f"{images.min():g} to {images.max():g}"
        raise ImagesError(f"images must be 0 to 1, got {found}: augment before standardising them")
