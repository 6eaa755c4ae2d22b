"""What docs/sizing.md shows is what the commands print, and its figures are the facts' own."""

import pytest

from ops.sizing.facts import spot_facts
from tests.ops.sizing.documented import DOCUMENT, printed_again

TEXT = DOCUMENT.read_text()


def test_the_examples_are_printed_as_the_document_has_them() -> None:
    again = printed_again(TEXT)

    assert again.count("USD") > 10
    assert again == TEXT, "python -m tests.ops.sizing.documented prints them again"


@pytest.mark.parametrize(
    "words",
    [
        f"| {spot_facts().interruptions_per_hour} an hour",
        f"| spot discount | {spot_facts().discount:.0%}".replace("%", " %"),
        f"| start-up | {spot_facts().startup_seconds} s",
    ],
)
def test_the_assumptions_are_those_of_the_facts(words: str) -> None:
    assert words in TEXT
