"""Small whole numbers side by side, in no more bits than the largest of them needs."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


def width(count: int) -> int:
    """Bits that tell ``count`` things apart."""
    return (count - 1).bit_length()


def packed(numbers: Numbers, width: int) -> bytes:
    bits = numbers[:, None] >> np.arange(width) & 1
    return np.packbits(bits.astype(bool), bitorder="little").tobytes()


def unpacked(content: bytes, width: int, count: int) -> Numbers:
    raw = np.frombuffer(content, np.uint8)
    bits = np.unpackbits(raw, count=width * count, bitorder="little").astype(np.int64)
    numbers: Numbers = (bits.reshape(count, width) << np.arange(width)).sum(1)
    return numbers
