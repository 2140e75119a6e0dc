"""What Apple Music's and Spotify's albums have in common here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, TypeAlias

from collector_sandbox.catalogue.ids import apple_id, spotify_id, valid_barcode
from collector_sandbox.catalogue.read import Entry, plain
from collector_sandbox.world import AlbumTrack, ServiceArtist

__all__ = ["MAKE_ID", "ServiceName", "barcode_of", "listed", "service_artist"]

ServiceName: TypeAlias = Literal["apple", "spotify"]

MAKE_ID: Mapping[ServiceName, Callable[..., str]] = {"apple": apple_id, "spotify": spotify_id}
"""Makes an album's or artist's id of the service."""


def service_artist(service: ServiceName, name: str) -> ServiceArtist:
    """An artist as the service knows it; ``Nirvana (2)`` has an id of its own."""
    shown = "Various Artists" if name == "Various" else plain(name)
    return ServiceArtist(MAKE_ID[service]("artist", name), shown)


def barcode_of(entry: Entry) -> str:
    """The first valid barcode of the record, digits only; empty if there is none."""
    values = (one.value for one in entry.release.identifiers if one.type == "Barcode")
    codes = ("".join(sign for sign in value if sign.isdigit()) for value in values)
    return next(filter(valid_barcode, codes), "")


def listed(text: str) -> tuple[AlbumTrack, ...]:
    """Tracks from ``"One | Two"``."""
    return tuple(AlbumTrack(title) for title in text.split(" | "))
