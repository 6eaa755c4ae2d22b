"""What commands call: an environment, or its faults on stderr and exit code 2."""

import sys
from pathlib import Path

from config.environment import Environment
from config.errors import ConfigError
from config.loading import ENVIRONMENTS, load


def load_or_exit(name: str, *, folder: Path = ENVIRONMENTS) -> Environment:
    try:
        return load(name, folder=folder)
    except ConfigError as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(2) from None
