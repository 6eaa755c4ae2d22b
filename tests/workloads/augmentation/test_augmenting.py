"""Augmented images are images still: of the same shape and type, 0 to 1, and nothing else moved."""

import pytest
import torch
from hypothesis import given, settings
from torch import Tensor

from tests.workloads.augmentation.batches import (
    Plain,
    augmenter,
    batches,
    images,
    operations,
)
from workloads.augmentation import ImagesError
from workloads.augmentation.kinds import KINDS

ANGLED = torch.tensor([[[[0.0, 0.25], [0.5, 1.0]]]])


@settings(deadline=None)
@given(batches(), operations())
def test_shape_type_and_range_are_kept_whatever_is_done(batch: Tensor, plain: Plain) -> None:
    before = batch.clone()
    seen = augmenter(plain)(batch, epoch=0, index=range(len(batch)))
    assert (seen.shape, seen.dtype, seen.device) == (batch.shape, batch.dtype, batch.device)
    assert seen.min() >= 0
    assert seen.max() <= 1
    assert torch.equal(batch, before)


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if kind.has_strength])
def test_at_strength_0_nothing_changes(name: str) -> None:
    batch = images(20, 1, 8, 8)
    assert torch.equal(augmenter({name: {"strength": 0}})(batch, epoch=0, index=range(20)), batch)


@pytest.mark.parametrize("name", KINDS)
def test_at_probability_0_nothing_changes(name: str) -> None:
    batch, kind = images(20, 1, 8, 8), KINDS[name]
    strength = {"strength": kind.at_most} if kind.has_strength else {}
    never = augmenter({name: {**strength, "probability": 0}})
    assert torch.equal(never(batch, epoch=0, index=range(20)), batch)


@pytest.mark.parametrize("name", KINDS)
def test_those_that_are_passed_over_stay_as_they_are_and_are_as_many_as_said(name: str) -> None:
    batch, kind = images(1000, 1, 6, 6), KINDS[name]
    strength = {"strength": kind.at_most} if kind.has_strength else {}
    seldom = augmenter({name: {**strength, "probability": 0.3}})
    changed = (seldom(batch, epoch=0, index=range(1000)) != batch).flatten(1).any(1)
    assert 250 < changed.sum() < 350


@pytest.mark.parametrize("name", ["flip", "flip_vertically"])
def test_flipped_twice_is_not_flipped(name: str) -> None:
    batch = images(3, 2, 5, 8)
    flip = augmenter({name: {"probability": 1}})
    once = flip(batch, epoch=0, index=range(3))
    assert not torch.equal(once, batch)
    assert torch.equal(flip(once, epoch=7, index=range(3)), batch)


def test_a_flip_changes_left_and_right_and_a_vertical_one_top_and_bottom() -> None:
    across = augmenter({"flip": {"probability": 1}})(ANGLED, epoch=0, index=[0])
    along = augmenter({"flip_vertically": {"probability": 1}})(ANGLED, epoch=0, index=[0])
    assert across.flatten().tolist() == [0.25, 0.0, 1.0, 0.5]
    assert along.flatten().tolist() == [0.5, 1.0, 0.0, 0.25]


def test_rotated_by_nearly_nothing_is_nearly_not_rotated() -> None:
    batch = images(4, 1, 7, 9)
    seen = augmenter({"rotate": {"strength": 1e-6}})(batch, epoch=0, index=range(4))
    torch.testing.assert_close(seen, batch, atol=1e-5, rtol=0)


def from_the_middle(height: int, width: int) -> tuple[Tensor, Tensor]:
    y, x = torch.arange(height) - (height - 1) / 2, torch.arange(width) - (width - 1) / 2
    return y[:, None].expand(height, width), x.expand(height, width)


def test_a_disc_stays_a_disc_however_it_is_rotated_in_a_wide_image() -> None:
    y, x = from_the_middle(41, 61)
    disc = torch.exp(-(x**2 + y**2) / 50).expand(16, 1, 41, 61)
    seen = augmenter({"rotate": {"strength": 180}})(disc, epoch=0, index=range(16))
    torch.testing.assert_close(seen, disc, atol=0.01, rtol=0)


def test_a_bar_is_rotated_both_ways_by_as_much_as_it_is_strong() -> None:
    y, x = from_the_middle(41, 61)
    bar = torch.exp(-(x**2) / 200 - y**2 / 10).expand(500, 1, 41, 61)
    seen = augmenter({"rotate": {"strength": 30}})(bar, epoch=0, index=range(500))[:, 0]
    moments = [(seen * each).sum((1, 2)) for each in (x * y, x**2 - y**2)]
    degrees = torch.rad2deg(torch.atan2(2 * moments[0], moments[1]) / 2)
    assert -30.5 < degrees.min() < -28
    assert 28 < degrees.max() < 30.5


