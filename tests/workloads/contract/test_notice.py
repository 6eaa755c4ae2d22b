"""SIGTERM is remembered until the work can be saved, and cuts no write short."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from workloads.contract import Notice, NoticeError, Reclaimed, listen


@pytest.fixture(autouse=True)
def given_back() -> Iterator[None]:
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


def test_nothing_happens_before_the_loop_asks() -> None:
    notice = Notice.on_sigterm()
    notice.heed()
    os.kill(os.getpid(), signal.SIGTERM)
    assert notice.given
    with pytest.raises(Reclaimed):
        notice.heed()


def test_a_second_sigterm_changes_nothing() -> None:
    notice = Notice.on_sigterm()
    for _ in range(3):
        os.kill(os.getpid(), signal.SIGTERM)
    with pytest.raises(Reclaimed):
        notice.heed()


def test_a_warning_alone_ends_nothing() -> None:
    notice = Notice()
    notice.warn()
    notice.heed()
    assert notice.warned


def test_it_may_be_given_in_any_thread() -> None:
    notice = Notice()
    thread = threading.Thread(target=notice.give)
    thread.start()
    thread.join()
    with pytest.raises(Reclaimed):
        notice.heed()


def test_sigterm_cannot_be_listened_to_beside_the_main_thread() -> None:
    said = list[str]()

    def listened() -> None:
        try:
            Notice.on_sigterm()
        except NoticeError as error:
            said.append(str(error))

    thread = threading.Thread(target=listened, name="loader")
    thread.start()
    thread.join()
    assert said == ["SIGTERM is delivered to the main thread only, this is 'loader'"]


def test_no_handler_of_exceptions_takes_it() -> None:
    assert not issubclass(Reclaimed, Exception)


_FORKS = """
import os, signal, time
from workloads.contract import Notice
Notice.on_sigterm()
child = os.fork()
if child == 0:
    time.sleep(30)
    os._exit(0)
time.sleep(0.2)
os.kill(child, signal.SIGTERM)
_, status = os.waitpid(child, 0)
print(os.waitstatus_to_exitcode(status))
"""


def test_a_forked_loader_ends_at_sigterm_as_it_would_have() -> None:
    ran = subprocess.run([sys.executable, "-c", _FORKS], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "-15"


def test_a_job_listens_where_there_is_no_metadata() -> None:
    before = threading.active_count()
    listen({"AWS_EC2_METADATA_DISABLED": "true"})
    assert threading.active_count() == before
    assert signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL
