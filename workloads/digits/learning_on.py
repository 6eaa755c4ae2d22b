"""What a compressed network learns again, of the rows that it learnt from before."""

import torch
from torch import nn

from workloads.digits.images import Images, Labels

_BATCH = 32
_LEARNING_RATE = 0.003


def learn_on(images: Images, labels: Labels, epochs: int, seed: int, model: nn.Module) -> None:
    """Ever more gently."""
    seen, truth = torch.from_numpy(images), torch.from_numpy(labels)
    optimiser = torch.optim.Adam(model.parameters(), lr=_LEARNING_RATE)
    drawn = torch.Generator().manual_seed(seed)
    for epoch in range(epochs):
        for group in optimiser.param_groups:
            group["lr"] = _LEARNING_RATE * (1 - epoch / epochs)
        for chosen in torch.randperm(len(truth), generator=drawn).split(_BATCH):  # type: ignore[no-untyped-call]
            optimiser.zero_grad()
            loss = nn.functional.cross_entropy(model(seen[chosen]), truth[chosen])
            torch.autograd.backward(loss)
            optimiser.step()
