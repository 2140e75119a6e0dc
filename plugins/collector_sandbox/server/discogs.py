"""api.discogs.com: its routes, and who may come in."""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable

from flask import Blueprint, Response, g, request

from collector_sandbox.server.discogs_answers import error, no_such_resource
from collector_sandbox.server.discogs_catalogue import Catalogue
from collector_sandbox.server.discogs_collection import Collection
from collector_sandbox.server.discogs_database import Database
from collector_sandbox.server.state import State, admit, hooked, now, room

__all__ = ["blueprint"]

_TOO_QUICK = "You are making requests too quickly."
_BAD_TOKEN = "Invalid consumer token. Please register an app before making requests."  # noqa: S105
_BLOCKED = "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body></body></html>"


def blueprint(state: State) -> Blueprint:
    """Routes of ``/discogs``."""
    catalogue = Catalogue(state.world)
    person, database = Collection(state.world, catalogue), Database(state, catalogue)
    door = _Door(state)
    rules: dict[str, Callable[..., Response]] = {
        "/": database.hello,
        "/oauth/identity": person.identity,
        "/users/<user>": person.profile,
        "/users/<user>/collection/folders": person.folders,
        "/users/<user>/collection/fields": person.fields,
        "/users/<user>/collection/folders/<int:folder>/releases": person.collection,
        "/users/<user>/collection/releases/<int:number>": person.instances,
        "/releases/<int:number>": database.release,
        "/masters/<int:number>": database.master,
        "/masters/<int:number>/versions": database.versions,
        "/artists/<int:number>": database.artist,
        "/artists/<int:number>/releases": database.artist_releases,
        "/labels/<int:number>": database.label,
        "/database/search": database.search,
        "/<path:rest>": _unknown,
    }
    routes = room("discogs", lambda: door.gate() or person.stranger(), rules)
    routes.after_request(door.sign)
    routes.add_url_rule("/<path:rest>", "refuse", _refuse_method, methods=["POST", "PUT", "DELETE"])
    return routes


def _unknown(rest: str) -> Response:  # noqa: ARG001
    return no_such_resource()


def _refuse_method(rest: str) -> Response:  # noqa: ARG001
    return error(405, f"Method {request.method} is not allowed for this resource.")


class _Door:
    def __init__(self, state: State) -> None:
        self._state = state

    def gate(self) -> Response | None:
        """User-Agent first (the proxy asks for it), then the rate, then the token."""
        g.owner = g.signed = False
        if not request.user_agent.string.strip():
            return Response(_BLOCKED, 403, content_type="text/html; charset=UTF-8")
        token = _token()
        g.owner = g.signed = token is not None and hmac.compare_digest(
            token.encode(), self._state.credentials.discogs_token.encode()
        )
        if not admit(self._state.windows["discogs"], self._limit):
            return error(429, _TOO_QUICK)
        if token is not None and not g.owner:
            return error(401, _BAD_TOKEN)
        return hooked(self._state, "discogs")

    def sign(self, response: Response) -> Response:
        """The rate's headers, on every answer that is Discogs' own."""
        if response.status_code == 403 and response.mimetype == "text/html":
            return response
        used = self._state.windows["discogs"].used(now())
        response.headers["X-Discogs-Ratelimit"] = str(self._limit)
        response.headers["X-Discogs-Ratelimit-Used"] = str(used)
        response.headers["X-Discogs-Ratelimit-Remaining"] = str(max(0, self._limit - used))
        response.headers["X-Discogs-Media-Type"] = "discogs.v2"
        response.headers.setdefault("Cache-Control", "public, must-revalidate")
        return response

    @property
    def _limit(self) -> int:
        options = self._state.options
        return options.discogs_limit if g.signed else options.discogs_limit_unknown


def _token() -> str | None:
    header = request.headers.get("Authorization", "")
    found = re.fullmatch(r"Discogs token=(\S*)", header)
    if found:
        return found[1]
    # Another scheme is a credential too, and a wrong one.
    return "" if header else request.args.get("token")
