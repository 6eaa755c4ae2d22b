"""The file that a compressed model travels in: plain numbers under a checksum, and no code."""

import hashlib
import json
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from workloads.compression.compressing import Compressed
from workloads.compression.encoding import decoded, encoded
from workloads.compression.hashing import Hashed
from workloads.compression.int8 import Int8Conv2d, Int8Linear
from workloads.compression.layers import of_shape, weighted
from workloads.contract import RefusedError

_MARK = b"millrace compressed model 1"
_WORDS = {1: torch.uint8, 2: torch.int16, 4: torch.int32, 8: torch.int64}

Build = Callable[[dict[str, Any]], nn.Module]
"""The network before compression, from what was told about it; its weights do not matter."""


class ArtifactError(RefusedError):
    """A file holds no compressed model, or one of another network."""


def saved(compressed: Compressed, *, about: Mapping[str, Any]) -> bytes:
    """``about`` is JSON, and what ``loaded`` will be building the network from."""
    return _file(compressed.model, compressed.hashed, about)


def saved_as_it_is(model: nn.Module, *, about: Mapping[str, Any]) -> bytes:
    """The same file of a model that nobody compressed: what a compressed one is compared with."""
    return _file(model, None, about)


def loaded(content: bytes, build: Build) -> nn.Module:
    """On the CPU, ready to evaluate."""
    told, blobs = _opened(content)
    tensors = {}
    for each in told["tensors"]:
        tensors[each["name"]] = _tensor(each, blobs[: each["bytes"]])
        blobs = blobs[each["bytes"] :]
    model = build(told["about"])
    _fit(model, tensors)
    try:
        model.load_state_dict(tensors)
    except RuntimeError as error:
        raise ArtifactError(
            f"the file is of another network: {error}".replace("\n", " ")
        ) from error
    return model.eval()


def _file(model: nn.Module, hashed: Hashed | None, about: Mapping[str, Any]) -> bytes:
    tensors, blobs = [], []
    for name, tensor in model.state_dict().items():
        words = _words(tensor)
        drawn = hashed.of(name.removesuffix(".weight")) if hashed else None
        code, blob = encoded(words, hashed=drawn)
        dtype = str(tensor.dtype).removeprefix("torch.")
        shape = list(tensor.shape)
        tensors.append(
            {"name": name, "dtype": dtype, "shape": shape, "code": code, "bytes": len(blob)}
        )
        blobs.append(blob)
    head = json.dumps({"about": dict(about), "tensors": tensors}, separators=(",", ":"))
    body = zlib.compress(head.encode() + b"\n" + b"".join(blobs), level=9)
    return b"%s %s\n%s" % (_MARK, _sum(body), body)


def _opened(content: bytes) -> tuple[dict[str, Any], bytes]:
    head, _, body = content.partition(b"\n")
    if head != b"%s %s" % (_MARK, _sum(body)):
        raise ArtifactError(f"{len(content)} bytes are no whole compressed model of version 1")
    told, _, blobs = zlib.decompress(body).partition(b"\n")
    return json.loads(told), blobs


def _sum(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()


def _words(tensor: Tensor) -> np.ndarray[Any, Any]:
    """Its bits as whole numbers: NumPy knows not all types that PyTorch has."""
    kind = _WORDS[tensor.dtype.itemsize]
    flat = tensor.detach().cpu().contiguous().flatten().view(kind).numpy()
    return flat.view(f"<u{tensor.dtype.itemsize}")


def _tensor(told: Mapping[str, Any], content: bytes) -> Tensor:
    dtype: torch.dtype = getattr(torch, told["dtype"])
    count, size = int(np.prod(told["shape"])), dtype.itemsize
    words = decoded(told["code"], content, count, np.dtype(f"<u{size}"))
    signed = np.array(words.view("<u1" if size == 1 else f"<i{size}"))
    return torch.from_numpy(signed).view(dtype).reshape(told["shape"])


def _fit(model: nn.Module, tensors: Mapping[str, Tensor]) -> None:
    """Layers that were made smaller or int8 take the place of those that the network came with."""
    for name, layer in list(weighted(model)):
        weight, bias = tensors.get(f"{name}.weight"), tensors.get(f"{name}.bias")
        if weight is None:
            raise ArtifactError(f"the file is of another network: it has no layer {name}")
        if weight.dtype == torch.int8:
            scale = tensors[f"{name}.scale"]
            fixed = tensors.get(f"{name}.activation_scale")
            model.set_submodule(
                name,
                Int8Conv2d(layer, weight, scale, bias=bias)
                if isinstance(layer, nn.Conv2d)
                else Int8Linear(weight, scale, bias=bias, activation_scale=fixed),
            )
        elif weight.shape != layer.weight.shape:
            model.set_submodule(name, of_shape(layer, weight.shape))
