"""An emulator that is not the one we know is refused in one sentence."""

import pytest

from local.account import hooks
from local.account.hooks import Hook, HookMissingError


@pytest.mark.parametrize(
    ("hook", "sentence"),
    [
        (Hook("core.arn", "read_arn"), "core.arn.read_arn is gone"),
        (
            Hook("core.arn", "parse_arn", ("text",)),
            r"core.arn.parse_arn takes \('.*',\), the local account relies on \('text',\)",
        ),
    ],
)
def test_a_hook_that_moved_is_named(hook: Hook, sentence: str) -> None:
    with pytest.raises(HookMissingError, match=sentence):
        hook.check()


def test_a_hook_that_is_as_we_know_it_passes() -> None:
    Hook("core.arn", "parse_arn", ("value",)).check()


def test_another_release_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks, "EMULATOR", "1.5.34")

    with pytest.raises(HookMissingError, match=r"needs ministack 1\.5\.34, installed is"):
        hooks.check()
