"""The digits, read once for all tests."""

import functools

from workloads.digits.data import as_csv, from_csv
from workloads.digits.split import Split, split

SEED = 1


@functools.cache
def rows() -> Split:
    return split(*from_csv(as_csv()), seed=SEED)
