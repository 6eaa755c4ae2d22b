"""Layers whose weights are int8 in memory and on disk.

Written here, in plain int8 tensors: torch.ao.quantization and the types that it makes (torch.qint8)
warn that they will be removed, and torchao, which follows, changes no convolution in eager mode.
``torch._int_mm`` is the product that torchao uses as well.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

_LARGEST = 127
"""Of int8 without -128: as many steps below zero as above, so zero is zero."""
_SMALLEST = 1e-30


class Int8Linear(nn.Module):
    """Multiplies int8 by int8: the sums are whole numbers, hence the same in any order."""

    weight: Tensor
    scale: Tensor
    bias: Tensor | None
    activation_scale: Tensor | None

    def __init__(
        self,
        weight: Tensor,
        scale: Tensor,
        *,
        bias: Tensor | None,
        activation_scale: Tensor | None = None,
    ) -> None:
        super().__init__()
        self.register_buffer("weight", weight)
        self.register_buffer("scale", scale)
        self.register_buffer("bias", bias)
        self.register_buffer("activation_scale", activation_scale)

    def forward(self, given: Tensor) -> Tensor:
        rows = given.reshape(-1, given.shape[-1])
        scale = self.activation_scale
        if scale is None:
            scale = scale_of(rows.abs().amax(1, keepdim=True))
        product = torch._int_mm(in_steps(rows, scale), self.weight.t())  # noqa: SLF001
        made = product * (scale * self.scale)
        if self.bias is not None:
            made = made + self.bias
        return made.reshape(*given.shape[:-1], len(self.weight))


class Int8Conv2d(nn.Module):
    """Keeps int8 and computes in floats: small as loaded, and not quicker."""

    weight: Tensor
    scale: Tensor
    bias: Tensor | None

    def __init__(
        self, like: nn.Conv2d, weight: Tensor, scale: Tensor, *, bias: Tensor | None
    ) -> None:
        super().__init__()
        self._stride, self._padding, self._dilation = like.stride, like.padding, like.dilation
        self.register_buffer("weight", weight)
        self.register_buffer("scale", scale)
        self.register_buffer("bias", bias)

    def forward(self, given: Tensor) -> Tensor:
        weight = self.weight * self.scale.reshape(-1, 1, 1, 1)
        return functional.conv2d(
            given, weight, self.bias, self._stride, self._padding, self._dilation
        )


def scale_of(largest: Tensor) -> Tensor:
    """The size of a step; of nothing but zeros any will do."""
    return largest.clamp(min=_SMALLEST) / _LARGEST


def in_steps(numbers: Tensor, scale: Tensor) -> Tensor:
    return (numbers / scale).round().clamp(-_LARGEST, _LARGEST).to(torch.int8)
