"""The layers that hold nearly all weights of a model: those that a compression is about."""

from collections.abc import Iterator

from torch import Size, nn

from workloads.contract import RefusedError

Weighted = nn.Linear | nn.Conv2d


class UncompressableError(RefusedError):
    """A model is of a form that the plan has no way for."""


def weighted(model: nn.Module) -> Iterator[tuple[str, Weighted]]:
    """Not their subclasses, which may compute anything; nor convolutions in groups or that pad with
    other than zeros.
    """
    for name, layer in model.named_modules():
        if type(layer) is nn.Linear or (type(layer) is nn.Conv2d and _plain(layer)):
            yield name, layer


def of_shape(layer: Weighted, shape: Size) -> Weighted:
    """A new layer like this one, with the inputs and outputs of a weight of ``shape``."""
    biased = layer.bias is not None
    if isinstance(layer, nn.Linear):
        return nn.Linear(shape[1], shape[0], bias=biased)
    return nn.Conv2d(
        shape[1],
        shape[0],
        layer.kernel_size,  # type: ignore[arg-type]
        stride=layer.stride,  # type: ignore[arg-type]
        padding=layer.padding,  # type: ignore[arg-type]
        dilation=layer.dilation,  # type: ignore[arg-type]
        bias=biased,
    )


def _plain(layer: nn.Conv2d) -> bool:
    return layer.groups == 1 and layer.padding_mode == "zeros"
