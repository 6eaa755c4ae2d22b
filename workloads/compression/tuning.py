"""What a workload may do to a model after each loss: learn on, a little."""

from collections.abc import Callable

from torch import nn

Tune = Callable[[nn.Module], None]
"""Trains ``model.parameters()`` in place. Zeros and indices are no parameters, so what is pruned
stays pruned and what is shared stays shared.
"""


def leave(_model: nn.Module) -> None:
    """The tuning that does nothing."""
