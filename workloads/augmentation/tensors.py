"""Numbers of samples as tensors that meet their images."""

from typing import Any

import torch
from numpy.typing import NDArray
from torch import Tensor


def beside(numbers: NDArray[Any], images: Tensor) -> Tensor:
    """(samples, 1, 1, 1), on the images' device; numbers of the images' type."""
    here = torch.from_numpy(numbers).to(images.device)
    if here.dtype != torch.bool:
        here = here.to(images.dtype)
    return here[:, None, None, None]
