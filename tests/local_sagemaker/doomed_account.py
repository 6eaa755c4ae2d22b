"""An account that begins an execution and then waits to be killed."""

import sys
import time
from pathlib import Path

from tests.local_batch.served import serving
from tests.local_sagemaker.waiting import waiting

with serving() as server:
    begun = waiting(Path(sys.argv[1]), server)
    print(begun.job, flush=True)  # noqa: T201 - it is what the test waits for
    time.sleep(600)
