"""A running sandbox."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from attrs import evolve
from waitress import create_server, wasyncore

from collector_sandbox.server.app import build_app
from collector_sandbox.server.credentials import Credentials
from collector_sandbox.server.options import Options
from collector_sandbox.server.requestlog import LogEntry
from collector_sandbox.server.state import Hook, State
from collector_sandbox.server.windows import Window
from collector_sandbox.world import World

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

__all__ = ["Sandbox"]

_THREADS = 32
_WINDOW_OF = dict.fromkeys(("wikipedia", "wikidata", "sparql"), "wikimedia")


class Sandbox:
    """The five services on 127.0.0.1, in threads of this process.

    ::

        with Sandbox(world, Options(minute=2.0)).start() as sandbox:
            requests.get(f"{sandbox.url}/discogs/releases/1", ...)

    Args:
        world: What the services know.
        options: Pace and moods.
        credentials: What they accept; random ones by default.
    """

    def __init__(
        self,
        world: World,
        options: Options | None = None,
        credentials: Credentials | None = None,
    ) -> None:
        self._state = State(world, options or Options(), credentials or Credentials.generate())
        self._app = build_app(self._state)
        self._sockets: dict[int, Any] = {}
        self._stopping = threading.Event()
        self._server: Any = None
        self._thread: threading.Thread | None = None

    # -- life ----------------------------------------------------------------------------------

    def start(self, port: int = 0) -> Sandbox:
        """Listen on 127.0.0.1 and answer until :meth:`stop`.

        Args:
            port: 0 takes a free one.

        Raises:
            OSError: If the port is taken.
        """
        # A queue of requests is the clients' doing here, and nothing to warn about.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        self._server = create_server(
            self._answer,
            map=self._sockets,
            host="127.0.0.1",
            port=port,
            threads=_THREADS,
            connection_limit=1000,
            ident="sandbox",
            asyncore_use_poll=True,
        )
        self._thread = threading.Thread(target=self._serve, name="sandbox", daemon=True)
        self._thread.start()
        return self

    def stop(self) -> None:
        """Close every connection and end the threads; nothing happens if it is not running."""
        if self._thread is None:
            return
        self._stopping.set()
        self._server.pull_trigger()
        self._thread.join()
        self._thread = None

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    # -- what clients need ---------------------------------------------------------------------

    @property
    def url(self) -> str:
        """Address without a final slash, ``http://127.0.0.1:40123``."""
        return f"http://127.0.0.1:{self._server.effective_port}"

    @property
    def addresses(self) -> dict[str, dict[str, str]]:
        """Address settings of each plugin that talks to a service."""
        return {
            "discogs": {"base_url": f"{self.url}/discogs"},
            "apple-music": {"base_url": f"{self.url}/apple"},
            "spotify": {"base_url": f"{self.url}/spotify", "auth_url": f"{self.url}/accounts"},
            "wikipedia": {
                "base_url": f"{self.url}/wikipedia/{{lang}}",
                "wikidata_url": f"{self.url}/wikidata",
                "sparql_url": f"{self.url}/sparql",
            },
        }

    @property
    def credentials(self) -> Credentials:
        """What the services accept."""
        return self._state.credentials

    def write_config_secrets(self, folder: Path) -> dict[str, Path]:
        """Write the secrets to files; see :meth:`Credentials.write`."""
        return self._state.credentials.write(folder)

    # -- what tests and benchmarks steer -------------------------------------------------------

    @property
    def hooks(self) -> list[Hook]:
        """Called as ``hook(service, request)``; a response that one returns is sent instead."""
        return self._state.hooks

    @property
    def options(self) -> Options:
        """The options at present."""
        return self._state.options

    @property
    def world(self) -> World:
        """The world at present."""
        return self._state.world

    def change(self, world: World | None = None, **options: Any) -> None:
        """Go on with another world or other options, on the same address.

        Log, tokens and windows stay, so ``minute`` can not be changed.
        """
        if "minute" in options:
            raise ValueError("the length of a minute is fixed when a sandbox is made")
        self._state.world = world or self._state.world
        self._state.options = evolve(self._state.options, **options)
        if world is not None:
            self._app = build_app(self._state)

    @property
    def issued_tokens(self) -> list[str]:
        """Every Spotify token given so far, the latest last."""
        return self._state.tokens.issued

    def expire_tokens(self) -> None:
        """End every Spotify token now."""
        self._state.tokens.expire()

    # -- what happened -------------------------------------------------------------------------

    @property
    def log(self) -> list[LogEntry]:
        """The latest requests (up to 50,000), in the order in which they were answered."""
        return self._state.log.entries()

    def clear_log(self) -> None:
        """Forget the logged requests; the windows go on."""
        self._state.log.clear()

    def statuses(self, service: str) -> Mapping[int, int]:
        """How often a service answered with each HTTP status."""
        return self._state.log.statuses(service)

    def requests(self, *services: str) -> int:
        """How many requests came to the named services, refused ones included; all by default."""
        names: Iterable[str] = services or ("", "accounts", "images", *_SERVICES)
        return sum(sum(self.statuses(name).values()) for name in names)

    def admitted(self, service: str) -> int:
        """How many requests a service let in."""
        return self._window(service).admitted()

    def max_in_window(self, service: str) -> int:
        """The most requests that a service let in within any stretch of its window's length.

        Args:
            service: ``discogs``, ``apple``, ``spotify``, ``wikimedia`` (``wikipedia``,
                ``wikidata`` and ``sparql`` share it) or ``discogs-images``.
        """
        return self._window(service).busiest()

    def _window(self, service: str) -> Window:
        return self._state.windows[_WINDOW_OF.get(service, service)]

    def _answer(self, environ: WSGIEnvironment, begin: StartResponse) -> Iterable[bytes]:
        # The application at present: another world brings another one.
        return self._app(environ, begin)

    def _serve(self) -> None:
        while not self._stopping.is_set():
            wasyncore.loop(timeout=1.0, use_poll=True, map=self._sockets, count=1)
        self._server.task_dispatcher.shutdown()
        wasyncore.close_all(self._sockets)


_SERVICES = ("discogs", "apple", "spotify", "wikipedia", "wikidata", "sparql")
