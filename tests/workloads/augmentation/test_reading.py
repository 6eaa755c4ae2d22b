"""A description is read from a workload's file, or refused in one sentence."""

import pytest
from hypothesis import given
from ruamel.yaml import YAML

from tests.workloads.augmentation.batches import Plain, operations
from workloads.augmentation import Augmentation, AugmentationError, Operation, read_augmentation
from workloads.contract import RefusedError

FILE = """
rotate: {strength: 15, probability: 0.5}
crop: {strength: 0.125}
flip: off
noise:
mix_in: {usps: 0.2, scanned: 0.1, none: 0}
outside: edge
"""


def test_a_file_says_what_is_done_in_whatever_order_it_is_written() -> None:
    assert read_augmentation(YAML(typ="safe").load(FILE)) == Augmentation(
        operations=(
            Operation(name="crop", strength=0.125),
            Operation(name="rotate", strength=15, probability=0.5),
        ),
        outside="edge",
        mix_in=(("scanned", 0.1), ("usps", 0.2)),
    )


@pytest.mark.parametrize("off", [None, False, "off", {}, {"noise": {"strength": 0}}])
def test_what_is_off_does_nothing(off: object) -> None:
    assert read_augmentation(off) == Augmentation()


@given(operations())
def test_what_was_read_is_read_again_from_its_plain_form(plain: Plain) -> None:
    once = read_augmentation(plain)
    assert read_augmentation(once.as_plain()) == once


@pytest.mark.parametrize(
    ("plain", "sentence"),
    [
        (
            {"rotat": {"strength": 9}},
            (
                "augmentation: unknown operation 'rotat'; allowed: flip, flip_vertically, crop, "
                "rotate, scale, blur, contrast, brightness, noise, mix_in, outside; "
                "did you mean 'rotate'?"
            ),
        ),
        (
            {"blur": {"strenght": 1}},
            (
                "augmentation.blur: unknown key 'strenght'; allowed: strength, probability; "
                "did you mean 'strength'?"
            ),
        ),
        (
            {"flip": {"strength": 1, "probability": 1}},
            "augmentation.flip: unknown key 'strength'; allowed: probability",
        ),
        ({"flip": {}}, "augmentation.flip: probability is missing"),
        ({"crop": {"probability": 1}}, "augmentation.crop: strength is missing"),
        (
            {"rotate": {"strength": 200}},
            "augmentation.rotate.strength: must be a number from 0 to 180 (degrees), got 200",
        ),
        (
            {"noise": {"strength": -0.1}},
            (
                "augmentation.noise.strength: must be a number from 0 to 0.5 (standard deviation), "
                "got -0.1"
            ),
        ),
        (
            {"blur": {"strength": float("nan")}},
            "augmentation.blur.strength: must be a number from 0 to 5 (pixels), got nan",
        ),
        (
            {"flip": {"probability": 1.5}},
            "augmentation.flip.probability: must be a number from 0 to 1, got 1.5",
        ),
        (
            {"flip": {"probability": True}},
            "augmentation.flip.probability: must be a number from 0 to 1, got True",
        ),
        (
            {"flip": {"probability": "half"}},
            "augmentation.flip.probability: must be a number from 0 to 1, got 'half'",
        ),
        (
            {"rotate": True},
            "augmentation.rotate: must be a mapping of strength and probability, or off, got True",
        ),
        (["flip"], "augmentation: must be a mapping of operations, or off, got ['flip']"),
        ({1: {}}, "augmentation: must be a mapping of operations, or off, got {1: {}}"),
        (
            {"outside": "blak"},
            (
                "augmentation.outside: unknown word 'blak'; allowed: black, edge, mirror; "
                "did you mean 'black'?"
            ),
        ),
        (
            {"mix_in": {"usps": 1.5}},
            "augmentation.mix_in.usps: must be a number from 0 to 1, got 1.5",
        ),
        (
            {"mix_in": {"usps": 0.5, "scanned": 0.5}},
            "augmentation.mix_in: shares must add up to less than 1, they make 1",
        ),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_sentence(plain: object, sentence: str) -> None:
    with pytest.raises(AugmentationError) as refused:
        read_augmentation(plain)
    assert str(refused.value) == sentence
    assert isinstance(refused.value, RefusedError)


def test_the_sentence_begins_where_the_file_has_it() -> None:
    with pytest.raises(AugmentationError, match=r"^digits\.augment\.flip: probability is missing$"):
        read_augmentation({"flip": {}}, at="digits.augment")
