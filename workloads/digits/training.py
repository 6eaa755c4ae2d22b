"""The training as work under the contract: a step is a mini-batch."""

import io
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from workloads.contract import RefusedError, random_state, restore_random_state, say
from workloads.digits.network import Reading, network, reading
from workloads.digits.recipe import Recipe
from workloads.digits.split import Split


class DivergedError(RefusedError):
    """The loss is no number any more: whatever follows is nothing."""


def told_of_accuracy(read: Reading) -> str:
    return f"accuracy {read.accuracy:.3f}"


def deterministic(seed: int) -> torch.device:
    """Bit for bit the same on the same kind of machine; one thread is quickest on digits."""
    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
    torch.use_deterministic_algorithms(mode=True)
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


@dataclass(frozen=True)
class Share:
    """Which rows of a mini-batch are this process's."""

    rank: int = 0
    of: int = 1

    def rows(self, batch: Tensor) -> Tensor:
        return batch[self.rank :: self.of]


@dataclass(kw_only=True)
class Training:
    """Every process draws the whole mini-batch and its noise, and learns from its share of it:
    however many they are, they learn from the same rows in the same order.
    """

    rows: Split
    epochs: int
    seed: int
    recipe: Recipe = field(default_factory=Recipe)
    share: Share = field(default_factory=Share)
    joined: Callable[[nn.Module], nn.Module] = lambda model: model
    """Makes the processes' gradients one; DistributedDataParallel where there are several."""
    tell: Callable[[str], None] = say
    told_of: Callable[[Reading], str] = told_of_accuracy
    epoch: int = 0
    batch: int = 0

    def __post_init__(self) -> None:
        self.device = deterministic(self.seed)
        self.model = network(width=self.recipe.width).to(self.device)
        self._forward = self.joined(self.model)
        self._optimiser = torch.optim.SGD(
            self.model.parameters(),
            lr=self.recipe.learning_rate,
            momentum=self.recipe.momentum,
            weight_decay=self.recipe.weight_decay,
        )
        self._images = torch.from_numpy(self.rows.images)
        self._labels = torch.from_numpy(self.rows.labels)
        self._batches = -(-len(self._labels) // self.recipe.batch)

    @property
    def done(self) -> int:
        return self.epoch * self._batches + self.batch

    @property
    def total(self) -> int:
        return self.epochs * self._batches

    def where(self) -> str:
        return f"epoch {self.epoch + 1}, batch {self.batch}"

    def step(self) -> None:
        self._learn(self._chosen())
        self.batch += 1
        if self.batch == self._batches:
            self.epoch, self.batch = self.epoch + 1, 0
            self.tell(f"epoch {self.epoch}/{self.epochs} {self.told_of(self.reading())}")

    def reading(self) -> Reading:
        return reading(self.model, self.rows.held_out_images, self.rows.held_out_labels)

    def accuracy(self) -> float:
        return self.reading().accuracy

    def state(self) -> bytes:
        content = io.BytesIO()
        torch.save(
            {
                "epoch": self.epoch,
                "batch": self.batch,
                "model": self.model.state_dict(),
                "optimiser": self._optimiser.state_dict(),
                "random": random_state(),
            },
            content,
        )
        return content.getvalue()

    def restore(self, state: bytes) -> None:
        told: dict[str, Any] = torch.load(
            io.BytesIO(state), map_location=self.device, weights_only=True
        )
        self.epoch, self.batch = told["epoch"], told["batch"]
        self.model.load_state_dict(told["model"])
        self._optimiser.load_state_dict(told["optimiser"])
        restore_random_state(told["random"])

    def _chosen(self) -> Tensor:
        """The order of an epoch depends on the seed and the epoch alone."""
        order = np.random.default_rng((self.seed, self.epoch)).permutation(len(self._labels))
        return torch.from_numpy(np.array_split(order, self._batches)[self.batch])

    def _learn(self, chosen: Tensor) -> None:
        mine = self.share.rows(self._seen(chosen)).to(self.device)
        labels = self.share.rows(self._labels[chosen]).to(self.device)
        self._optimiser.zero_grad()
        loss = nn.functional.cross_entropy(self._forward(mine), labels, reduction="sum")
        self._refuse_no_number(loss)
        # The mean over the processes of this is the mean over the batch, whatever the shares.
        torch.autograd.backward(loss * self.share.of / len(chosen))
        for group in self._optimiser.param_groups:
            group["lr"] = self.recipe.rate(self.done, self.total)
        self._optimiser.step()

    def _seen(self, chosen: Tensor) -> Tensor:
        images = self._images[chosen]
        return images + self.recipe.noise * torch.randn(images.shape)

    def _refuse_no_number(self, loss: Tensor) -> None:
        if not torch.isfinite(loss):
            raise DivergedError(
                f"{self.where()}: the loss is {loss.item()}, with learning_rate "
                f"{self.recipe.learning_rate:g}: try a smaller one, or look for wrong rows"
            )
