"""Seed, epoch and index decide: killed and resumed, a job sees the images that it would have seen.

Nothing of it is saved: the work below keeps its position and what it has seen, no random state.
"""

import functools
import hashlib
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from tests.workloads.augmentation.batches import Plain, augmenter, batches, images, operations
from tests.workloads.contract.doomed import Died, Doom, MemoryStore, scramble
from workloads.augmentation import Mixture
from workloads.contract import Cadence, carry_out

EVERYTHING = {
    "flip": {"probability": 0.5},
    "crop": {"strength": 0.1},
    "rotate": {"strength": 30, "probability": 0.7},
    "scale": {"strength": 0.2},
    "blur": {"strength": 1, "probability": 0.5},
    "contrast": {"strength": 0.3},
    "brightness": {"strength": 0.2},
    "noise": {"strength": 0.1},
    "mix_in": {"further": 0.25},
}
MAIN, FURTHER, BATCHES, EPOCHS = 12, 5, 4, 2
ROWS = images(MAIN + FURTHER, 1, 8, 8)
SEEDS = st.integers(0, 2**32 - 1)
KILLED = st.builds(
    Doom, at=st.integers(0, 30), how=st.sampled_from(["told", "before", "torn", "after"])
)


@dataclass
class Watching:
    """Sees a mini-batch in a step, and keeps a digest of all that it has seen."""

    doom: Doom
    done: int = 0
    seen: str = ""
    total: int = EPOCHS * BATCHES

    def step(self) -> None:
        with self.doom.instant():
            self.seen = hashlib.sha256(self.seen.encode() + self._batch()).hexdigest()
            self.done += 1

    def _batch(self) -> bytes:
        epoch, batch = divmod(self.done, BATCHES)
        augment = augmenter(EVERYTHING)
        mixture = Mixture.of(
            augment.augmentation, main=MAIN, further={"further": FURTHER}, seed=augment.seed
        )
        order = mixture.order(epoch)
        places = torch.arange(len(order)).tensor_split(BATCHES)[batch]
        seen = augment(ROWS[order[places.numpy()]], epoch=epoch, index=places.tolist())
        return seen.numpy().tobytes()

    def state(self) -> bytes:
        return json.dumps([self.done, self.seen]).encode()

    def restore(self, state: bytes) -> None:
        self.done, self.seen = json.loads(state)

    def where(self) -> str:
        return f"step {self.done}"


def seen_after(dooms: Sequence[Doom]) -> str:
    store = MemoryStore()
    for number, doom in enumerate([*dooms, Doom(10**9, "told")]):
        scramble(number)
        store.doom, work = doom, Watching(doom)
        cadence = Cadence(mean_between_interruptions_s=1.0)
        try:
            carry_out(work, store=store, notice=doom.notice, cadence=cadence, say=lambda _: None)
        except (Died, SystemExit):
            continue
        return work.seen
    raise AssertionError


@functools.cache
def uninterrupted() -> str:
    return seen_after([])


@settings(deadline=None, max_examples=20)
@given(st.lists(KILLED, max_size=4))
def test_whatever_kills_it_and_however_often_it_sees_the_same_bit_for_bit(
    dooms: list[Doom],
) -> None:
    assert seen_after(dooms) == uninterrupted()


@settings(deadline=None)
@given(batches(), operations(), SEEDS, st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_a_sample_is_the_same_bit_for_bit_alone_and_in_whatever_batch(
    batch: Tensor, plain: Plain, seed: int, epoch: int, shuffle: random.Random
) -> None:
    augment, places = augmenter(plain, seed=seed), list(range(len(batch)))
    together = augment(batch, epoch=epoch, index=places)
    shuffle.shuffle(places)
    for some in (places, places[:1]):
        assert torch.equal(augment(batch[some], epoch=epoch, index=some), together[some])


def test_large_images_as_well_are_the_same_alone_and_in_a_batch() -> None:
    batch, augment = images(6, 3, 131, 97), augmenter(EVERYTHING)
    together = augment(batch, epoch=2, index=range(6))
    for each in range(6):
        assert torch.equal(
            augment(batch[each : each + 1], epoch=2, index=[each])[0], together[each]
        )


@settings(deadline=None, max_examples=20)
@given(SEEDS)
def test_the_global_generators_are_neither_asked_nor_moved(seed: int) -> None:
    torch.manual_seed(seed)
    before = torch.get_rng_state()
    seen = augmenter(EVERYTHING)(images(3, 1, 8, 8), epoch=0, index=range(3))
    assert torch.equal(torch.get_rng_state(), before)
    assert torch.equal(seen, _expected())


@functools.cache
def _expected() -> Tensor:
    return augmenter(EVERYTHING)(images(3, 1, 8, 8), epoch=0, index=range(3))


@pytest.mark.parametrize(
    ("seed", "epoch", "index"), [(2, 0, 0), (1, 1, 0), (1, 0, 1)], ids=["seed", "epoch", "index"]
)
def test_another_seed_epoch_or_index_is_another_image(seed: int, epoch: int, index: int) -> None:
    batch = images(1, 1, 8, 8)
    first = augmenter(EVERYTHING)(batch, epoch=0, index=[0])
    other = augmenter(EVERYTHING, seed=seed)(batch, epoch=epoch, index=[index])
    assert not torch.equal(first, other)


def test_an_operation_that_is_switched_off_leaves_what_the_others_draw() -> None:
    batch, flip = images(50, 1, 8, 8), {"flip": {"probability": 0.5}}
    alone = augmenter(flip)(batch, epoch=0, index=range(50))
    also = augmenter({**flip, "rotate": {"strength": 1e-6}, "noise": {"strength": 1e-6}})
    torch.testing.assert_close(also(batch, epoch=0, index=range(50)), alone, atol=1e-4, rtol=0)


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")
def test_on_a_gpu_it_is_the_same_image_but_for_rounding() -> None:
    batch, augment = images(9, 3, 32, 32), augmenter(EVERYTHING)
    here = augment(batch, epoch=0, index=range(9))
    there = augment(batch.cuda(), epoch=0, index=range(9))
    torch.testing.assert_close(there.cpu(), here, atol=1e-4, rtol=0)
