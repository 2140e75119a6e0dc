"""What the services share: the world, the options, who may come in, what was asked."""

from __future__ import annotations

import json
import math
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from attrs import Factory, define, field
from flask import Blueprint, Request, Response, g, request

from collector_sandbox.server.credentials import Credentials
from collector_sandbox.server.faults import Faults
from collector_sandbox.server.options import Options
from collector_sandbox.server.requestlog import RequestLog
from collector_sandbox.server.tokens import Tokens
from collector_sandbox.server.windows import Window
from collector_sandbox.world import World

__all__ = [
    "Hook",
    "State",
    "admit",
    "answer",
    "base",
    "hooked",
    "now",
    "retry_after",
    "room",
    "text",
    "whole",
]

Hook = Callable[[str, Request], Response | None]


def _nothing_to_take_down(_service: str, _seconds: float) -> None:
    """An application without a server listens nowhere."""


@define
class State:
    """One sandbox's state.

    Attributes:
        hooks: Each is asked for every request that a service has let in, with the service's name;
            the first answer it gives is sent in place of the service's own.
        faults: What goes wrong at present.
        hosts: Address of each service that has a port of its own.
        take_down: Called with a service and seconds: refuse its connections.
        stopping: Set when the sandbox ends; nobody waits any longer.
    """

    world: World
    options: Options
    credentials: Credentials
    hooks: list[Hook] = Factory(list)
    log: RequestLog = Factory(RequestLog)
    tokens: Tokens = Factory(Tokens)
    hosts: dict[str, str] = Factory(dict)
    take_down: Callable[[str, float], None] = _nothing_to_take_down
    stopping: threading.Event = Factory(threading.Event)
    windows: dict[str, Window] = field(init=False)
    faults: Faults = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.faults = Faults(self.options.faults)
        self.windows = {name: Window(size) for name, size in self.options.windows.items()}


def room(
    name: str, gate: Callable[[], Response | None], rules: Mapping[str, Callable[..., Response]]
) -> Blueprint:
    """Routes below ``/<name>``; ``gate`` is asked before each, and what it answers is sent."""
    routes = Blueprint(name, __name__, url_prefix=f"/{name}")
    routes.before_request(gate)
    for rule, view in rules.items():
        routes.add_url_rule(rule, view.__name__, view)
    return routes


def admit(window: Window, limit: int) -> bool:
    """Let the request at hand into a window, and note that it was counted."""
    g.counted = window.admit(limit, g.arrived)
    return bool(g.counted)


def hooked(state: State, service: str) -> Response | None:
    """The first answer that a hook has for the request at hand."""
    answers = (hook(service, request) for hook in tuple(state.hooks))
    return next((found for found in answers if found is not None), None)


def answer(
    data: Any, status: int = 200, headers: Mapping[str, str] | None = None, mime: str = ""
) -> Response:
    """JSON, compact and in UTF-8."""
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Response(body, status, headers, content_type=mime or "application/json")


def text(body: str, status: int, headers: Mapping[str, str] | None = None) -> Response:
    """Plain text."""
    return Response(body, status, headers, content_type="text/plain; charset=utf-8")


def base(prefix: str) -> str:
    """Address of a service as the client sees it, without a final slash."""
    return f"{g.hosts.get(prefix.partition('/')[0]) or request.host_url.rstrip('/')}/{prefix}"


def whole(name: str, default: int) -> int | None:
    """A whole number from the query; None if it is none."""
    given = request.args.get(name, "")
    if not given:
        return default
    return int(given) if given.lstrip("-").isdecimal() else None


def retry_after(seconds: float) -> str:
    """Seconds as the header has them: whole, at least 1."""
    return str(max(1, math.ceil(seconds)))


def now() -> float:
    """Seconds of the clock that all windows run on."""
    return time.monotonic()
