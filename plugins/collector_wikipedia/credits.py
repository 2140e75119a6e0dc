"""Who a record's artists are at the shops: by their Discogs ids, checked as for biographies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from collector_wikipedia.compared import kind_of
from collector_wikipedia.shapes import Entity
from collector_wikipedia.subjects import Artist, Record
from collector_wikipedia.wiki import by_value

__all__ = ["artist_fields", "artist_items", "shop_ids"]


def artist_items(items: Iterable[Entity]) -> dict[str, Entity]:
    """Discogs id (P1953) to the item of a musician or group, where there is just one.

    A person with a Discogs id is one who is heard on records, whatever else they do.
    """
    heard = {"group", "musician", "artist", "human"}
    return by_value((item for item in items if kind_of(None, item) in heard), "P1953")


def artist_fields(one: Record, items: Mapping[str, Entity]) -> dict[str, Any]:
    """The field ``wikidata_artists``: whom of those credited a shop knows, and by which ids.

    Args:
        one: The record.
        items: By Discogs id.
    """
    known = [_known(artist, items.get(artist.discogs_id)) for artist in one.people]
    told = [one for one in known if one]
    return {"wikidata_artists": told} if told else {}


def _known(artist: Artist, item: Entity | None) -> dict[str, Any]:
    """Its item and ids at Spotify (P1902) and Apple Music (P2850); empty without any."""
    if item is None or not artist.is_about(item, "id"):
        return {}
    ids = shop_ids(item, spotify="P1902", apple_music="P2850")
    return {"key": artist.subject.key, "id": item.id, **ids} if ids else {}


def shop_ids(item: Entity, **props: str) -> dict[str, list[str]]:
    """The ids that an item carries, by shop.

    Args:
        item: Of an album or an artist.
        props: Shop to the property of such ids.
    """
    return {shop: list(values) for shop, prop in props.items() if (values := item.values(prop))}
