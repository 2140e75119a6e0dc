"""api.discogs.com."""

from __future__ import annotations

import hmac
import math
import re
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Blueprint, Response, g, request

from collector_sandbox.server import discogs_shapes as shapes
from collector_sandbox.server.discogs_catalogue import Catalogue
from collector_sandbox.server.state import State, admit, answer, base, hooked, now, room, whole

__all__ = ["blueprint"]

T = TypeVar("T")

_TOO_QUICK = "You are making requests too quickly."
_AUTHENTICATE = "You must authenticate to access this resource."
_BAD_TOKEN = "Invalid consumer token. Please register an app before making requests."  # noqa: S105
_FORBIDDEN = "You don't have permission to access this resource."
_NO_RELEASE = "That release does not exist or may have been deleted."
_NO_MASTER = "That master release does not exist or may have been deleted."
_NO_USER = "User does not exist or may have been deleted."
_BLOCKED = "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body></body></html>"
_CONDITIONS = (
    "Mint (M)",
    "Near Mint (NM or M-)",
    "Very Good Plus (VG+)",
    "Very Good (VG)",
    "Good Plus (G+)",
    "Good (G)",
    "Fair (F)",
    "Poor (P)",
)


def blueprint(state: State) -> Blueprint:
    """Routes of ``/discogs``."""
    desk = _Desk(state)
    rules: dict[str, Callable[..., Response]] = {
        "/": desk.hello,
        "/oauth/identity": desk.identity,
        "/users/<user>": desk.profile,
        "/users/<user>/collection/folders": desk.folders,
        "/users/<user>/collection/fields": desk.fields,
        "/users/<user>/collection/folders/<int:folder>/releases": desk.collection,
        "/users/<user>/collection/releases/<int:number>": desk.instances,
        "/releases/<int:number>": desk.release,
        "/masters/<int:number>": desk.master,
        "/masters/<int:number>/versions": desk.versions,
        "/artists/<int:number>": desk.artist,
        "/artists/<int:number>/releases": desk.artist_releases,
        "/labels/<int:number>": desk.label,
        "/database/search": desk.search,
        "/<path:rest>": _unknown,
    }
    routes = room("discogs", desk.gate, rules)
    routes.after_request(desk.sign)
    routes.add_url_rule("/<path:rest>", "refuse", _refuse_method, methods=["POST", "PUT", "DELETE"])
    return routes


def _error(status: int, message: str) -> Response:
    return answer({"message": message}, status)


def _unknown(rest: str) -> Response:  # noqa: ARG001
    return _error(404, "The requested resource was not found.")


def _refuse_method(rest: str) -> Response:  # noqa: ARG001
    return _error(405, f"Method {request.method} is not allowed for this resource.")


