"""The two-minute notice: EC2's instance metadata tells a spot host when it will be taken."""

import os
import threading
import urllib.request
from collections.abc import Callable, Mapping

from workloads.contract.notice import Notice

_METADATA = "http://169.254.169.254"
_TIMEOUT_S = 2.0
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def listen(environment: Mapping[str, str] = os.environ) -> Notice:
    """The notice of a job: SIGTERM gives it, the host's own notice warns. In the main thread."""
    notice = Notice.on_sigterm()
    if environment.get("AWS_EC2_METADATA_DISABLED", "").lower() != "true":
        HostWatch(notice).start()
    return notice


class HostWatch:
    """Asks every five seconds, in a thread of its own, and warns the notice once.

    Where no metadata answer (no EC2 host, or a hop limit that keeps containers out) it warns never:
    SIGTERM comes all the same.
    """

    def __init__(self, notice: Notice, *, metadata: str = _METADATA, every_s: float = 5.0) -> None:
        self._notice = notice
        self._metadata = metadata
        self._every_s = every_s
        self._ended = threading.Event()

    def start(self) -> Callable[[], None]:
        """What is returned ends the watch."""
        threading.Thread(target=self._watch, name="host-watch", daemon=True).start()
        return self._ended.set

    def _watch(self) -> None:
        while not self._ended.wait(self._every_s):
            if self.is_leaving():
                self._notice.warn()
                return

    def is_leaving(self) -> bool:
        """The path is there, from the notice on, and is 404 before."""
        try:
            token = self._ask(
                "PUT", "/latest/api/token", {"X-aws-ec2-metadata-token-ttl-seconds": "60"}
            )
            self._ask(
                "GET",
                "/latest/meta-data/spot/instance-action",
                {"X-aws-ec2-metadata-token": token},
            )
        except OSError:  # urllib's errors, refused connections and timeouts are all of this kind
            return False
        return True

    def _ask(self, method: str, path: str, headers: dict[str, str]) -> str:
        request = urllib.request.Request(  # noqa: S310 - the address is a constant of EC2
            self._metadata + path, method=method, headers=headers
        )
        with _DIRECT.open(request, timeout=_TIMEOUT_S) as answer:
            told: str = answer.read().decode()
            return told
