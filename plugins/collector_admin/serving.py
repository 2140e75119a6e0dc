"""The server: waitress on 127.0.0.1."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

from attrs import field, frozen
from waitress import wasyncore
from waitress.server import create_server

from collector.office import Office, Runner
from collector_admin.app import Rooms, create_app
from collector_admin.gate import Gate

__all__ = ["Server", "serving"]

THREADS = 8
"""A live view holds one for as long as it is looked at."""


@frozen
class Server:
    """Bound to its port; answers once it runs.

    Attributes:
        url: Where it is: ``http://127.0.0.1:8421``.
        rooms: What its pages work with.
    """

    url: str
    rooms: Rooms
    _server: Any
    _closing: threading.Event = field(factory=threading.Event)

    def link(self) -> str:
        """A new link that lets its reader in, once."""
        return f"{self.url}/enter?key={self.rooms.gate.new_key()}"

    def run(self) -> None:
        """Answer until Ctrl-C, or until it is closed; a run that was started here is ended."""
        server = self._server
        try:
            while not self._closing.is_set():
                wasyncore.loop(timeout=1, use_poll=True, map=server._map, count=1)  # noqa: SLF001
        except KeyboardInterrupt:
            pass
        finally:
            self.rooms.runner.stop()
            server.task_dispatcher.shutdown(timeout=1)
            wasyncore.close_all(server._map)  # noqa: SLF001

    def close(self) -> None:
        """Stop answering; from any thread."""
        self._closing.set()
        self._server.pull_trigger()


def serving(
    office: Office,
    port: int,
    *,
    author: str,
    tell: Callable[[str], None],
    now: Callable[[], datetime],
) -> Server:
    """Bind to a port of this machine.

    Args:
        office: The workspace.
        port: 0 for a free one.
        author: What is written into the log of changes.
        tell: Says something in the terminal.
        now: The time.

    Raises:
        OSError: The port is taken.
    """
    rooms = Rooms(office, Gate(author, now), Runner(office.workspace, office.env), tell)
    hosts: list[str] = []
    app = create_app(rooms, hosts)
    server: Any = create_server(app, host="127.0.0.1", port=port, threads=THREADS, ident=None)
    at = server.effective_port
    hosts += [f"127.0.0.1:{at}", f"localhost:{at}"]
    return Server(f"http://127.0.0.1:{at}", rooms, server)
