"""Operations on what each pixel shows: blur, contrast, brightness and noise."""

import math

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import pad

from workloads.augmentation.draws import Draws, Numbers
from workloads.augmentation.tensors import beside

_MID_GREY = 0.5
_REACH = 3
"""How many deviations from a pixel a blur still takes notice."""
_SHARPEST = 1e-3
"""The smallest deviation in pixels: below it nothing is blurred."""


def blurred(images: Tensor, draws: Draws) -> Tensor:
    done = draws.done("blur")
    if not done.any():
        return images
    weights = _weights(draws.upward("blur"), strength=draws.augmentation.strength("blur"))
    across = _summed(images, weights)
    return torch.where(beside(done, images), _summed(across.mT, weights).mT, images)


def _weights(deviations: Numbers, *, strength: float) -> list[Numbers]:
    """Of each pixel around one, the same number of them in whatever batch a sample is."""
    reach = math.ceil(_REACH * strength)
    away = np.arange(-reach, reach + 1) / np.maximum(deviations, _SHARPEST)[:, None]
    bell = np.exp(-(away**2) / 2)
    return list((bell / bell.sum(1, keepdims=True)).T)


def _summed(images: Tensor, weights: list[Numbers]) -> Tensor:
    """Along rows; written out by hand: a convolution's last bits may depend on the batch."""
    length, reach = images.shape[-1], len(weights) // 2
    wider = pad(images, (reach, reach, 0, 0), mode="replicate")
    total = torch.zeros_like(images)
    for start, weight in enumerate(weights):
        total += wider[..., start : start + length] * beside(weight, images)
    return total


def contrasted(images: Tensor, draws: Draws) -> Tensor:
    done = draws.done("contrast")
    if not done.any():
        return images
    further = (images - _MID_GREY) * beside(draws.factor("contrast"), images) + _MID_GREY
    return torch.where(beside(done, images), further, images)


def brightened(images: Tensor, draws: Draws) -> Tensor:
    return images + beside(draws.both_ways("brightness"), images)


def noisy(images: Tensor, draws: Draws) -> Tensor:
    if not draws.done("noise").any():
        return images
    noise = draws.normal("noise", images[0].numel()).reshape(images.shape)
    return images + torch.from_numpy(noise).to(images)
