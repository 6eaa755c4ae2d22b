"""`python -m local.account`: the account in the foreground, until it is told to stop."""

import argparse
import os
import tempfile
from pathlib import Path

from local.account.environment import clean_environment


def main() -> None:
    words = _words().parse_args()
    state: Path = words.state.resolve()
    environment = clean_environment(os.environ, port=words.port, state=state)
    os.environ.clear()
    os.environ.update(environment)
    for folder in ("home", "tmp"):
        (state / folder).mkdir(parents=True, exist_ok=True)
    tempfile.tempdir = str(state / "tmp")
    from local.account.server import serve  # noqa: PLC0415 - the emulator reads the environment

    serve(port=words.port, state=state)


def _words() -> argparse.ArgumentParser:
    words = argparse.ArgumentParser(prog="python -m local.account", description=__doc__)
    words.add_argument("--port", type=int, default=4566)
    words.add_argument("--state", type=Path, default=Path(".millrace/account"))
    return words


main()
