"""The second container of an endpoint: z-scores of 64 pixels in, the digit and how sure out.

``inference.py`` of the model's archive; SageMaker's PyTorch container calls these, and so does
the evaluation: what is judged is what is served.
"""

import io
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from workloads.compression import loaded
from workloads.digits.network import from_artifact, network

PLAIN, COMPRESSED = "model.pt", "model.compressed"
NEEDS = (
    "workloads.compression",
    "workloads.contract",
    "workloads.digits.images",
    "workloads.digits.network",
)
_CSV = "text/csv"


def model_fn(model_dir: str) -> nn.Module:
    folder = Path(model_dir)
    if (folder / COMPRESSED).is_file():
        return loaded((folder / COMPRESSED).read_bytes(), lambda told: network(width=told["width"]))
    return from_artifact((folder / PLAIN).read_bytes())


def input_fn(body: bytes | str, content_type: str) -> Tensor:
    if content_type.partition(";")[0].strip() != _CSV:
        raise ValueError(f"content type must be {_CSV}, got {content_type!r}")
    text = body if isinstance(body, str) else bytes(body).decode()
    return torch.from_numpy(np.loadtxt(io.StringIO(text), delimiter=",", ndmin=2, dtype=np.float32))


@torch.no_grad()
def predict_fn(rows: Tensor, model: nn.Module) -> Tensor:
    """A probability for each digit."""
    made: Tensor = model(rows)
    return made.softmax(1)


def output_fn(probabilities: Tensor, accept: str) -> tuple[str, str]:
    """A line for each row: the digit, and its probability."""
    if accept not in (_CSV, "*/*", ""):
        raise ValueError(f"accept must be {_CSV}, got {accept!r}")
    sure, digits = probabilities.max(1)
    lines = zip(digits.tolist(), sure.tolist(), strict=True)
    return "".join(f"{digit},{share:.6f}\n" for digit, share in lines), _CSV
