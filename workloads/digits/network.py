"""The network that reads digits, and the file that it travels in."""

import io
from dataclasses import dataclass

import torch
from torch import nn

from workloads.digits.images import Images, Labels

_WIDTH = 32
_HIDDEN = 256
_CLASSES = 10


def network(*, width: int = _WIDTH) -> nn.Sequential:
    """Two convolutions and two layers over 8 x 8 grey levels; ``width``: channels of the first."""
    return nn.Sequential(
        nn.Unflatten(1, (1, 8, 8)),
        nn.Conv2d(1, width, 3, padding=1),
        nn.ReLU(),
        nn.Conv2d(width, 2 * width, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(2 * width * 4 * 4, _HIDDEN),
        nn.ReLU(),
        nn.Linear(_HIDDEN, _CLASSES),
    )


def as_artifact(model: nn.Sequential) -> bytes:
    """Weights and what is needed to build the network anew: a state dict can be pruned, quantised
    and evaluated; a program that torch.export has frozen cannot be pruned.
    """
    first = model[1]
    content = io.BytesIO()
    weights = {name: each.cpu() for name, each in model.state_dict().items()}
    torch.save({"width": first.out_channels, "weights": weights}, content)
    return content.getvalue()


def from_artifact(content: bytes) -> nn.Sequential:
    """On the CPU, ready to evaluate; reads weights alone, so a file can run no code."""
    told = torch.load(io.BytesIO(content), map_location="cpu", weights_only=True)
    model = network(width=told["width"])
    model.load_state_dict(told["weights"])
    return model.eval()


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Of images that were not learnt from."""

    accuracy: float
    loss: float


@torch.no_grad()
def reading(model: nn.Module, images: Images, labels: Labels) -> Reading:
    """On whatever device the model is."""
    device = next(model.parameters()).device
    made = model(torch.from_numpy(images).to(device)).cpu()
    truth = torch.from_numpy(labels)
    right = (made.argmax(1) == truth).double().mean()
    return Reading(accuracy=float(right), loss=float(nn.functional.cross_entropy(made, truth)))


def accuracy(model: nn.Module, images: Images, labels: Labels) -> float:
    """The share of images that are read right."""
    return reading(model, images, labels).accuracy
