"""api.spotify.com, in Development Mode."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, g, request

from collector_sandbox.server import spotify_shapes as shapes
from collector_sandbox.server.shop import Shop
from collector_sandbox.server.state import (
    State,
    admit,
    answer,
    base,
    hooked,
    retry_after,
    room,
    text,
    whole,
)
from collector_sandbox.world import Album, ServiceArtist

__all__ = ["blueprint"]

_PREMIUM = (
    "Active premium subscription required for the owner of the app. When the subscription status"
    " changes, it can take a few hours before requests are allowed again."
)
_TYPES = frozenset(["album", "artist", "playlist", "track", "show", "episode", "audiobook"])
_FILTER = re.compile(r'\b(album|artist|track|year|upc|isrc|genre|tag):(?:"([^"]*)"|(\S+))')
_ID = re.compile(r"[0-9A-Za-z]{22}")
_REMOVED = (
    "/v1/albums",
    "/v1/artists",
    "/v1/tracks",
    "/v1/shows",
    "/v1/episodes",
    "/v1/audiobooks",
    "/v1/chapters",
    "/v1/markets",
    "/v1/artists/<identity>/top-tracks",
    "/v1/artists/<identity>/related-artists",
    "/v1/recommendations",
    "/v1/audio-features",
    "/v1/audio-features/<identity>",
    "/v1/browse/<path:rest>",
    "/v1/users/<path:rest>",
)
_EVERY = 5


def blueprint(state: State) -> Blueprint:
    """Routes of ``/spotify``."""
    desk = _Desk(state)
    rules: dict[str, Callable[..., Response]] = {
        "/v1/search": desk.search,
        "/v1/albums/<identity>": desk.album,
        "/v1/albums/<identity>/tracks": desk.tracks,
        "/v1/artists/<identity>": desk.artist,
        "/v1/artists/<identity>/albums": desk.artist_albums,
        "/<path:rest>": _unknown,
    }
    routes = room("spotify", desk.gate, rules)
    for rule in _REMOVED:
        routes.add_url_rule(rule, f"removed {rule.replace('.', ' ')}", _removed)
    return routes


def _error(status: int, message: str, **more: str) -> Response:
    return answer({"error": {"status": status, "message": message} | more}, status)


def _unknown(rest: str) -> Response:  # noqa: ARG001
    return _error(404, "Service not found")


def _removed(identity: str = "", rest: str = "") -> Response:  # noqa: ARG001
    return _error(403, "Forbidden")


def _range(most: int, usual: int) -> tuple[int, int] | Response:
    limit, offset = whole("limit", usual), whole("offset", 0)
    if limit is None or not 1 <= limit <= most:
        return _error(400, "Invalid limit")
    if offset is None or not 0 <= offset <= 1000:
        return _error(400, "Invalid offset")
    return limit, offset


class _Desk:
    def __init__(self, state: State) -> None:
        self._state = state
        self._shop = Shop(state.world.spotify)
        self._turn = itertools.count(1)

    # -- the door ------------------------------------------------------------------------------

    def gate(self) -> Response | None:
        """The token, then the rate, then what the modes forbid."""
        problem = self._state.tokens.problem(request.headers.get("Authorization", ""))
        if problem:
            header = 'Bearer realm="spotify", error="invalid_token"'
            refusal = _error(401, problem)
            refusal.headers["WWW-Authenticate"] = header
            return refusal
        window, limit = self._state.windows["spotify"], self._state.options.spotify_limit
        if not admit(window, limit):
            wait = retry_after(window.wait(limit, g.arrived))
            return text("Too many requests", 429, {"Retry-After": wait})
        return hooked(self._state, "spotify") or self._mood() or self._odd_market()

    def _mood(self) -> Response | None:
        options = self._state.options
        if options.premium_missing:
            return text(_PREMIUM, 403)
        if options.rate_quota:
            refusal = _error(429, "Too many requests", reason="QUOTA_EXCEEDED")
            refusal.headers["Retry-After"] = "86400"
            return refusal
        if options.rate_burst and next(self._turn) % _EVERY == 0:
            refusal = _error(429, "API rate limit exceeded")
            refusal.headers["Retry-After"] = "1"
            return refusal
        return None

    def _odd_market(self) -> Response | None:
        market = request.args.get("market", "GB")
        return None if re.fullmatch("[A-Z]{2}", market) else _error(400, "Invalid market code")

    # -- search --------------------------------------------------------------------------------

    def search(self) -> Response:
        query = request.args.get("q", "").strip()
        types = request.args.get("type", "").split(",")
        if not query:
            return _error(400, "No search query")
        if not _TYPES.issuperset(types):
            return _error(400, "Bad search type field " + request.args.get("type", ""))
        strict = self._state.options.limit_10
        asked = _range(10, 5) if strict else _range(50, 20)
        if isinstance(asked, Response):
            return asked
        return answer(
            {f"{name}s": self._hits(name, query, *asked) for name in types},
            headers={"Cache-Control": "public, max-age=7200"},
        )

    def _hits(self, kind: str, query: str, limit: int, offset: int) -> dict[str, Any]:
        found: Sequence[Any] = ()
        if kind == "album":
            found = self._find_albums(query)
        elif kind == "artist":
            filters, rest = _read(query)
            found = self._shop.find_artists(filters.get("artist", "") + " " + rest)
        shown: list[Any] = [self._short(each) for each in found[offset : offset + limit]]
        if shown and self._state.options.null_items:
            shown = [*shown[:1], None, *shown[1 : limit - 1]]
        extra = {"query": quote(query, safe=""), "type": kind}
        if "market" in request.args:
            extra["market"] = request.args["market"]
        href = f"{base('spotify')}/v1/search"
        return shapes.paging(shown, href, extra, limit, offset, len(found))

    def _find_albums(self, query: str) -> Sequence[Album]:
        filters, rest = _read(query)
        if "upc" in filters:
            # One album per code, even where several share it.
            padded = self._state.options.padded_upc
            found = self._shop.with_code(filters["upc"], padded=padded)[:1]
        else:
            fields = {name: filters[name] for name in ("album", "artist") if filters.get(name)}
            by_words = bool(fields or rest)
            found = self._shop.find_albums(rest, **fields) if by_words else self._shop.newest
        if "year" in filters:
            first, _, last = filters["year"].partition("-")
            found = [each for each in found if first <= each.date[:4] <= (last or first)]
        return [] if filters.keys() & {"track", "isrc", "genre", "tag"} else found

    def _short(self, item: Album | ServiceArtist) -> dict[str, Any]:
        if isinstance(item, ServiceArtist):
            return shapes.artist(item)
        return shapes.simple_album(item, images=not self._state.options.empty_images)

    # -- albums and artists --------------------------------------------------------------------

    def album(self, identity: str) -> Response:
        found = self._shop.albums.get(identity)
        if found is None:
            return _no_such(identity)
        options = self._state.options
        return answer(
            shapes.album(
                found,
                padded=options.padded_upc,
                images=not options.empty_images,
                market=request.args.get("market", ""),
            )
        )

    def tracks(self, identity: str) -> Response:
        found = self._shop.albums.get(identity)
        asked = _range(50, 20)
        if found is None or isinstance(asked, Response):
            return _no_such(identity) if found is None else asked  # type: ignore[return-value]
        limit, offset = asked
        total = len(found.tracks)
        numbers = range(total)[offset : offset + limit]
        href = f"{base('spotify')}/v1/albums/{identity}/tracks"
        shown = [shapes.track(found, number) for number in numbers]
        return answer(shapes.paging(shown, href, {}, limit, offset, total))

    def artist(self, identity: str) -> Response:
        found = self._shop.artists.get(identity)
        return answer(shapes.artist(found)) if found else _no_such(identity)

    def artist_albums(self, identity: str) -> Response:
        if identity not in self._shop.artists:
            return _no_such(identity)
        asked = _range(10, 5) if self._state.options.limit_10 else _range(50, 20)
        if isinstance(asked, Response):
            return asked
        limit, offset = asked
        groups = request.args.get("include_groups", "album,single,compilation").split(",")
        albums = [a for a in self._shop.by_artist[identity] if _group(a) in groups]
        href = f"{base('spotify')}/v1/artists/{identity}/albums"
        shown = [self._short(each) for each in albums[offset : offset + limit]]
        return answer(shapes.paging(shown, href, {}, limit, offset, len(albums)))


def _group(album: Album) -> str:
    return "single" if album.kind == "ep" else album.kind


def _no_such(identity: str) -> Response:
    if not _ID.fullmatch(identity):
        return _error(400, "invalid id")
    return _error(404, "Resource not found")


def _read(query: str) -> tuple[dict[str, str], str]:
    """A query's field filters, and the words that remain."""
    filters = {found[1]: found[2] or found[3] or "" for found in _FILTER.finditer(query)}
    return filters, _FILTER.sub(" ", query).strip()
