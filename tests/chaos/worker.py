"""A job that counts, slowly and with checkpoints; killed at any instant, it goes on from the last.

Run as a script by an interpreter without site-packages: fifty of them start at once.
"""

import json
import os
import signal
import sys
import time
from pathlib import Path

STEPS = 30
PRIME = 2_147_483_647


def counted(start: int, done: int, until: int) -> int:
    """Every step needs the one before it, so that a step lost or done twice shows."""
    value = start
    for step in range(done, until):
        value = (value * 48_271 + step) % PRIME
    return value


def main(folder: Path, start: int, step_s: float) -> None:
    checkpoint = folder / "checkpoint.json"
    folder.mkdir(parents=True, exist_ok=True)
    value, done = json.loads(checkpoint.read_text()) if checkpoint.exists() else (start, 0)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    for step in range(done, STEPS):
        time.sleep(step_s)
        value = counted(value, step, step + 1)
        _replace(checkpoint, json.dumps([value, step + 1]))
    _replace(folder / "result", str(value))


def _replace(path: Path, text: str) -> None:
    """Never half written, whenever the process is killed."""
    new = path.with_suffix(".new")
    new.write_text(text)
    new.replace(path)


if __name__ == "__main__":
    index = os.environ.get("AWS_BATCH_JOB_ARRAY_INDEX", "0")
    first = int(sys.argv[2]) + int(index)
    main(Path(sys.argv[1]) / str(first), first, float(sys.argv[3]))
