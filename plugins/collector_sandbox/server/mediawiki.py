"""What Wikipedia and Wikidata share: the door, the forms of the Action API, its errors."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from flask import Response, g, request

from collector_sandbox.server.state import State, admit, answer, hooked, retry_after, text
from collector_sandbox.server.useragent import ROBOT_POLICY, is_refused, names_contact

__all__ = [
    "MOST_VALUES",
    "error",
    "flag",
    "gate",
    "is_modern",
    "many",
    "refusal",
    "reply",
    "search_page",
]

T = TypeVar("T")

MOST_VALUES = 50
"""Titles or ids that one request may name."""

_LAG = 6.2
_DOC = "See {}/w/api.php for API usage."


def gate(
    state: State, service: str, busy: Callable[[str], Response] | None = None
) -> Response | None:
    """The User-Agent, then the rate that all Wikimedia services share.

    Args:
        state: The sandbox's.
        service: For hooks.
        busy: Makes the refusal of one request too many, from the seconds to wait.
    """
    agent = request.user_agent.string or request.headers.get("Api-User-Agent", "")
    if is_refused(agent):
        return text(ROBOT_POLICY, 403)
    options = state.options
    generic = not names_contact(agent)
    limit = options.wikimedia_limit_generic if generic else options.wikimedia_limit
    window = state.windows["wikimedia"]
    if not admit(window, limit):
        wait = retry_after(window.wait(limit, g.arrived))
        return (busy or _busy)(wait)
    return hooked(state, service)


def _busy(wait: str) -> Response:
    return text("Too many requests\n", 429, {"Retry-After": wait})


def many(name: str) -> list[str]:
    """The values of a parameter that are joined by ``|``."""
    return [value for value in request.values.get(name, "").split("|") if value]


def flag(name: str) -> bool:
    """Whether a boolean parameter is there; any value means yes."""
    return name in request.values


def is_modern() -> bool:
    """Whether the request asks for format version 2."""
    return request.values.get("formatversion") in ("2", "latest")


def error(code: str, info: str, extra: Mapping[str, Any] | None = None) -> Response:
    """An error of the Action API: status 200, and the code in a header too."""
    about = _DOC.format(request.host_url.rstrip("/"))
    body = {"code": code, "info": info} | dict(extra or {})
    body["docref" if is_modern() else "*"] = about
    headers = {"MediaWiki-API-Error": code}
    if code == "maxlag":
        headers |= {"Retry-After": "5", "X-Database-Lag": "6"}
    return answer({"error": body, "servedby": "mw1234"}, headers=headers)


def refusal(state: State) -> Response | None:
    """What every action refuses: another format, too many values, lagged databases."""
    if request.values.get("format") != "json":
        return text("This sandbox speaks format=json only.\n", 400)
    longest = request.values.get("maxlag", "")
    if state.options.maxlag and longest.isdecimal() and int(longest) < _LAG:
        lag = {"host": "10.64.16.7", "lag": _LAG, "type": "db"}
        return error("maxlag", f"Waiting for 10.64.16.7: {_LAG} seconds lagged.", lag)
    for name in ("titles", "ids", "sites"):
        if len(many(name)) > MOST_VALUES:
            info = f'Too many values supplied for parameter "{name}". The limit is {MOST_VALUES}.'
            return error("toomanyvalues", info, {"limit": MOST_VALUES})
    return None


def reply(data: Mapping[str, Any]) -> Response:
    """A good answer."""
    return answer(data, mime="application/json; charset=utf-8")


def search_page(found: Sequence[T], shape: Callable[[T], Mapping[str, Any]]) -> Response:
    """A page of ``list=search``, as ``srlimit`` and ``sroffset`` cut it."""
    limit, offset = _number("srlimit", 10), _number("sroffset", 0)
    shown = [shape(item) for item in found[offset : offset + limit]]
    query = {"searchinfo": {"totalhits": len(found)}, "search": shown}
    if offset + limit < len(found):
        more = {"sroffset": offset + limit, "continue": "-||"}
        return reply({"continue": more, "query": query})
    return reply({"batchcomplete": True if is_modern() else "", "query": query})


def _number(name: str, default: int) -> int:
    given = request.values.get(name, "")
    return min(int(given), 10_000) if given.isdecimal() else default
