"""What is made of one digit: a row of its own, so that chunks cannot show in the result."""

import numpy as np

_SIDE = 8
_LEVELS = 16


def features(row: bytes) -> bytes:
    """``row``: 64 grey levels (0 to 16) and the label. Gives the levels (0 to 1), their means by
    line and by column, the slopes across and down, and the label: 209 numbers of six digits.
    """
    *levels, label = map(int, row.split(b","))
    image = np.array(levels, dtype=np.float64).reshape(_SIDE, _SIDE) / _LEVELS
    parts = (image, image.mean(1), image.mean(0), np.diff(image, axis=1), np.diff(image, axis=0))
    numbers = np.concatenate([part.ravel() for part in parts])
    return b",".join([*(b"%.6f" % number for number in numbers), b"%d" % label]) + b"\n"