def test_a_crop_sees_as_far_aside_as_it_is_strong() -> None:
    wide = torch.linspace(0, 1, 101).expand(500, 1, 3, 101)
    seen = augmenter({"crop": {"strength": 0.2}, "outside": "edge"})(
        wide, epoch=0, index=range(500)
    )
    aside = seen[:, 0, 1, 50] - 0.5
    assert -0.205 < aside.min() < -0.19
    assert 0.19 < aside.max() < 0.205


def test_scaled_it_is_as_often_larger_as_smaller() -> None:
    square = torch.zeros(1000, 1, 40, 40)
    square[..., 10:30, 10:30] = 1
    seen = augmenter({"scale": {"strength": 0.5}})(square, epoch=0, index=range(1000))
    sides = seen.sum((1, 2, 3)).sqrt() / 20
    assert 1 / 1.55 < sides.min() < 1 / 1.4
    assert 1.4 < sides.max() < 1.55
    assert 450 < (sides > 1).sum() < 550


@pytest.mark.parametrize(("outside", "corner"), [("black", 0.0), ("edge", 1.0), ("mirror", 1.0)])
def test_what_lies_outside_is_what_the_word_says(outside: str, corner: float) -> None:
    white = torch.ones(8, 1, 9, 9)
    seen = augmenter({"rotate": {"strength": 60}, "outside": outside})(
        white, epoch=0, index=range(8)
    )
    assert seen[:, :, 0, 0].min() == pytest.approx(corner, abs=1e-5)


def test_noise_has_no_mean_and_the_deviation_that_it_was_given() -> None:
    grey = torch.full((400, 1, 16, 16), 0.5)
    noise = augmenter({"noise": {"strength": 0.1}})(grey, epoch=0, index=range(400)) - grey
    assert noise.mean().abs() < 5 * 0.1 / noise.numel() ** 0.5
    assert noise.std() == pytest.approx(0.1, rel=0.02)


def test_a_blur_keeps_how_bright_an_image_is_and_spreads_a_point() -> None:
    point = torch.zeros(50, 1, 33, 33)
    point[..., 16, 16] = 1
    seen = augmenter({"blur": {"strength": 2}})(point, epoch=0, index=range(50))
    torch.testing.assert_close(seen.sum((1, 2, 3)), torch.ones(50))
    torch.testing.assert_close(seen, seen.mT)
    assert seen[..., 16, 16].min() < 0.1


def test_contrast_pivots_on_mid_grey_and_brightness_moves_all_alike() -> None:
    batch = torch.tensor([0.3, 0.5, 0.7]).expand(9, 1, 1, 3)
    contrasted = augmenter({"contrast": {"strength": 0.5}})(batch, epoch=0, index=range(9))
    assert contrasted[..., 1].tolist() == [[[0.5]]] * 9
    torch.testing.assert_close(contrasted[..., 0] + contrasted[..., 2], torch.ones(9, 1, 1))
    brightened = augmenter({"brightness": {"strength": 0.2}})(batch, epoch=0, index=range(9))
    torch.testing.assert_close(brightened.diff(dim=-1), torch.full((9, 1, 1, 2), 0.2))


def test_no_images_are_no_images() -> None:
    assert augmenter({"rotate": {"strength": 9}})(images(0, 1, 8, 8), epoch=0, index=[]).shape == (
        (0, 1, 8, 8)
    )


@pytest.mark.parametrize(
    ("batch", "sentence"),
    [
        (images(2, 64), "images must be (samples, channels, height, width), got (2, 64)"),
        (
            torch.zeros(2, 1, 2, 2, dtype=torch.uint8),
            "images must be of a floating type, 0 to 1, got torch.uint8",
        ),
        (images(3, 1, 2, 2), "index must have one number for each of 3, got 2"),
        (
            ANGLED.expand(2, 1, 2, 2) * 255,
            "images must be 0 to 1, got 0 to 255: augment before standardising them",
        ),
        (
            ANGLED.expand(2, 1, 2, 2) * torch.nan,
            "images must be 0 to 1, got nan to nan: augment before standardising them",
        ),
    ],
)
def test_what_is_no_batch_of_images_is_refused(batch: Tensor, sentence: str) -> None:
    with pytest.raises(ImagesError) as refused:
        augmenter({"rotate": {"strength": 9}})(batch, epoch=0, index=[0, 1])
    assert str(refused.value) == sentence
