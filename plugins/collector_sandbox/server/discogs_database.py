"""What Discogs says of records, artists and labels, and its search."""

from __future__ import annotations

from typing import Any

from flask import Response, g, request

from collector_sandbox.server import discogs_documents as documents
from collector_sandbox.server import discogs_rows as rows
from collector_sandbox.server.discogs_answers import error, paged, unauthenticated
from collector_sandbox.server.discogs_catalogue import Catalogue
from collector_sandbox.server.state import State, answer, base

__all__ = ["Database"]

_NO_RELEASE = "That release does not exist or may have been deleted."
_NO_MASTER = "That master release does not exist or may have been deleted."
_NO_ARTIST = "Artist not found."


class Database:
    """The views of the database; ``g.signed`` tells whether a token came with the request."""

    def __init__(self, state: State, catalogue: Catalogue) -> None:
        self._state = state
        self._catalogue = catalogue

    def hello(self) -> Response:
        """The root of the API."""
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

    def release(self, number: int) -> Response:
        """A release."""
        found = self._state.world.releases.get(number)
        if found is None:
            return error(404, _NO_RELEASE)
        return answer(self._veiled(documents.release(found)))

    def master(self, number: int) -> Response:
        """A master."""
        pressings = self._catalogue.masters.get(number)
        if not pressings:
            return error(404, _NO_MASTER)
        return answer(self._veiled(documents.master(pressings)))

    def versions(self, number: int) -> Response:
        """A page of a master's pressings."""
        pressings = self._catalogue.masters.get(number)
        if not pressings:
            return error(404, _NO_MASTER)
        return paged(pressings, "versions", rows.version)

    def artist(self, number: int) -> Response:
        """An artist."""
        found = self._state.world.artists.get(number)
        if found is None:
            return error(404, _NO_ARTIST)
        return answer(self._veiled(documents.artist(found)))

    def artist_releases(self, number: int) -> Response:
        """A page of an artist's releases."""
        if number not in self._state.world.artists:
            return error(404, _NO_ARTIST)
        return paged(self._catalogue.by_artist.get(number, ()), "releases", rows.artist_release)

    def label(self, number: int) -> Response:
        """A label."""
        name = self._catalogue.labels.get(number)
        if name is None:
            return error(404, "Label not found")
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
        """A page of hits: releases first, then artists."""
        if not g.signed:
            return unauthenticated()
        kind = request.args.get("type", "")
        found: list[Any] = []
        if kind in ("", "release"):
            found += [(rows.hit, one) for one in self._catalogue.find_releases(request.args)]
        if kind in ("", "artist"):
            found += [
                (rows.artist_hit, item) for item in self._catalogue.find_artists(request.args)
            ]
        images = not self._state.options.hide_images
        return paged(found, "results", lambda one: one[0](one[1], images=images))

    def _veiled(self, shape: dict[str, Any]) -> dict[str, Any]:
        """Without addresses of pictures, if these are hidden from whoever asks."""
        if g.signed or not self._state.options.hide_images:
            return shape
        for image in shape.get("images", ()):
            image.update(uri="", resource_url="", uri150="")
        return shape | ({"thumb": ""} if "thumb" in shape else {})
