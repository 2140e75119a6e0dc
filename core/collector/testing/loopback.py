"""A real HTTP server on 127.0.0.1 whose answers a test scripts, and which remembers all asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeAlias

from attrs import frozen

__all__ = ["Answering", "Asked", "LoopbackServer"]

Answering: TypeAlias = Callable[
    [str, str, Mapping[str, str], bytes], tuple[int, Mapping[str, str], bytes]
]
"""``(method, path, headers, body)`` to ``(status, headers, body)``; the path carries the query."""


@frozen
class Asked:
    """One request as the server saw it.

    Attributes:
        method: ``GET``, ``POST``.
        path: Path and query.
        headers: Names in lower case.
        body: As sent.
        at: ``time.monotonic()`` when it was read.
    """

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    at: float


class LoopbackServer:
    """A context manager: it listens while it is open, on a free port, with keep-alive.

    An answer's own ``Content-Length`` is kept, so that a test can cut a body off.

    Args:
        answering: Called for each request, in a thread of its own.
    """

    def __init__(self, answering: Answering) -> None:
        self._answering = answering
        self._lock = threading.Lock()
        self._asked: list[Asked] = []
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    @property
    def asked(self) -> tuple[Asked, ...]:
        """All requests so far, in order."""
        with self._lock:
            return tuple(self._asked)

    def __enter__(self) -> LoopbackServer:
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def answer(self, asked: Asked) -> tuple[int, Mapping[str, str], bytes]:
        """Remember a request and find its answer."""
        with self._lock:
            self._asked.append(asked)
        return self._answering(asked.method, asked.path, asked.headers, asked.body)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        return type("Handler", (_Handler,), {"owner": self})


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # an idle keep-alive connection must not hold a test up
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is part of many a test."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else each answer costs 40 ms
    wbufsize = -1
    owner: LoopbackServer

    def _serve(self) -> None:
        at = time.monotonic()
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, self.path, headers, body, at)
        self._send(*self.owner.answer(asked))

    def _send(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.send_response(status)
        names = {name.lower() for name in headers}
        if not names & {"content-length", "transfer-encoding"}:
            self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    do_GET = do_POST = do_HEAD = _serve  # noqa: N815 - names that http.server calls

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Tests read :attr:`LoopbackServer.asked` instead."""
