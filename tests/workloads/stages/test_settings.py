"""Settings reach a stage as --set dotted.key=value, and a wrong one is refused in a sentence."""

import pytest

from workloads.stages.settings import Settings, SettingsError, read_settings


def read(*given: str) -> Settings:
    arguments = [word for each in given for word in ("--set", each)]
    return read_settings("share", "rows", "augmentation", arguments=arguments)


def test_values_are_json_and_else_words() -> None:
    told = read("share=0.5", "rows=[1, 2]", "augmentation.crop.strength=0.1", "augmentation.x=off")
    assert told.told == {
        "share": 0.5,
        "rows": [1, 2],
        "augmentation": {"crop": {"strength": 0.1}, "x": "off"},
    }


@pytest.mark.parametrize("off", ["off", "false", "null"])
def test_a_section_may_be_off(off: str) -> None:
    assert read(f"augmentation={off}").section("augmentation") == {}


def test_a_value_may_hold_an_equals_sign() -> None:
    assert read("rows=a=b").word("rows", otherwise="") == "a=b"


def test_every_stage_is_told_the_seed() -> None:
    assert read("seed=7").seed == 7
    assert read().seed == 1


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (["share"], "--set must be given <key>=<value>, got 'share'"),
        ([".x=1"], "--set must be given <key>=<value>, got '.x=1'"),
        (["share=1", "share=2"], "share is told twice: 1 and '2'"),
        (["share=1", "share.x=2"], "share.x: share is a value already, and no section"),
        (["share.x=1", "share=2"], "share is told twice: {'x': 1} and '2'"),
        (["shared=1"], "unknown setting 'shared'; known: share, rows, augmentation, problem, seed"),
        (["shared=1"], "; did you mean 'share'?"),
    ],
)
def test_what_makes_no_sense_is_refused(given: list[str], sentence: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read(*given)
    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ("many", "rows must be a whole number, got 'many'"),
        (1.5, "rows must be a whole number, got 1.5"),
        (True, "rows must be a whole number, got True"),
        (0, "rows must be from 1, got 0"),
    ],
)
def test_a_number_is_a_number(told: object, sentence: str) -> None:
    with pytest.raises(SettingsError, match=f"^{sentence}$"):
        Settings({"rows": told}).whole("rows", at_least=1)


@pytest.mark.parametrize("told", [-0.1, 1.1, float("nan")])
def test_a_share_is_a_share(told: float) -> None:
    with pytest.raises(SettingsError, match=r"^share must be 0 to 1, got"):
        Settings({"share": told}).number("share", at_least=0, at_most=1, otherwise=0)


def test_other_flags_are_refused() -> None:
    with pytest.raises(SettingsError, match="unrecognized arguments: --rows 3"):
        read_settings(arguments=["--rows", "3"])
