"""The requests to Apple Music's catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

from attrs import frozen

from collector.api import AuthRequired, Client, Health, Host, Rate, Service
from collector_apple_music.shapes import Album, Albums, Search
from collector_apple_music.token import developer_auth

if TYPE_CHECKING:
    from collector_apple_music import Settings

__all__ = ["Catalogue"]

IDS = 100
"""Albums a request, as documented."""

CODES = 50
"""Barcodes a request; no limit is documented, so the address is kept short."""

HITS = 25
"""The most hits that a search gives for one type."""


@frozen
class Catalogue:
    """One storefront's catalogue."""

    client: Client
    storefront: str

    @classmethod
    def open(cls, settings: Settings, host: Host) -> Catalogue:
        """Declare the service.

        Raises:
            BadInput: The key is none.
        """
        auth = developer_auth(settings.team_id, settings.key_id, settings.private_key, host.clock)
        service = Service(
            name="apple-music",
            base_url=settings.base_url,
            rate=settings.rate,
            auth=auth,
            headers={"User-Agent": host.user_agent()},
            cache=timedelta(days=1),
            in_flight=2,
            image_hosts={f"is{number}-ssl.mzstatic.com": Rate(5, 1.0) for number in range(1, 6)},
        )
        return cls(host.client(service), settings.storefront)

    def with_codes(self, codes: Sequence[str]) -> list[Album]:
        """The albums that carry one of these barcodes, in any order, each once."""
        return self._albums("filter[upc]", codes, CODES)

    def with_ids(self, ids: Sequence[str]) -> list[Album]:
        """The albums with these ids, tracks included; unknown ones are left out."""
        return self._albums("ids", ids, IDS)

    def _albums(self, parameter: str, values: Sequence[str], size: int) -> list[Album]:
        found: dict[str, Album] = {}
        for some in _chunks(list(dict.fromkeys(values)), size):
            reply = self.client.get(self._path("albums"), {parameter: ",".join(some)})
            if reply.found:
                found.update({album.id: album for album in reply.read(Albums).data})
        return list(found.values())

    def search(self, term: str) -> list[Album]:
        """The first hits; without tracks."""
        params: dict[str, str | int] = {"term": term, "types": "albums", "limit": HITS}
        reply = self.client.get(self._path("search"), params, cache=timedelta(hours=1))
        return reply.read(Search).results.albums.data if reply.found else []

    def check(self) -> Health:
        """One cheap request."""
        try:
            reply = self.client.get(f"/v1/storefronts/{self.storefront}", cache=timedelta(0))
        except AuthRequired as error:
            hint = error.hint or "Check team_id, key_id and the .p8 file; they belong together."
            return Health(ok=False, message=error.message, hint=hint)
        if not reply.found:
            hint = 'Set storefront to your country, like "us" or "de".'
            return Health(ok=False, message=f"no storefront {self.storefront}", hint=hint)
        return Health(ok=True, message=f"The key is good for the storefront {self.storefront}.")

    def _path(self, what: str) -> str:
        return f"/v1/catalog/{self.storefront}/{what}"


def _chunks(values: Sequence[str], size: int) -> Iterator[list[str]]:
    rest = iter(values)
    while some := list(islice(rest, size)):
        yield some
