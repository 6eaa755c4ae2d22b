"""Serves a handler over HTTP in this process, so that boto3 talks to it as to AWS."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

Handler = Callable[
    [str, str, Mapping[str, str], bytes, Mapping[str, Sequence[str]]],
    Awaitable[tuple[int, dict[str, str], bytes]],
]


class Server:
    """The handler may be exchanged between tests, the port stays."""

    handler: Handler

    def __init__(self, port: int) -> None:
        self.endpoint = f"http://127.0.0.1:{port}"


@contextmanager
def serving() -> Iterator[Server]:
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as http:
        server = Server(http.server_port)
        http.RequestHandlerClass = _requests_to(server)
        http.daemon_threads = True
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        http.shutdown()
        thread.join()


def _requests_to(server: Server) -> type[BaseHTTPRequestHandler]:
    class Requests(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            url = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            answer = server.handler(
                self.command, unquote(url.path), dict(self.headers), body, parse_qs(url.query)
            )
            status, headers, content = asyncio.run(_awaited(answer))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def do_GET(self) -> None:
            self.do_POST()

        def do_PUT(self) -> None:
            self.do_POST()

        def do_DELETE(self) -> None:
            self.do_POST()

        def log_message(self, format: str, *args: object) -> None:
            """Tests say what happened."""

    return Requests


async def _awaited(
    answer: Awaitable[tuple[int, dict[str, str], bytes]],
) -> tuple[int, dict[str, str], bytes]:
    return await answer
