"""The requests to Spotify, and the app's token."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from attrs import frozen

from collector.api import (
    AuthRequired,
    BearerAuth,
    Client,
    Exchange,
    Health,
    Host,
    RequestRefused,
    Service,
    ServiceDown,
)
from collector_spotify.shapes import Album, Search

if TYPE_CHECKING:
    from collector_spotify import Settings

__all__ = ["HITS", "Catalogue"]

HITS = 10
"""Development Mode refuses searches for more."""

_HINT = "Check client_id and client_secret at developer.spotify.com > Dashboard."


@frozen
class Catalogue:
    """Spotify as one market sees it."""

    client: Client
    market: str

    @classmethod
    def open(cls, settings: Settings, host: Host) -> Catalogue:
        """Declare the service."""
        service = Service(
            name="spotify",
            base_url=settings.base_url,
            also=(settings.auth_url,),
            rate=settings.rate,
            auth=BearerAuth(lambda post: _token(settings, post), host.clock),
            headers={"User-Agent": host.user_agent()},
            cache=timedelta(days=1),
            in_flight=2,
        )
        return cls(host.client(service), settings.market)

    def search(self, query: str) -> list[Album]:
        """The first hits; nulls among them are passed over. Spotify lets these be kept 2 hours."""
        params: dict[str, str | int] = {
            "q": query,
            "type": "album",
            "market": self.market,
            "limit": HITS,
        }
        reply = self.client.get("/v1/search", params, cache=timedelta(hours=2))
        found = reply.read(Search).albums.items if reply.found else []
        return [album for album in found if album is not None]

    def album(self, album_id: str) -> Album | None:
        """An album with its tracks and codes; None if there is none.

        What is no id at all, such as a mistyped pin, is answered with 404 or with 400.
        """
        try:
            reply = self.client.get(f"/v1/albums/{album_id}", {"market": self.market})
        except RequestRefused:
            return None
        return reply.read(Album) if reply.found else None

    def check(self) -> Health:
        """One search: a token alone does not prove access, since the owner needs Premium."""
        params: dict[str, str | int] = {
            "q": "album:abbey",
            "type": "album",
            "market": self.market,
            "limit": 1,
        }
        try:
            self.client.get("/v1/search", params, cache=timedelta(0))
        except AuthRequired as error:
            return Health(ok=False, message=error.message, hint=error.hint or _HINT)
        return Health(ok=True, message=f"The app may search in the market {self.market}.")


def _token(settings: Settings, post: Callable[..., Exchange]) -> tuple[str, float]:
    """A token by client credentials; it lives an hour."""
    pair = f"{settings.client_id}:{settings.client_secret.reveal()}".encode()
    answer = post(
        f"{settings.auth_url}/api/token",
        {"grant_type": "client_credentials"},
        {"Authorization": f"Basic {base64.b64encode(pair).decode()}"},
    )
    try:
        document = json.loads(answer.text)
        if answer.status == 200:
            return str(document["access_token"]), float(document["expires_in"])
        said = str(document.get("error_description") or document.get("error"))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        if answer.status == 200:  # a page of somebody's, half an answer: no word on us
            raise ServiceDown(f"{settings.auth_url} answers, but not with a token") from error
        said = f"status {answer.status}"
    raise AuthRequired(f"Spotify gives no token: {said}", hint=_HINT)
