"""The experiment's training: the digits' network on 200 of them, augmented anew in every epoch."""

from dataclasses import dataclass

import numpy as np
import torch
from sklearn.model_selection import train_test_split
from torch import Tensor, nn

from workloads.augmentation.augmenting import Augmenter
from workloads.augmentation.reading import read_augmentation
from workloads.digits.data import Images, Labels, as_csv, from_csv
from workloads.digits.network import accuracy, network

_SAMPLES = 200
_HELD_OUT = 1000
_BATCH = 32


@dataclass(frozen=True)
class Rows:
    """200 to learn from, 597 to choose operations by, and 1,000 that are held out from both:
    the same ones for every seed.
    """

    learn: tuple[Images, Labels]
    choose: tuple[Images, Labels]
    held_out: tuple[Images, Labels]

    @classmethod
    def of(cls, seed: int) -> "Rows":
        images, labels = from_csv(as_csv())
        rest, held_out, rest_labels, held_out_labels = train_test_split(
            images, labels, test_size=_HELD_OUT, random_state=0, stratify=labels
        )
        learn, choose, learn_labels, choose_labels = train_test_split(
            rest, rest_labels, train_size=_SAMPLES, random_state=seed, stratify=rest_labels
        )
        return cls((learn, learn_labels), (choose, choose_labels), (held_out, held_out_labels))


@dataclass(frozen=True)
class Read:
    """Which share of them was read right."""

    choosing: float
    held_out: float


def read_after(plain: object, epochs: int, seed: int) -> Read:
    """``plain``: the augmentation that is trained with, as a file has it."""
    rows = Rows.of(seed)
    model = _trained(rows, plain, seed=seed, epochs=epochs)
    return Read(accuracy(model, *rows.choose), accuracy(model, *rows.held_out))


def _trained(rows: Rows, plain: object, *, seed: int, epochs: int) -> nn.Sequential:
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    model = network()
    augment = Augmenter(augmentation=read_augmentation(plain), seed=seed)
    images, labels = (torch.from_numpy(each) for each in rows.learn)
    batches = -(-len(labels) // _BATCH)
    learning = _Learning(model, steps=epochs * batches)
    for epoch in range(epochs):
        order = np.random.default_rng((seed, epoch)).permutation(len(labels))
        for chosen in np.array_split(order, batches):
            seen = augment(images[chosen].reshape(-1, 1, 8, 8), epoch=epoch, index=chosen)
            learning.step(seen.flatten(1), labels[chosen])
    return model.eval()


class _Learning:
    """The digits' optimiser; its rate falls to nothing, else the last steps were a lottery."""

    def __init__(self, model: nn.Module, *, steps: int) -> None:
        self._model = model
        self._optimiser = torch.optim.SGD(
            model.parameters(), lr=0.05, momentum=0.9, weight_decay=1e-4
        )
        self._rate = torch.optim.lr_scheduler.CosineAnnealingLR(self._optimiser, steps)

    def step(self, images: Tensor, labels: Tensor) -> None:
        self._optimiser.zero_grad()
        torch.autograd.backward(nn.functional.cross_entropy(self._model(images), labels))
        self._optimiser.step()
        self._rate.step()
