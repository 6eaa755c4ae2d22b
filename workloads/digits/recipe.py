"""How the network learns: what a person or a tuning may change."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Recipe:
    learning_rate: float = 0.05
    batch: int = 32
    momentum: float = 0.9
    weight_decay: float = 1e-4
    width: int = 32
    """Channels of the first convolution."""
    noise: float = 0.1
    """Standard deviation of what is added to each pixel, drawn anew for every batch."""
    falls: bool = False
    """The rate falls to nothing along a cosine; else the last steps are a lottery."""

    def rate(self, done: int, total: int) -> float:
        """Made of the position alone, so a checkpoint need not hold it."""
        part = (1 + math.cos(math.pi * done / total)) / 2 if self.falls else 1.0
        return self.learning_rate * part
