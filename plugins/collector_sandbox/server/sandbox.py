"""A running sandbox."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from attrs import evolve

from collector_sandbox.server.app import build_app
from collector_sandbox.server.credentials import Credentials
from collector_sandbox.server.faults import SERVICES, Fault, Faults
from collector_sandbox.server.listeners import Listeners
from collector_sandbox.server.options import Options
from collector_sandbox.server.requestlog import LogEntry
from collector_sandbox.server.state import Hook, State
from collector_sandbox.server.windows import Window
from collector_sandbox.world import World

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

__all__ = ["Sandbox"]

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
        self._listeners = Listeners(self._answer)
        self._state.take_down = self._listeners.take_down

    # -- life ----------------------------------------------------------------------------------

    def start(self, port: int = 0) -> Sandbox:
        """Listen on 127.0.0.1 and answer until :meth:`stop`.

        Args:
            port: 0 takes a free one.

        Raises:
            OSError: If the port is taken.
        """
        self._listeners.open("", port)
        if self.options.own_ports:
            for name in SERVICES:
                self._listeners.open(name)
                self._state.hosts[name] = self._host(name)
        self._listeners.serve()
        return self

    def stop(self) -> None:
        """Close every connection and end the threads; nothing happens if it is not running."""
        self._state.stopping.set()
        self._listeners.stop()

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
        return self._host("")

    @property
    def addresses(self) -> dict[str, dict[str, str]]:
        """Address settings of each plugin that talks to a service."""
        return {
            "discogs": {"base_url": self._base("discogs")},
            "apple-music": {"base_url": self._base("apple")},
            "spotify": {"base_url": self._base("spotify"), "auth_url": self._base("accounts")},
            "wikipedia": {
                "base_url": f"{self._base('wikipedia')}/{{lang}}",
                "wikidata_url": self._base("wikidata"),
                "sparql_url": self._base("sparql"),
            },
        }

    def _base(self, service: str) -> str:
        return f"{self._host(service)}/{service}"

    def _host(self, service: str) -> str:
        return f"http://127.0.0.1:{self._listeners.port(service)}"

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

        Log, tokens, windows and ports stay, so ``minute`` and ``own_ports`` can not be changed.
        Other faults count from now, and what was down is up again.
        """
        for name in ("minute", "own_ports"):
            if name in options:
                raise ValueError(f"{name} is fixed when a sandbox is made")
        self._state.world = world or self._state.world
        self._state.options = evolve(self._state.options, **options)
        if "faults" in options:
            self._state.faults = Faults(self.options.faults)
            self._listeners.bring_up()
        if world is not None:
            self._app = build_app(self._state)

    @property
    def hits(self) -> Counter[Fault]:
        """How many requests each fault of the plan has hit."""
        return self._state.faults.hits()

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
        names: Iterable[str] = services or ("", *SERVICES)
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
