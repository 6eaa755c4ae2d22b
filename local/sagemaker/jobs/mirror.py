"""Keeps a prefix of S3 the same as a folder while a job writes there: checkpoints, live outputs."""

import logging
import threading
from pathlib import Path

from local.sagemaker.jobs.failures import JobFailedError
from local.sagemaker.jobs.storage import S3Uri, Store
from local.sagemaker.jobs.transfer import files_of, upload

_LOG = logging.getLogger(__name__)
_Mark = tuple[int, int]


class Mirror(threading.Thread):
    """Copies what is new or changed; like SageMaker it takes nothing away in S3."""

    def __init__(
        self, store: Store, folder: Path, target: S3Uri, *, kms_key: str | None, every_s: float
    ) -> None:
        super().__init__(name="sagemaker-mirror", daemon=True)
        self._store = store
        self._folder = folder
        self._target = target
        self._kms_key = kms_key
        self._every_s = every_s
        self._is_over = threading.Event()
        self._seen: dict[Path, _Mark] = {path: _mark(path) for path in files_of(folder)}

    def run(self) -> None:
        while not self._is_over.wait(self._every_s):
            try:
                self._copy()
            except (JobFailedError, FileNotFoundError) as error:
                # The next look, or the last one, copies what could not be copied now.
                _LOG.warning("%s is behind %s: %s", self._target, self._folder, error)

    def finish(self) -> None:
        """The writer has ended: the last changes go now. Raises JobFailedError."""
        self._is_over.set()
        self.join()
        self._copy()

    def _copy(self) -> None:
        for path in files_of(self._folder):
            mark = _mark(path)
            if self._seen.get(path) != mark:
                name = path.relative_to(self._folder).as_posix()
                upload(self._store, path, self._target.below(name), kms_key=self._kms_key)
                self._seen[path] = mark


def _mark(path: Path) -> _Mark:
    seen = path.stat()
    return seen.st_size, seen.st_mtime_ns
