"""A description as one flag of a job: JSON, refused in one sentence like every other flag."""

import json
from argparse import ArgumentTypeError

from workloads.augmentation.description import Augmentation
from workloads.augmentation.reading import AugmentationError, read_augmentation


def augmentation_flag(text: str) -> Augmentation:
    """A type for ``add_argument``; without a text nothing is done."""
    try:
        return read_augmentation(json.loads(text or "null"))
    except json.JSONDecodeError as error:
        raise ArgumentTypeError(f"must be JSON, {error}, got {text!r}") from error
    except AugmentationError as error:
        raise ArgumentTypeError(str(error)) from error
