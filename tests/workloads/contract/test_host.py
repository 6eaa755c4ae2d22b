"""Two minutes before a spot host is taken its metadata say so, and the job is warned."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from workloads.contract import HostWatch, Notice


class Metadata(ThreadingHTTPServer):
    """EC2's, version 2: a token first, then the question."""

    is_leaving = False

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answers(BaseHTTPRequestHandler):
    server: Metadata

    def do_PUT(self) -> None:
        self._answer(200, b"token")

    def do_GET(self) -> None:
        if self.headers["X-aws-ec2-metadata-token"] != "token":
            self._answer(401, b"")
        elif self.path == "/latest/meta-data/spot/instance-action" and self.server.is_leaving:
            self._answer(200, b'{"action": "terminate", "time": "2026-11-21T23:00:00Z"}')
        else:
            self._answer(404, b"")

    def log_message(self, format: str, *args: object) -> None:
        pass

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def metadata() -> Iterator[Metadata]:
    with Metadata(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_a_host_that_stays_says_nothing(metadata: Metadata) -> None:
    assert not HostWatch(Notice(), metadata=metadata.address).is_leaving()


def test_a_host_that_goes_is_known_to(metadata: Metadata) -> None:
    metadata.is_leaving = True
    assert HostWatch(Notice(), metadata=metadata.address).is_leaving()


def test_where_nobody_answers_no_host_goes() -> None:
    assert not HostWatch(Notice(), metadata="http://127.0.0.1:1").is_leaving()


def test_the_notice_is_warned_and_not_given(metadata: Metadata) -> None:
    notice = Notice()
    end = HostWatch(notice, metadata=metadata.address, every_s=0.01).start()
    metadata.is_leaving = True
    give_up = time.monotonic() + 10
    while not notice.warned and time.monotonic() < give_up:
        time.sleep(0.01)
    end()
    assert (notice.warned, notice.given) == (True, False)
