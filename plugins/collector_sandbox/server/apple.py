"""api.music.apple.com."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from collector_sandbox.server import apple_shapes as shapes
from collector_sandbox.server.apple_token import TokenCheck
from collector_sandbox.server.shop import Shop
from collector_sandbox.server.state import State, admit, answer, hooked, room, whole
from collector_sandbox.world import Album, ServiceArtist

__all__ = ["blueprint"]

T = TypeVar("T")

_JSON = "application/json;charset=utf-8"
_TYPES = frozenset(
    (
        "activities",
        "albums",
        "apple-curators",
        "artists",
        "curators",
        "music-videos",
        "playlists",
        "record-labels",
        "songs",
        "stations",
    )
)
_MOST_IDS = 100


def blueprint(state: State) -> Blueprint:
    """Routes of ``/apple``."""
    desk = _Desk(state)
    rules: dict[str, Callable[..., Response]] = {
        "/v1/storefronts/<storefront>": desk.storefront,
        "/v1/catalog/<storefront>/search": desk.search,
        "/v1/catalog/<storefront>/albums": desk.albums,
        "/v1/catalog/<storefront>/albums/<identity>": desk.album,
        "/v1/catalog/<storefront>/albums/<identity>/tracks": desk.tracks,
        "/v1/catalog/<storefront>/artists": desk.artists,
        "/v1/catalog/<storefront>/artists/<identity>": desk.artist,
        "/v1/catalog/<storefront>/artists/<identity>/albums": desk.artist_albums,
        "/<path:rest>": _missing,
    }
    return room("apple", desk.gate, rules)


def _send(data: Mapping[str, Any], status: int = 200) -> Response:
    return answer(data, status, mime=_JSON)


def _missing(rest: str = "") -> Response:  # noqa: ARG001
    detail = "Resource with requested id was not found"
    return _send(shapes.error(404, "40400", "Resource Not Found", detail), 404)


def _invalid(detail: str, parameter: str) -> Response:
    return _send(shapes.error(400, "40005", "Invalid Parameter Value", detail, parameter), 400)


def _no_ids() -> Response:
    detail = "No id(s) supplied on the request"
    return _send(shapes.error(400, "40003", "Missing Parameter", detail), 400)


def _listed(name: str) -> list[str]:
    """The values of a parameter that are joined by commas."""
    return [value for value in request.args.get(name, "").split(",") if value]


def _range(most: int, usual: int) -> tuple[int, int] | Response:
    """``limit`` and ``offset`` of the request."""
    limit, offset = whole("limit", usual), whole("offset", 0)
    if limit is None or limit > most:
        given = request.args["limit"]
        detail = f"Value must be an integer less than or equal to {most}, but was: {given}"
        return _invalid(detail, "limit")
    if limit < 1 or offset is None or offset < 0:
        return _invalid("Value must be a positive integer", "limit" if limit < 1 else "offset")
    return limit, offset


def _page(items: Sequence[T], shape: Callable[[T], Any], most: int, usual: int) -> Response:
    asked = _range(most, usual)
    if isinstance(asked, Response):
        return asked
    limit, offset = asked
    path = request.path.removeprefix("/apple")
    data: dict[str, Any] = {"data": [shape(item) for item in items[offset : offset + limit]]}
    if offset + limit < len(items):
        data["next"] = f"{path}?offset={offset + limit}"
    return _send(data)


class _Desk:
    def __init__(self, state: State) -> None:
        self._state = state
        self._check = TokenCheck(state.credentials)
        self._shop = Shop(state.world.apple_music)

    def gate(self) -> Response | None:
        """The token first (its refusal has an empty body), then the rate of the team."""
        if not self._check.accepts(request.headers.get("Authorization", "")):
            return Response("", 401)
        if not admit(self._state.windows["apple"], self._state.options.apple_limit):
            return Response("", 429)
        return hooked(self._state, "apple") or self._odd_parameters()

    def _odd_parameters(self) -> Response | None:
        storefront = (request.view_args or {}).get("storefront", "us")
        if not re.fullmatch("[a-z]{2}", storefront):
            return _missing()
        language = request.args.get("l", "en-US")
        if not re.fullmatch(r"[a-z]{2}(-[A-Za-z]{2,4})*", language):
            return _invalid(f"Invalid language tag '{language}'", "l")
        return None

    def storefront(self, storefront: str) -> Response:
        attributes = {
            "name": storefront.upper(),
            "defaultLanguageTag": "en-GB",
            "supportedLanguageTags": ["en-GB", "en-US"],
            "explicitContentPolicy": "allowed",
        }
        resource = {
            "id": storefront,
            "type": "storefronts",
            "href": f"/v1/storefronts/{storefront}",
            "attributes": attributes,
        }
        return _send({"data": [resource]})

    # -- search --------------------------------------------------------------------------------

    def search(self, storefront: str) -> Response:
        term = request.args.get("term", "").strip()
        types = _listed("types")
        if not term or not types:
            name = "types" if term else "term"
            detail = f"Missing required parameter '{name}'"
            return _send(shapes.error(400, "40003", "Missing Parameter", detail, name), 400)
        if not _TYPES.issuperset(types):
            return _invalid(f"Unknown type in '{request.args['types']}'", "types")
        asked = _range(25, 5)
        if isinstance(asked, Response):
            return asked
        results = self._results(storefront, term, types, asked)
        order = list(results)
        meta = {"results": {"order": order, "rawOrder": order}}
        return _send({"results": results, "meta": meta})

    def _results(
        self, storefront: str, term: str, types: Sequence[str], asked: tuple[int, int]
    ) -> dict[str, Any]:
        limit, offset = asked
        found: dict[str, list[Any]] = {}
        if "albums" in types:
            found["albums"] = [
                shapes.album_in_search(each, storefront, padded=self._padded)
                for each in self._shop.find_albums(term)
            ]
        if "artists" in types:
            hits = self._shop.find_artists(term)
            found["artists"] = [shapes.artist_in_search(each, storefront) for each in hits]
        results = {}
        for name, hits in found.items():
            if not hits[offset:]:
                continue  # a type without hits is absent
            path = f"/v1/catalog/{storefront}/search"
            query = {"term": term, "types": name}
            block: dict[str, Any] = {"href": f"{path}?{urlencode({'limit': limit} | query)}"}
            if offset + limit < len(hits):
                block["next"] = f"{path}?{urlencode({'offset': offset + limit} | query)}"
            results[name] = block | {"data": hits[offset : offset + limit]}
        return results

    # -- albums --------------------------------------------------------------------------------

    def albums(self, storefront: str) -> Response:
        if "filter[upc]" in request.args:
            asked = _listed("filter[upc]")
            found = [album for code in dict.fromkeys(asked) for album in self._with_code(code)]
        else:
            asked, known = _listed("ids"), self._shop.albums
            if len(asked) > _MOST_IDS:
                return _invalid(f"Too many ids supplied, maximum is {_MOST_IDS}", "ids")
            found = [known[one] for one in sorted(set(asked)) if one in known]
        if not asked:
            return _no_ids()
        return _send({"data": [self._album(album, storefront) for album in found]})

    def album(self, storefront: str, identity: str) -> Response:
        found = self._shop.albums.get(identity)
        return _send({"data": [self._album(found, storefront)]}) if found else _missing()

    def tracks(self, storefront: str, identity: str) -> Response:
        found = self._shop.albums.get(identity)
        if not found:
            return _missing()
        return _page(
            range(len(found.tracks)), lambda n: shapes.track(found, n, storefront), 300, 300
        )

    def _with_code(self, code: str) -> Sequence[Album]:
        return self._shop.with_code(code, padded=self._padded)

    def _album(self, item: Album, storefront: str) -> dict[str, Any]:
        with_artists = "artists" in _listed("include")
        return shapes.album(item, storefront, padded=self._padded, artists=with_artists)

    # -- artists -------------------------------------------------------------------------------

    def artists(self, storefront: str) -> Response:
        ids = sorted(set(_listed("ids")))
        if not ids:
            return _no_ids()
        known = self._shop.artists
        return _send({"data": [self._artist(known[i], storefront) for i in ids if i in known]})

    def artist(self, storefront: str, identity: str) -> Response:
        found = self._shop.artists.get(identity)
        return _send({"data": [self._artist(found, storefront)]}) if found else _missing()

    def artist_albums(self, storefront: str, identity: str) -> Response:
        if identity not in self._shop.artists:
            return _missing()
        albums = self._shop.by_artist[identity]
        return _page(albums, lambda item: self._album(item, storefront), 100, 25)

    def _artist(self, item: ServiceArtist, storefront: str) -> dict[str, Any]:
        albums = self._shop.by_artist[item.id]
        included = "albums" in _listed("include")
        data = [
            self._album(each, storefront)
            if included
            else shapes.relation("albums", each.id, storefront)
            for each in albums[:25]
        ]
        shape = shapes.artist(item, data, storefront)
        if "full-albums" in _listed("views"):
            full = [self._album(each, storefront) for each in albums if each.kind == "album"]
            href = f"/v1/catalog/{storefront}/artists/{item.id}/view/full-albums"
            block = {"href": href, "attributes": {"title": "Albums"}, "data": full}
            shape["views"] = {"full-albums": block}
        return shape

    @property
    def _padded(self) -> bool:
        return self._state.options.padded_upc
