"""The global random states of Python, NumPy and PyTorch: part of the state of work that draws."""

import json
import random
import sys
from typing import Any


def random_state() -> str:
    """JSON of the generators that this process has loaded; NumPy's and PyTorch's where imported.

    A ``numpy.random.Generator`` or ``torch.Generator`` of your own is your own to save.
    """
    state: dict[str, Any] = {"python": random.getstate()}
    if "numpy" in sys.modules:
        name, keys, *rest = sys.modules["numpy"].random.get_state()
        state["numpy"] = [name, keys.tolist(), *rest]
    if "torch" in sys.modules:
        torch = sys.modules["torch"]
        state["torch"] = torch.get_rng_state().tolist()
        state["cuda"] = [each.tolist() for each in torch.cuda.get_rng_state_all()]
    return json.dumps(state)


def restore_random_state(told: str) -> None:
    """Imports what the state speaks of. On fewer GPUs than before, the first ones are restored."""
    state = json.loads(told)
    version, words, gauss = state["python"]
    random.setstate((version, tuple(words), gauss))
    if "numpy" in state:
        import numpy as np  # noqa: PLC0415 - work without NumPy needs no NumPy

        np.random.set_state(tuple(state["numpy"]))  # noqa: NPY002 - it is the global one
    if "torch" in state:
        import torch  # noqa: PLC0415 - work without PyTorch needs no PyTorch

        torch.set_rng_state(torch.tensor(state["torch"], dtype=torch.uint8))
        for device, words in enumerate(state["cuda"][: torch.cuda.device_count()]):
            torch.cuda.set_rng_state(torch.tensor(words, dtype=torch.uint8), device)
