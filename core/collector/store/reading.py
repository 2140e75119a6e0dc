"""The library as renderers read it: page by page, so that memory stays flat."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve

from collector.model import Item
from collector.store.codec import from_json, to_json, unpack
from collector.store.items import LIST
from collector.store.part import Part
from collector.store.records import known_lineup
from collector.store.rows import AlbumRow, ArtistRow

__all__ = ["Reading"]

_PAGE = 200
_AFTER_ALL_DATES = "\U0010ffff"


class Reading(Part):
    """Albums and artists that are shown."""

    def albums(self, among: Sequence[str] | None = None) -> Iterator[AlbumRow]:
        """Every release that is owned and not skipped, newest addition first.

        Args:
            among: Only those of these keys, in no order.
        """
        for page in self._owned() if among is None else self._among("releases", among):
            yield from self._albums(page)

    def albums_gone(self, among: Sequence[str] | None = None) -> Iterator[AlbumRow]:
        """Every release whose copies are all gone, and that is not skipped, by age of its slug.

        What was listed by a source that is switched off was not sold: it is left out.

        Args:
            among: Only those of these keys.
        """
        sql = (
            "SELECT r.*, max(c.gone) AS gone FROM releases r"
            " JOIN collection_items c ON c.release = r.key"
            " WHERE r.alive = 0 AND r.id > ? AND r.key NOT IN (SELECT release FROM skip_releases)"
            " AND c.plugin IN (SELECT value FROM json_each(?))"
            " AND (? OR r.key IN (SELECT value FROM json_each(?)))"
            " GROUP BY r.id ORDER BY r.id LIMIT ?"
        )
        last, these = 0, (to_json(self.lists()), among is None, to_json(among or ()))
        while page := self._db.rows(sql, (last, *these, _PAGE)):
            for album, row in zip(self._albums(page), page, strict=True):
                yield evolve(album, gone=row["gone"])
            last = page[-1]["id"]

    def artists_shown(self, among: Sequence[str] | None = None) -> Iterator[ArtistRow]:
        """Every artist credited on such a release, by slug.

        Args:
            among: Only those of these keys, in no order.
        """
        for page in self._credited() if among is None else self._among("artists", among):
            yield from self._artists(page)

    def lists(self) -> list[str]:
        """The plugins that list what is owned."""
        return [one.plugin for one in known_lineup(self._db).speakers if one.part == LIST]

    def shown(self) -> int:
        """Equal as long as nothing was written of which albums and artists are made."""
        return int(self._db.value("SELECT value FROM meta WHERE name = 'shown'"))

    def touched(self, since: int) -> dict[str, list[str]]:
        """What was written of since then, by kind.

        Args:
            since: What :meth:`shown` told.

        Returns:
            Keys of every ``release`` and ``artist`` whose view may have changed, and the hashes
            (``image``) of pictures that were not known before.
        """
        found: dict[str, list[str]] = {"release": [], "artist": [], "image": []}
        for kind, key in self._db.each(
            "SELECT kind, subject FROM touched WHERE latest > ? ORDER BY subject", (since,)
        ):
            found[kind].append(key)
        return found

    def copies(self, release: str) -> list[Item]:
        """The owned copies of a release, oldest first; their ``fields`` are left empty."""
        return [_item(row) for row in self._copies([release])[release]]

    def _owned(self) -> Iterator[list[sqlite3.Row]]:
        added, last = _AFTER_ALL_DATES, 0
        while page := self._db.rows(
            "SELECT * FROM releases WHERE alive = 1 AND added <= ?1 AND (added < ?1 OR id > ?2)"
            " ORDER BY added DESC, id LIMIT ?3",
            (added, last, _PAGE),
        ):
            yield page
            added, last = page[-1]["added"], page[-1]["id"]

    def _credited(self) -> Iterator[list[sqlite3.Row]]:
        last = ""
        while page := self._db.rows(
            "SELECT * FROM artists WHERE alive = 1 AND slug > ? ORDER BY slug LIMIT ?",
            (last, _PAGE),
        ):
            yield page
            last = page[-1]["slug"]

    def _among(self, table: str, keys: Sequence[str]) -> Iterator[list[sqlite3.Row]]:
        for start in range(0, len(keys), _PAGE):
            yield self._db.rows(
                f"SELECT * FROM {table} WHERE alive = 1"
                " AND key IN (SELECT value FROM json_each(?))",
                (to_json(keys[start : start + _PAGE]),),
            )

    def _copies(self, releases: Sequence[str]) -> Mapping[str, list[sqlite3.Row]]:
        found = self._db.rows(
            "SELECT release AS owner, * FROM collection_items"
            " WHERE release IN (SELECT value FROM json_each(?)) AND gone IS NULL"
            " ORDER BY added, plugin, instance",
            (to_json(releases),),
        )
        return _grouped(found)

    def _albums(self, page: Sequence[sqlite3.Row]) -> Iterator[AlbumRow]:
        keys = [row["key"] for row in page]
        copies = self._copies(keys)
        artists = _grouped(
            self._db.rows(
                "SELECT c.release AS owner, a.slug FROM release_artists c"
                " JOIN artists a ON a.key = c.artist"
                " WHERE c.release IN (SELECT value FROM json_each(?)) ORDER BY c.position",
                (to_json(keys),),
            )
        )
        for row in page:
            yield AlbumRow(
                key=row["key"],
                slug=row["slug"],
                fields=unpack(row["record"]),
                sources=from_json(row["sources"]),
                copies=tuple(map(_item, copies[row["key"]])),
                artist_slugs=tuple(artist["slug"] for artist in artists[row["key"]]),
                added=row["added"],
            )

    def _artists(self, page: Sequence[sqlite3.Row]) -> Iterator[ArtistRow]:
        albums = _grouped(
            self._db.rows(
                "SELECT c.artist AS owner, r.slug FROM release_artists c"
                " JOIN releases r ON r.key = c.release"
                " WHERE c.artist IN (SELECT value FROM json_each(?)) AND r.alive = 1"
                " ORDER BY r.added DESC, r.id",
                (to_json([row["key"] for row in page]),),
            )
        )
        for row in page:
            yield ArtistRow(
                key=row["key"],
                slug=row["slug"],
                fields=unpack(row["record"]),
                sources=from_json(row["sources"]),
                albums=tuple(album["slug"] for album in albums[row["key"]]),
            )


def _grouped(rows: Iterable[sqlite3.Row]) -> Mapping[str, list[sqlite3.Row]]:
    """By ``owner``, in their order."""
    groups: defaultdict[str, list[sqlite3.Row]] = defaultdict(list)
    for row in rows:
        groups[row["owner"]].append(row)
    return groups


def _item(row: sqlite3.Row) -> Item:
    return Item(
        instance=row["instance"],
        release=row["release"],
        fields={},
        added=row["added"],
        folder=row["folder"],
        rating=row["rating"],
        media=row["media"],
        sleeve=row["sleeve"],
        notes=row["notes"],
        custom=from_json(row["custom"]),
    )
