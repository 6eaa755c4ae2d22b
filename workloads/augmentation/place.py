"""Operations that move what is seen: flip, and crop, rotate and scale as one resampling."""

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import grid_sample

from workloads.augmentation.draws import Draws
from workloads.augmentation.tensors import beside

_PADDING = {"black": "zeros", "edge": "border", "mirror": "reflection"}


def flipped(images: Tensor, draws: Draws) -> Tensor:
    across = torch.where(beside(draws.done("flip"), images), images.flip(-1), images)
    return torch.where(beside(draws.done("flip_vertically"), images), across.flip(-2), across)


def moved(images: Tensor, draws: Draws) -> Tensor:
    """Once resampled, whatever moves it: each resampling more would blur it more."""
    is_moved = draws.done("crop") | draws.done("rotate") | draws.done("scale")
    if not is_moved.any():
        return images
    padding = _PADDING[draws.augmentation.outside]
    sampled = grid_sample(images, _seen_at(images, draws), "bilinear", padding, align_corners=False)
    return torch.where(beside(is_moved, images), sampled, images)


def _seen_at(images: Tensor, draws: Draws) -> Tensor:
    """(samples, height, width, 2): where in the image each pixel of the new one looks.

    Written out by hand: affine_grid multiplies matrices, whose last bits depend on the batch.
    """
    height, width = images.shape[-2:]
    x = _from_the_middle(width, images)
    y = _from_the_middle(height, images)[:, None]
    turned = np.deg2rad(draws.both_ways("rotate"))
    larger = draws.factor("scale")
    cosine, sine = (beside(f(turned) / larger, images)[..., 0] for f in (np.cos, np.sin))
    right, down = (
        beside(draws.both_ways("crop", second=second), images)[..., 0] for second in (False, True)
    )
    across = (cosine * x + sine * y) * 2 / width + 2 * right
    along = (cosine * y - sine * x) * 2 / height + 2 * down
    return torch.stack([across, along], dim=-1)


def _from_the_middle(length: int, images: Tensor) -> Tensor:
    pixels = torch.arange(length, dtype=images.dtype, device=images.device)
    return pixels - (length - 1) / 2