class _Desk:
    def __init__(self, state: State) -> None:
        self._state = state
        self._catalogue = Catalogue(state.world)

    # -- the door ------------------------------------------------------------------------------

    def gate(self) -> Response | None:
        """User-Agent first (the proxy asks for it), then the rate, then the token."""
        g.owner = g.signed = False
        if not request.user_agent.string.strip():
            return Response(_BLOCKED, 403, content_type="text/html; charset=UTF-8")
        token = self._token()
        g.owner = g.signed = token is not None and hmac.compare_digest(
            token.encode(), self._state.credentials.discogs_token.encode()
        )
        if not admit(self._state.windows["discogs"], self._limit):
            return _error(429, _TOO_QUICK)
        if token is not None and not g.owner:
            return _error(401, _BAD_TOKEN)
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

    def _token(self) -> str | None:
        header = request.headers.get("Authorization", "")
        found = re.fullmatch(r"Discogs token=(\S*)", header)
        if found:
            return found[1]
        # Another scheme is a credential too, and a wrong one.
        return "" if header else request.args.get("token")

    # -- people --------------------------------------------------------------------------------

    def hello(self) -> Response:
        world = self._state.world
        counts = {"releases": len(world.releases), "artists": len(world.artists), "labels": 0}
        return answer(
            {
                "hello": "Welcome to the Discogs API.",
                "api_version": "v2",
                "documentation_url": "http://www.discogs.com/developers/",
                "statistics": counts,
            }
        )

    def identity(self) -> Response:
        if not g.owner:
            return _unauthenticated()
        name = self._state.world.username
        return answer(
            {
                "id": 1,
                "username": name,
                "resource_url": self._user(name),
                "consumer_name": "Your Application Name",
            }
        )

    def profile(self, user: str) -> Response:
        if user != self._state.world.username:
            return _error(404, _NO_USER)
        home = self._user(user)
        return answer(
            {
                "id": 1,
                "username": user,
                "resource_url": home,
                "uri": f"https://www.discogs.com/user/{user}",
                "name": "",
                "profile": "",
                "num_collection": len(self._state.world.copies),
                "num_wantlist": 0,
                "rank": 1.0,
                "registered": "2012-08-15T21:13:36-07:00",
                "avatar_url": "",
                "collection_folders_url": f"{home}/collection/folders",
                "collection_fields_url": f"{home}/collection/fields",
                "wantlist_url": f"{home}/wants",
            }
        )

    # -- the collection ------------------------------------------------------------------------

    def folders(self, user: str) -> Response:
        if user != self._state.world.username:
            return _error(404, _NO_USER)
        names = {0: "All", 1: "Uncategorized"} | dict(self._state.world.folders)
        shown = names if g.owner else {0: names[0]}
        home = f"{self._user(user)}/collection/folders"
        return answer(
            {
                "folders": [
                    {
                        "id": number,
                        "name": name,
                        "count": len(self._catalogue.folder(number)),
                        "resource_url": f"{home}/{number}",
                    }
                    for number, name in sorted(shown.items())
                ]
            }
        )

    def fields(self, user: str) -> Response:
        if user != self._state.world.username:
            return _error(404, _NO_USER)
        names = {1: "Media", 2: "Sleeve", 3: "Notes"} | dict(self._state.world.fields)
        return answer({"fields": [_field(number, names[number]) for number in sorted(names)]})

    def collection(self, user: str, folder: int) -> Response:
        if user != self._state.world.username:
            return _error(404, _NO_USER)
        if folder and not g.owner:
            return _error(403, _FORBIDDEN)
        known = {0, 1, *self._state.world.folders}
        sort = request.args.get("sort", "added")
        order = request.args.get("sort_order", "asc" if "sort" in request.args else "desc")
        if folder not in known:
            return _error(404, "The requested resource was not found.")
        if sort not in self._catalogue.sorts or order not in ("asc", "desc"):
            return _error(422, "Invalid sort parameter.")
        copies = self._catalogue.sorted_folder(folder, sort, order)
        releases = self._state.world.releases
        return _paged(
            copies, "releases", lambda copy: shapes.collection_item(copy, releases[copy.release_id])
        )

    def instances(self, user: str, number: int) -> Response:
        if user != self._state.world.username:
            return _error(404, _NO_USER)
        if not g.owner:
            return _error(403, _FORBIDDEN)
        copies = [copy for copy in self._state.world.copies if copy.release_id == number]
        releases = self._state.world.releases
        return _paged(
            copies, "releases", lambda copy: shapes.collection_item(copy, releases[copy.release_id])
        )

    # -- the database --------------------------------------------------------------------------

    def release(self, number: int) -> Response:
        found = self._state.world.releases.get(number)
        if found is None:
            return _error(404, _NO_RELEASE)
        return answer(self._veiled(shapes.release(found)))

    def master(self, number: int) -> Response:
        pressings = self._catalogue.masters.get(number)
        if not pressings:
            return _error(404, _NO_MASTER)
        return answer(self._veiled(shapes.master(pressings)))

    def versions(self, number: int) -> Response:
        pressings = self._catalogue.masters.get(number)
        if not pressings:
            return _error(404, _NO_MASTER)
        return _paged(pressings, "versions", shapes.version)

    def artist(self, number: int) -> Response:
        found = self._state.world.artists.get(number)
        if found is None:
            return _error(404, "Artist not found.")
        return answer(self._veiled(shapes.artist(found)))

    def artist_releases(self, number: int) -> Response:
        if number not in self._state.world.artists:
            return _error(404, "Artist not found.")
        return _paged(self._catalogue.by_artist.get(number, ()), "releases", shapes.artist_release)

    def label(self, number: int) -> Response:
        name = self._catalogue.labels.get(number)
        if name is None:
            return _error(404, "Label not found")
        home = f"{base('discogs')}/labels/{number}"
        return answer(
            {
                "id": number,
                "name": name,
                "resource_url": home,
                "uri": f"https://www.discogs.com/label/{number}",
                "releases_url": f"{home}/releases",
                "data_quality": "Correct",
            }
        )

    def search(self) -> Response:
        if not g.signed:
            return _unauthenticated()
        kind = request.args.get("type", "")
        found: list[Any] = []
        if kind in ("", "release"):
            found += [("release", item) for item in self._catalogue.find_releases(request.args)]
        if kind in ("", "artist"):
            found += [("artist", item) for item in self._catalogue.find_artists(request.args)]
        return _paged(found, "results", self._hit)

    def _hit(self, found: tuple[str, Any]) -> dict[str, Any]:
        images = not self._state.options.hide_images
        shape = shapes.hit if found[0] == "release" else shapes.artist_hit
        return shape(found[1], images=images)

    def _veiled(self, shape: dict[str, Any]) -> dict[str, Any]:
        if g.signed or not self._state.options.hide_images:
            return shape
        for image in shape.get("images", ()):
            image.update(uri="", resource_url="", uri150="")
        return shape | ({"thumb": ""} if "thumb" in shape else {})

    def _user(self, name: str) -> str:
        return f"{base('discogs')}/users/{name}"


