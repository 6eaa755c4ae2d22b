"""The training itself: mini-batches whose order depends on the seed and the epoch alone."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import joblib
import numpy as np
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier

from .data import Images, Labels

_BATCH = 32
_CLASSES = np.arange(10)


@dataclass(frozen=True, kw_only=True)
class Split:
    """Rows to learn from and rows held out, the same for every run of one seed."""

    images: Images
    labels: Labels
    held_out_images: Images
    held_out_labels: Labels


def split(images: Images, labels: Labels, *, seed: int) -> Split:
    learn_x, held_x, learn_y, held_y = train_test_split(
        images, labels, test_size=0.25, random_state=seed, stratify=labels
    )
    return Split(images=learn_x, labels=learn_y, held_out_images=held_x, held_out_labels=held_y)


@dataclass(kw_only=True)
class Training:
    """A model on its way: all that an interrupted run needs to go on as if it had not been."""

    seed: int
    model: MLPClassifier
    epoch: int = 0
    batch: int = 0

    @classmethod
    def fresh(cls, *, seed: int) -> "Training":
        return cls(
            seed=seed,
            model=MLPClassifier(hidden_layer_sizes=(512, 256), alpha=1e-3, random_state=seed),
        )

    @classmethod
    def from_checkpoint(cls, content: bytes) -> "Training":
        return cls(**joblib.load(io.BytesIO(content)))

    def checkpoint(self) -> bytes:
        return _dumped(vars(self))

    def artifact(self) -> bytes:
        """The model alone, as joblib reads it wherever scikit-learn is installed."""
        return _dumped(self.model)

    def steps(self, rows: Split) -> Iterator[None]:
        """The rest of the current epoch, a mini-batch a step."""
        order = np.random.default_rng((self.seed, self.epoch)).permutation(len(rows.labels))
        batches = np.array_split(order, -(-len(order) // _BATCH))
        while self.batch < len(batches):
            chosen = batches[self.batch]
            self.model.partial_fit(rows.images[chosen], rows.labels[chosen], classes=_CLASSES)
            self.batch += 1
            yield
        self.epoch, self.batch = self.epoch + 1, 0

    def accuracy(self, rows: Split) -> float:
        return float(self.model.score(rows.held_out_images, rows.held_out_labels))


def _dumped(value: object) -> bytes:
    content = io.BytesIO()
    joblib.dump(value, content)
    return content.getvalue()
