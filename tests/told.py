"""What a test has to say at the end of a run, whichever process it ran in."""

import pytest

TOLD = pytest.StashKey[list[str]]()
"""Lines, in no order."""
