"""Rows to learn from and rows held out, the same for every run of one seed."""

from dataclasses import dataclass

from sklearn.model_selection import train_test_split

from workloads.digits.data import Images, Labels


@dataclass(frozen=True, kw_only=True)
class Split:
    images: Images
    labels: Labels
    held_out_images: Images
    held_out_labels: Labels


def split(images: Images, labels: Labels, *, seed: int) -> Split:
    learn_x, held_x, learn_y, held_y = train_test_split(
        images, labels, test_size=0.25, random_state=seed, stratify=labels
    )
    return Split(images=learn_x, labels=learn_y, held_out_images=held_x, held_out_labels=held_y)
