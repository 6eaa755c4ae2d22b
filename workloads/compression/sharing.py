"""Each layer keeps few values, and each of its weights is one of them."""

import warnings
from collections.abc import Mapping

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.utils import parametrize

from workloads.compression.bits import Numbers
from workloads.compression.hashing import Hashed, places
from workloads.compression.layers import weighted
from workloads.compression.tuning import Tune


class Shared(nn.Module):
    """The weight of a layer, made of its values. A value moves as its weights would in the mean, so
    a rate of learning that suited them suits it.
    """

    chosen: Tensor
    factors: Tensor
    counts: Tensor

    def __init__(self, chosen: Numbers, factors: NDArray[np.float32], values: int) -> None:
        super().__init__()
        self.register_buffer("chosen", torch.from_numpy(chosen))
        self.register_buffer("factors", torch.from_numpy(factors))
        counts = np.bincount(chosen, np.abs(factors), values).clip(min=1)
        self.register_buffer("counts", torch.from_numpy(counts))
        self._values = values
        self._shape = torch.Size()

    def forward(self, values: Tensor) -> Tensor:
        fixed = values.detach()
        gently = fixed + (values - fixed) / self.counts.to(values.dtype)
        return (gently[self.chosen] * self.factors).reshape(self._shape)

    def right_inverse(self, weight: Tensor) -> Tensor:
        """The values that come closest to a weight: of each, the mean of those that share it."""
        self._shape = weight.shape
        # The mean of equals is that very number in float64, and need not be in float32.
        factors, none = self.factors.double(), torch.zeros(self._values, dtype=torch.float64)
        sums = none.index_add(0, self.chosen, weight.detach().flatten().double() * factors)
        return (sums / self.counts).to(weight.dtype)


def share_by_value(model: nn.Module, *, values: int, seed: int, tune: Tune) -> None:
    """A layer with zeros keeps them: zero is one of its values, and is not tuned."""
    _share(
        model,
        {
            name: _alike(layer.weight.detach().flatten().numpy(), values=values, seed=seed)
            for name, layer in weighted(model)
        },
        tune,
    )


def share_by_hash(model: nn.Module, hashed: Hashed, *, tune: Tune) -> None:
    """Sound with ``tune`` alone: weights that share by chance have nothing in common yet. A layer
    of no more weights than values stays as it is.
    """
    _share(
        model,
        {
            name: Shared(*places(hashed.of(name), layer.weight.numel()), hashed.values)
            for name, layer in weighted(model)
            if layer.weight.numel() > hashed.values
        },
        tune,
    )


def _share(model: nn.Module, how: Mapping[str, Shared], tune: Tune) -> None:
    for name, shared in how.items():
        parametrize.register_parametrization(model.get_submodule(name), "weight", shared)
    tune(model)
    for name in how:
        parametrize.remove_parametrizations(model.get_submodule(name), "weight")


def _alike(weight: NDArray[np.float32], *, values: int, seed: int) -> Shared:
    kept = weight != 0
    chosen = np.zeros(len(weight), np.int64)
    count = values - 1 if not kept.all() else values
    chosen[kept] = _clusters(weight[kept].astype(np.float64), count, seed)
    return Shared(chosen, kept.astype(np.float32), count)


def _clusters(weight: NDArray[np.float64], count: int, seed: int) -> Numbers:
    # Not above: a container that serves what was shared has no scikit-learn.
    from sklearn.cluster import KMeans  # noqa: PLC0415
    from sklearn.exceptions import ConvergenceWarning  # noqa: PLC0415

    distinct, chosen = np.unique(weight, return_inverse=True)
    if len(distinct) <= count:
        return chosen.astype(np.int64)
    # Evenly over the range, as Han et al. found best (Deep Compression, 2016): large weights are
    # few, and matter most.
    start = np.linspace(distinct[0], distinct[-1], count)[:, None]
    with warnings.catch_warnings():
        # Of values that lie too close for it to tell apart, fewer are used: no harm.
        warnings.simplefilter("ignore", ConvergenceWarning)
        found = KMeans(count, init=start, n_init=1, random_state=seed).fit(weight[:, None])
    return found.labels_.astype(np.int64)  # type: ignore[no-any-return]
