"""The emulator runs a Python Lambda with every package of its own interpreter.

Seen: a function whose layer was forgotten worked here and would fail in AWS with an import error.
A worker sees the standard library, its code, its layers, and what the Lambda runtime of AWS has.
"""

import os
from importlib.util import find_spec
from pathlib import Path

from local.account.hooks import PYTHON_WORKER

_IN_THE_RUNTIME = ("boto3", "botocore", "s3transfer", "jmespath", "urllib3", "dateutil", "six")
_HEADER = """
import sys
sys.path[:] = [path for path in sys.path if "site-packages" not in path] + [{folder!r}]
"""


def apply() -> None:
    folder = Path(os.environ["TMPDIR"]) / "lambda-runtime"
    folder.mkdir(exist_ok=True)
    for package in _IN_THE_RUNTIME:
        found = _source(package)
        link = folder / found.name
        if not link.exists():
            link.symlink_to(found)
    PYTHON_WORKER.replace(_HEADER.format(folder=str(folder)) + PYTHON_WORKER.read())


def _source(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{package} is not installed, Lambda functions expect it")
    return Path(spec.origin).parent if spec.submodule_search_locations else Path(spec.origin)
