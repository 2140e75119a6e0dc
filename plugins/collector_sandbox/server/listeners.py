"""The ports that a sandbox listens on, and the one thread that serves them.

Only that thread touches sockets; what others want of it they put into a queue.
"""

from __future__ import annotations

import logging
import socket
import struct
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from waitress import create_server, wasyncore
from waitress.task import ThreadedTaskDispatcher

from collector_sandbox.server.spoiling import ENDING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

__all__ = ["Listeners"]

_THREADS = 32
_AT_ONCE = struct.pack("ii", 1, 0)  # SO_LINGER: closing sends a reset


class Listeners:
    """Named ports of 127.0.0.1 with one application behind all of them.

    Args:
        application: Answers.
    """

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application
        self._sockets: dict[int, Any] = {}
        self._servers: dict[str, Any] = {}
        self._ports: dict[str, int] = {}
        self._wishes: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._timers: list[threading.Timer] = []
        self._stopping = threading.Event()
        self._waking = threading.Lock()  # what is woken up must not have been closed meanwhile
        self._dispatcher = ThreadedTaskDispatcher()
        self._waker: Any = None
        self._thread: threading.Thread | None = None

    def open(self, name: str, port: int = 0) -> None:
        """Listen on a port; 0 takes a free one.

        Raises:
            OSError: If the port is taken.
        """
        # A queue of requests is the clients' doing here, and nothing to warn about; nor is an
        # answer that is shorter than it says.
        logging.getLogger("waitress").setLevel(logging.ERROR)
        server = create_server(
            self._answer,
            map=self._sockets,
            _dispatcher=self._dispatcher,
            host="127.0.0.1",
            port=port,
            connection_limit=1000,
            ident="sandbox",
            asyncore_use_poll=True,
        )
        self._waker = self._waker or server
        self._servers[name] = server
        self._ports[name] = server.effective_port

    def serve(self) -> None:
        """Begin to answer, in threads."""
        self._dispatcher.set_thread_count(_THREADS)
        self._thread = threading.Thread(target=self._serve, name="sandbox", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Close every connection and end the threads; nothing happens if it is not running."""
        if self._thread is None:
            return
        for timer in self._timers:
            timer.cancel()
        with self._waking:
            self._stopping.set()
            self._waker.pull_trigger()
        self._thread.join()
        self._thread = None

    def port(self, name: str) -> int:
        """Where a name is listened for; the name that has no port of its own has the first one."""
        return self._ports.get(name, self._ports[""])

    def take_down(self, name: str, seconds: float) -> None:
        """Refuse connections, and end those that there are.

        Args:
            name: Of the port.
            seconds: How long; 0 until :meth:`bring_up`.
        """
        name = name if name in self._ports else ""
        self._wish(lambda: self._close(name))
        if seconds:
            timer = threading.Timer(seconds, lambda: self._wish(lambda: self._reopen(name)))
            timer.daemon = True
            self._timers.append(timer)
            timer.start()

    def bring_up(self) -> None:
        """Listen on every port again; returns when it is so."""
        done = threading.Event()
        for name in self._ports:
            self._wish(lambda name=name: self._reopen(name))  # type: ignore[misc]
        self._wish(done.set)
        while self._thread and self._thread.is_alive() and not done.wait(0.1):
            pass

    # -- in the thread of its own --------------------------------------------------------------

    def _wish(self, wish: Callable[[], None]) -> None:
        self._wishes.put(wish)
        with self._waking:
            if not self._stopping.is_set():
                self._waker.pull_trigger()

    def _close(self, name: str) -> None:
        server = self._servers.pop(name, None)
        if server is not None:
            # Not its own close(): workers may still pull its trigger.
            wasyncore.dispatcher.close(server)
            for channel in list(server.active_channels.values()):
                _linger(channel.socket)
                channel.handle_close()

    def _reopen(self, name: str) -> None:
        if name not in self._servers:
            self.open(name, self._ports[name])

    def _serve(self) -> None:
        while not self._stopping.is_set():
            wasyncore.loop(timeout=1.0, use_poll=True, map=self._sockets, count=1)
            self._grant()
        self._dispatcher.shutdown()
        with self._waking:
            wasyncore.close_all(self._sockets)

    def _grant(self) -> None:
        try:
            while True:
                self._wishes.get_nowait()()
        except Empty:
            return

    def _answer(self, environ: WSGIEnvironment, begin: StartResponse) -> Iterable[bytes]:
        body = self._application(environ, begin)
        if how := environ.get(ENDING):
            # waitress offers no other way to its channel.
            channel = environ["waitress.client_disconnected"].__self__
            if how == "reset":
                _linger(channel.socket)
            channel.connected = False  # what is written now goes nowhere
            self._wish(channel.handle_close)
        return body


def _linger(connection: socket.socket | None) -> None:
    if connection is not None:
        with suppress(OSError):  # closed already
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
