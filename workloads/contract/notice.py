"""Word that the host is going away, heeded where the work can be saved and nowhere else."""

import os
import signal
import threading
from types import FrameType


class Reclaimed(BaseException):
    """The host is going away, and the work has reached a point that can be saved.

    No Exception, as KeyboardInterrupt is none: no code between here and the loop may take it.
    """


class NoticeError(RuntimeError):
    """SIGTERM was to be listened to where Python delivers no signals."""


class Notice:
    """Remembers what was told, from any thread, until the loop asks.

    ``warned``: the host goes in about two minutes; save, and go on (an attempt that ends by itself
    before its host does is not retried as reclaimed). ``given``: save and end, now.
    """

    def __init__(self) -> None:
        # Plain flags: a lock that the main thread holds would stop a signal handler for ever.
        self.given = False
        self.warned = False

    @classmethod
    def on_sigterm(cls) -> "Notice":
        """A notice that SIGTERM gives; a second SIGTERM changes nothing, so no write is cut short.

        To be called in the main thread. Processes forked later end at SIGTERM, as they would have.
        """
        notice, owner = cls(), os.getpid()

        def note(_signal: int, _frame: FrameType | None) -> None:
            if os.getpid() == owner:
                notice.give()
            else:
                _end_as_by_default()

        try:
            signal.signal(signal.SIGTERM, note)
        except ValueError as error:
            here = threading.current_thread().name
            raise NoticeError(
                f"SIGTERM is delivered to the main thread only, this is {here!r}"
            ) from error
        return notice

    def give(self) -> None:
        self.given = True

    def warn(self) -> None:
        self.warned = True

    def heed(self) -> None:
        """To be called where the state can be saved: raises Reclaimed once the notice is given."""
        if self.given:
            raise Reclaimed


def _end_as_by_default() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.kill(os.getpid(), signal.SIGTERM)
