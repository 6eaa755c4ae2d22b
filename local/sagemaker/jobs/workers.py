"""Jobs run on threads, each to its end; none stays InProgress because of a fault of ours."""

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

from local.sagemaker.jobs.failures import JobFailedError
from local.sagemaker.jobs.job import Job
from local.sagemaker.jobs.story import Story

_BROKEN = "InternalServerError: the local account failed to run the job, its log says why"
Run = Callable[[Job], None]


class Workers:
    def __init__(self, story: Story, folder: Path) -> None:
        self._story = story
        self._threads: set[threading.Thread] = set()
        # An account that died left its jobs' folders behind.
        shutil.rmtree(folder, ignore_errors=True)

    def start(self, job: Job, run: Run) -> None:
        name = f"sagemaker-{job.name}"
        thread = threading.Thread(target=self._live, args=(job, run), name=name, daemon=True)
        self._threads.add(thread)
        thread.start()

    def join(self) -> None:
        for thread in list(self._threads):
            thread.join(timeout=10)

    def _live(self, job: Job, run: Run) -> None:
        try:
            run(job)
        except JobFailedError as error:
            self._story.ends(job, "Failed", str(error))
        finally:
            if not job.has_ended:
                self._story.ends(job, "Failed", _BROKEN)
            self._threads.discard(threading.current_thread())
