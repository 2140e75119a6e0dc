"""The image hosts: every picture that an answer names, drawn on demand."""

from __future__ import annotations

import re
from functools import cached_property

from flask import Blueprint, Response, request

from collector_sandbox.server import pictures
from collector_sandbox.server.drawing import draw, with_comment
from collector_sandbox.server.shop import Shop
from collector_sandbox.server.state import State, admit, hooked, text
from collector_sandbox.server.useragent import ROBOT_POLICY, is_refused

__all__ = ["blueprint"]

_OFF_STEP = "Use thumbnail steps listed on https://w.wiki/GHai"


def blueprint(state: State) -> Blueprint:
    """Routes of ``/images/<host>/...``."""
    routes = Blueprint("images", __name__, url_prefix="/images")
    gallery = _Gallery(state)
    routes.before_request(lambda: hooked(state, "images"))
    routes.add_url_rule("/i.discogs.com/<path:path>", "discogs", gallery.discogs)
    routes.add_url_rule("/is1-ssl.mzstatic.com/<path:path>", "apple", gallery.apple)
    routes.add_url_rule("/i.scdn.co/image/<key>", "spotify", gallery.spotify)
    routes.add_url_rule("/upload.wikimedia.org/<path:path>", "commons", gallery.commons)
    routes.add_url_rule("/<path:path>", "other", _missing)
    return routes


def _missing(path: str = "") -> Response:
    return text(f"Not found: {path}", 404)


class _Gallery:
    def __init__(self, state: State) -> None:
        self._state = state

    def discogs(self, path: str) -> Response:
        limit = self._state.options.discogs_image_limit
        if limit and not admit(self._state.windows["discogs-images"], limit):
            return text("", 429)
        found = pictures.read_discogs(path)
        if found is None:
            return text("Forbidden", 403)
        kind, number, _ = found.subject.split("-")
        title = self._discogs_title(kind, int(number))
        return self._jpeg(found.subject, title, found.width, found.height, 31536000)

    def apple(self, path: str) -> Response:
        found = pictures.read_apple(path)
        title, largest = self._apple.get(found.subject, ("", 0)) if found else ("", 0)
        if found is None or not largest:
            return _missing(path)
        # Never larger than the original, and square as the original is.
        side = min(found.width, found.height, largest)
        return self._jpeg(found.subject, title, side, side, 15552000)

    def spotify(self, key: str) -> Response:
        size = {**pictures.SCDN_ALBUM, **pictures.SCDN_ARTIST}.get(key[:16])
        title = self._spotify.get(key[16:])
        if size is None or title is None:
            return _missing(key)
        return self._jpeg(key[16:], title, size, size, 86400)

    def commons(self, path: str) -> Response:
        if is_refused(request.user_agent.string):
            return text(ROBOT_POLICY, 403)
        pattern = r"wikipedia/commons/(thumb/)?./../([^/]+)(?:/(\d+)px-[^/]+)?"
        found = re.fullmatch(pattern, path)
        size = self._commons.get(found[2]) if found else None
        if found is None or size is None or bool(found[1]) != bool(found[3]):
            return _missing(path)
        width = int(found[3]) if found[3] else size[0]
        if found[3] and width not in pictures.STEPS:
            return text(_OFF_STEP, 400)
        width = min(width, size[0])
        return self._jpeg(found[2], found[2], width, round(size[1] * width / size[0]), 86400)

    def _jpeg(self, subject: str, title: str, width: int, height: int, lifetime: int) -> Response:
        size = max(1, width), max(1, height)
        drawn = self._state.options.drawn
        body = draw(subject, title, *size) if drawn else with_comment(draw("", "", *size), subject)
        headers = {"Cache-Control": f"max-age={lifetime}"}
        return Response(body, 200, headers, content_type="image/jpeg")

    def _discogs_title(self, kind: str, number: int) -> str:
        world = self._state.world
        if kind == "A":
            return world.artists[number].name if number in world.artists else ""
        return world.releases[number].title if number in world.releases else ""

    @cached_property
    def _apple(self) -> dict[str, tuple[str, int]]:
        shop = Shop(self._state.world.apple_music)
        found = {key: (artist.name, 1000) for key, artist in shop.artists.items()}
        return found | {key: (album.name, album.artwork) for key, album in shop.albums.items()}

    @cached_property
    def _spotify(self) -> dict[str, str]:
        shop = Shop(self._state.world.spotify)
        names = {key: artist.name for key, artist in shop.artists.items()}
        names |= {key: album.name for key, album in shop.albums.items() if album.artwork}
        return {pictures.spotify_key(identity): name for identity, name in names.items()}

    @cached_property
    def _commons(self) -> dict[str, tuple[int, int]]:
        return {
            pictures.commons_name(article): article.image
            for article in self._state.world.articles
            if article.image[0]
        }
