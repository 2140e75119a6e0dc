"""What a fault does to an answer.

Some faults answer in place of the service, before it has looked at the request; the others let it
answer, and spoil that. Two end the connection: Flask has no word for that, so the request's
environment carries the wish to :class:`~collector_sandbox.server.listeners.Listeners`.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from flask import Flask, Response, g, request
from PIL import Image

from collector_sandbox.server.faults import Fault
from collector_sandbox.server.state import State, text

__all__ = ["ENDING", "spoil"]

ENDING = "sandbox.ending"
"""Key of the environment: how the connection ends, ``closed`` or ``reset``."""

_PAGE = "<!DOCTYPE html><html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>"


def spoil(app: Flask, state: State) -> None:
    """Let the faults of the plan loose on an application."""
    app.before_request(lambda: _before(state))
    app.after_request(_after)


def _before(state: State) -> Response | None:
    address = request.full_path.rstrip("?")
    token = request.headers.get("Authorization", "")
    fault = g.fault = state.faults.strike(request.blueprint or "", address, token)
    return _instead(fault, state) if fault else None


def _instead(fault: Fault, state: State) -> Response | None:
    """The answer in place of the service's own; None lets it answer."""
    answer = _ANSWERS.get(fault.kind)
    return answer(fault, state) if answer else None


def _refusing(fault: Fault, _state: State) -> Response:
    said = {"429": "", "403": "Forbidden"}.get(fault.kind, "The access token is invalid")
    return text(said, int(fault.kind) if fault.kind.isdigit() else 401, _patience(fault))


def _failing(fault: Fault, _state: State) -> Response:
    return _page(f"Error {fault.kind}", int(fault.kind), _patience(fault))


def _html(_fault: Fault, _state: State) -> Response:
    return _page("We will be back soon", 200)


def _html_image(_fault: Fault, _state: State) -> Response:
    return Response(_PAGE.format("No picture"), 200, content_type="image/jpeg")


def _slow(fault: Fault, state: State) -> None:
    state.stopping.wait(fault.delay)


def _hang(fault: Fault, state: State) -> Response:
    state.stopping.wait(fault.delay)
    return _ended("closed")


def _reset(_fault: Fault, _state: State) -> Response:
    return _ended("reset")


def _down(fault: Fault, state: State) -> Response:
    state.take_down(fault.service, fault.delay)
    return _ended("reset")


_ANSWERS: Mapping[str, Callable[[Fault, State], Response | None]] = {
    **dict.fromkeys(("429", "401", "stale-token", "403"), _refusing),
    **dict.fromkeys(("500", "502", "503"), _failing),
    "html": _html,
    "html-image": _html_image,
    "slow": _slow,
    "hang": _hang,
    "reset": _reset,
    "down": _down,
}


def _patience(fault: Fault) -> dict[str, str]:
    return {"Retry-After": fault.retry_after} if fault.retry_after else {}


def _page(title: str, status: int, headers: dict[str, str] | None = None) -> Response:
    return Response(_PAGE.format(title), status, headers, content_type="text/html; charset=utf-8")


def _ended(how: str) -> Response:
    request.environ[ENDING] = how
    return Response(status=500)


def _after(response: Response) -> Response:
    fault: Fault | None = g.get("fault")
    if fault is not None and response.status_code == 200:
        _spoilt(fault, response)
    return response


def _spoilt(fault: Fault, response: Response) -> None:
    match fault.kind:
        case "empty":
            response.set_data(b"")
        case "truncated":
            response.set_data(_half(response))
        case "cut-off":
            length, half = len(response.get_data()), _half(response)
            response.response = [half]
            response.headers["Content-Length"] = str(length)
        case "png-image":
            response.set_data(_as_png(response.get_data()))
        case "wrong-type":
            _changed(response, fault.field, lambda holder, key: holder.__setitem__(key, [[]]))
        case "null":
            _changed(response, fault.field, lambda holder, key: holder.__setitem__(key, None))
        case "missing":
            _changed(response, fault.field, lambda holder, key: holder.__delitem__(key))


def _half(response: Response) -> bytes:
    body = response.get_data()
    return body[: len(body) // 2]


def _as_png(jpeg: bytes) -> bytes:
    whole = io.BytesIO()
    Image.open(io.BytesIO(jpeg)).save(whole, "PNG", compress_level=1)
    return whole.getvalue()


def _changed(response: Response, path: str, change: Callable[[Any, Any], None]) -> None:
    if not response.is_json:
        return
    document = json.loads(response.get_data())
    for holder, key in list(_places(document, path.split("."))):
        change(holder, key)
    response.set_data(json.dumps(document, ensure_ascii=False))


def _places(value: Any, path: list[str]) -> Iterator[tuple[Any, Any]]:
    """Where a path leads: what holds the value, and under which key."""
    step, *rest = path
    if isinstance(value, dict):
        keys: list[Any] = list(value) if step == "*" else [step] if step in value else []
    elif isinstance(value, list):
        number = int(step) if step.isdecimal() else -1
        keys = list(range(len(value))) if step == "*" else [number][: 0 <= number < len(value)]
    else:
        keys = []
    for key in keys:
        if rest:
            yield from _places(value[key], rest)
        else:
            yield value, key
