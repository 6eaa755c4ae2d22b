"""A tensor as the fewest bytes, without loss: what was pruned or shared is seen in the numbers.

Numbers are compared by their bits, so a tensor comes back bit for bit, whatever is in it.
"""

from typing import Any, NamedTuple
from zlib import compress

import numpy as np
from numpy.typing import NDArray

from workloads.compression.bits import packed, unpacked, width
from workloads.compression.hashing import Hashed, places

Words = NDArray[np.unsignedinteger[Any]]
_MOST_VALUES = 2**16


class Encoded(NamedTuple):
    """``code`` says, in JSON, how ``content`` is to be read."""

    code: dict[str, Any]
    content: bytes

    @property
    def size(self) -> int:
        """As it will be in the file, which is deflated."""
        return len(compress(self.content))


def encoded(words: Words, *, hashed: Hashed | None = None) -> Encoded:
    """The shortest of: as it is; values and indices; where it is not zero, and those; the values of
    a hash, if it is of that hash.
    """
    ways = [_dense(words), _codebook(words), _sparse(words), _by_hash(words, hashed)]
    return min((way for way in ways if way is not None), key=lambda way: way.size)


def decoded(code: dict[str, Any], content: bytes, count: int, word: np.dtype[Any]) -> Words:
    match code["kind"]:
        case "dense":
            return np.frombuffer(content, word, count)
        case "codebook":
            values = np.frombuffer(content, word, code["values"])
            indices = unpacked(content[values.nbytes :], width(len(values)), count)
            return values[indices]
        case "sparse":
            ends = -(-count // 8)
            filled = unpacked(content[:ends], 1, count).astype(bool)
            words = np.zeros(count, word)
            words[filled] = decoded(code["of"], content[ends:], int(filled.sum()), word)
            return words
        case "hashed":
            hashed = Hashed(values=code["values"], seed=code["seed"])
            return _placed(np.frombuffer(content, np.float32), hashed, count)
    raise ValueError(f"no code is called {code['kind']!r}")


def _dense(words: Words) -> Encoded:
    return Encoded({"kind": "dense"}, words.tobytes())


def _codebook(words: Words) -> Encoded | None:
    values, indices = np.unique(words, return_inverse=True)
    if not 0 < len(values) <= _MOST_VALUES:
        return None
    content = values.tobytes() + packed(indices, width(len(values)))
    return Encoded({"kind": "codebook", "values": len(values)}, content)


def _sparse(words: Words) -> Encoded | None:
    filled = words != 0
    if filled.all():
        return None
    dense, codebook = _dense(words[filled]), _codebook(words[filled])
    inner = dense if codebook is None or dense.size <= codebook.size else codebook
    return Encoded({"kind": "sparse", "of": inner.code}, packed(filled, 1) + inner.content)


def _by_hash(words: Words, hashed: Hashed | None) -> Encoded | None:
    if hashed is None or words.dtype.itemsize != np.dtype(np.float32).itemsize:
        return None
    chosen, signs = places(hashed, len(words))
    values = np.zeros(hashed.values, np.float32)
    values[chosen] = words.view(np.float32) * signs
    if not np.array_equal(_placed(values, hashed, len(words)), words):
        return None
    code = {"kind": "hashed", "values": hashed.values, "seed": hashed.seed}
    return Encoded(code, values.tobytes())


def _placed(values: NDArray[np.float32], hashed: Hashed, count: int) -> Words:
    chosen, signs = places(hashed, count)
    words: Words = (values[chosen] * signs).view(np.uint32)
    return words