def _unauthenticated() -> Response:
    headers = {"WWW-Authenticate": 'OAuth realm="https://api.discogs.com"'}
    return answer({"message": _AUTHENTICATE}, 401, headers)


def _field(number: int, name: str) -> dict[str, Any]:
    shape: dict[str, Any] = {"id": number, "name": name, "position": number, "public": True}
    if number > 2:
        return shape | {"type": "textarea", "lines": 3}
    options = [*(("Generic", "No Cover") if number == 2 else ()), *_CONDITIONS]
    return shape | {"type": "dropdown", "options": options}


def _paged(items: Sequence[T], key: str, shape: Callable[[T], dict[str, Any]]) -> Response:
    """A page of a list, with the addresses of its neighbours in body and ``Link`` header."""
    page, size = whole("page", 1), whole("per_page", 50)
    if page is None or size is None or page < 1 or size < 1:
        return _error(422, "Invalid page or per_page parameter.")
    size = min(size, 100)
    pages = max(1, math.ceil(len(items) / size))
    if page > pages:
        return _error(404, "The requested resource was not found.")
    urls = _neighbours(page, pages, size)
    pagination = {
        "page": page,
        "pages": pages,
        "per_page": size,
        "items": len(items),
        "urls": urls,
    }
    shown = [shape(item) for item in items[(page - 1) * size : page * size]]
    links = ", ".join(f'<{url}>; rel="{name}"' for name, url in urls.items())
    return answer({"pagination": pagination, key: shown}, headers={"Link": links} if links else {})


def _neighbours(page: int, pages: int, size: int) -> dict[str, str]:
    numbers: dict[str, int] = {}
    if page > 1:
        numbers |= {"first": 1, "prev": page - 1}
    if page < pages:
        numbers |= {"last": pages, "next": page + 1}
    rest = {k: v for k, v in request.args.items() if k not in ("page", "per_page", "token")}
    return {
        name: f"{request.base_url}?{urlencode({'page': number, 'per_page': size} | rest)}"
        for name, number in numbers.items()
    }
