"""Random states go on exactly where they were."""

import random

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from workloads.contract import random_state, restore_random_state


def draws() -> list[float]:
    numpys = np.random.standard_normal(3).tolist()  # noqa: NPY002
    return [random.gauss(), random.gauss(), *numpys, *torch.randn(3).tolist()]


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(0, 5))
def test_draws_repeat_from_a_state_that_was_restored(seed: int, before: int) -> None:
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002
    torch.manual_seed(seed)
    for _ in range(before):
        random.gauss()
        np.random.standard_normal()  # noqa: NPY002
    state = random_state()
    first = draws()
    restore_random_state(state)
    assert draws() == first


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")
def test_the_generators_of_gpus_are_among_them() -> None:
    state = random_state()
    first = torch.rand(4, device="cuda").tolist()
    restore_random_state(state)
    assert torch.rand(4, device="cuda").tolist() == first
