"""The CDK's library, unpacked once for all: every new home would get 200 MB of its own."""

from pathlib import Path

_CACHE = Path.home() / ".cache" / "aws" / "jsii" / "package-cache"
UNPACKED = {"JSII_RUNTIME_PACKAGE_CACHE_ROOT": str(_CACHE)}
"""For a process whose home is not ours."""
