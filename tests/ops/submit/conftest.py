"""The command, as a person calls it in a known environment."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.ops.submit.world import FakeAccount, environment, main

Run = Callable[..., int]
NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)


@pytest.fixture
def account() -> Iterator[FakeAccount]:
    made = FakeAccount()
    yield made
    made.close()


@pytest.fixture
def run(account: FakeAccount, tmp_path: Path) -> Run:
    """Whoever is asked says what ``answer`` gives; without one, nobody may be asked."""
    known = environment(tmp_path)

    def ran(line: str, answer: str | None = None) -> int:
        def answered(_question: str) -> str:
            assert answer is not None
            return answer

        argv = ["--environment", "dev", *line.split()]
        return main(
            argv,
            connect=account.connect,
            answer=answered,
            load=lambda _name: known,
            clock=lambda: NOW,
        )

    return ran
