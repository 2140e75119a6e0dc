"""What sources list: copies, their list facts, and the walks that bring them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from collector.clock import from_iso
from collector.model import Fields, Item, Lineup, Subject
from collector.resolve import Statement
from collector.store import facts, records, subjects
from collector.store.codec import clean_item, from_json, item_hash, to_json
from collector.store.outcome import ItemState, Received
from collector.store.part import Part

__all__ = ["LIST", "Items", "Walks"]

LIST = "list"
"""The part under which a source's list speaks."""


class Items(Part):
    """Receiving copies."""

    def receive(self, plugin: str, items: Sequence[Item], lineup: Lineup, walk: str) -> Received:
        """Keep a page of a source's list, in one transaction.

        Releases and their artists get rows and slugs in the order of the list.

        Args:
            plugin: The source's plugin.
            items: In the order of the list.
            lineup: Who speaks.
            walk: Name of the walk; a full one that ends marks those it did not see as gone.
        """
        new: list[Subject] = []
        changed: list[Subject] = []
        same = 0
        with self._db.transaction():
            if self._db.row("SELECT 1 FROM meta WHERE name = 'lineup'") is None:
                records.Records(self._db, self._clock).set_lineup(lineup)
            for item in map(clean_item, items):
                if self._state(plugin, item) == "same":
                    self._seen(plugin, item, walk)
                    same += 1
                else:
                    self._take(plugin, item, lineup, walk, new, changed)
        known = set(new)
        return Received(new, [s for s in dict.fromkeys(changed) if s not in known], same)

    def item_state(self, plugin: str, item: Item) -> ItemState:
        """Whether the store holds this copy, and just as the item says."""
        return self._state(plugin, clean_item(item))

    def _state(self, plugin: str, item: Item) -> ItemState:
        row = self._db.row(
            "SELECT hash, gone FROM collection_items WHERE plugin = ? AND instance = ?",
            (plugin, item.instance),
        )
        if row is None:
            return "new"
        same = row["gone"] is None and row["hash"] == item_hash(item)
        return "same" if same else "changed"

    def _seen(self, plugin: str, item: Item, walk: str) -> None:
        self._db.write(
            "UPDATE collection_items SET walk = ? WHERE plugin = ? AND instance = ?",
            (walk, plugin, item.instance),
        )

    def _take(
        self,
        plugin: str,
        item: Item,
        lineup: Lineup,
        walk: str,
        new: list[Subject],
        changed: list[Subject],
    ) -> None:
        release, now = Subject("release", item.release), self._now()
        if subjects.add_release(self._db, item.release, str(item.fields.get("title", ""))):
            new.append(release)
        facts.state(self._db, release, Statement(plugin, LIST, item.fields), now)
        before = self._put_copy(plugin, item, walk)
        change = records.refresh(self._db, release, lineup, now)
        new.extend(change.new_artists)
        changed.extend([release] if change.fields else [])
        changed.extend(subjects.refresh_alive(self._db, item.release))
        if before not in (None, item.release):
            subjects.refresh_alive(self._db, str(before))

    def _put_copy(self, plugin: str, item: Item, walk: str) -> str | None:
        """Write the row of a copy; returns the release it was a copy of before."""
        key = (plugin, item.instance)
        before: str | None = self._db.value(
            "SELECT release FROM collection_items WHERE plugin = ? AND instance = ?", key
        )
        said = (item.release, item.folder, item.rating, item.media, item.sleeve, item.notes)
        kept = (to_json(item.custom), item.added, item_hash(item), walk)
        self._db.write(
            "INSERT OR REPLACE INTO collection_items (plugin, instance, release, folder, rating,"
            " media, sleeve, notes, custom, added, hash, walk)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*key, *said, *kept),
        )
        return before


class Walks(Part):
    """Walks over a source's list: where they are, and what their end means."""

    def checkpoint(self, plugin: str) -> Fields | None:
        """The state from which a walk that broke off goes on."""
        state = self._db.value("SELECT state FROM sources WHERE plugin = ?", (plugin,))
        fields: Fields | None = from_json(state) if state else None
        return fields

    def save_checkpoint(self, plugin: str, walk: str, state: Fields | None) -> None:
        """Remember how far a walk came."""
        self._db.write(
            "INSERT INTO sources (plugin, walk, state) VALUES (?, ?, ?) ON CONFLICT (plugin)"
            " DO UPDATE SET walk = excluded.walk, state = excluded.state",
            (plugin, walk, None if state is None else to_json(state)),
        )

    def walk_in_progress(self, plugin: str) -> str | None:
        """Name of the walk that did not end; None if the last one did."""
        walk: str | None = self._db.value("SELECT walk FROM sources WHERE plugin = ?", (plugin,))
        return walk

    def finish_walk(self, plugin: str, walk: str, *, full: bool) -> int:
        """A walk ended; after a full one, copies it did not see are marked gone.

        Returns:
            How many are gone now and were not before.
        """
        now = self._now()
        with self._db.transaction():
            unseen = ("plugin = ? AND walk <> ?", (plugin, walk))
            gone = self._mark_gone(*unseen, now) if full else 0
            self._db.write(
                "INSERT INTO sources (plugin, last_walk, last_full) VALUES (?1, ?2, ?3)"
                " ON CONFLICT (plugin) DO UPDATE SET walk = NULL, state = NULL,"
                " last_walk = ?2, last_full = coalesce(?3, last_full)",
                (plugin, now, now if full else None),
            )
        return gone

    def last_full_walk(self, plugin: str) -> datetime | None:
        """When the last full walk ended."""
        text = self._db.value("SELECT last_full FROM sources WHERE plugin = ?", (plugin,))
        return from_iso(text) if text else None

    def retire(self, sources: Collection[str]) -> int:
        """Mark the copies gone that none of these sources listed; returns how many.

        They come back when their source is walked again.

        Args:
            sources: The plugins that list.
        """
        with self._db.transaction():
            others = f"plugin NOT IN ({', '.join('?' * len(sources))})"
            return self._mark_gone(others, tuple(sorted(sources)), self._now())

    def listed_twice(self) -> tuple[int, list[str]]:
        """How many releases more than one source lists, and which sources these are."""
        found = self._db.rows(
            "SELECT release, min(plugin), max(plugin) FROM collection_items WHERE gone IS NULL"
            " GROUP BY release HAVING min(plugin) <> max(plugin)"
        )
        return len(found), sorted({name for row in found for name in row[1:]})

    def _mark_gone(self, which: str, values: tuple[str, ...], now: str) -> int:
        missed = f"{which} AND gone IS NULL"
        sql = f"SELECT release FROM collection_items WHERE {missed}"
        releases = [row[0] for row in self._db.rows(sql, values)]
        self._db.write(f"UPDATE collection_items SET gone = ? WHERE {missed}", (now, *values))
        for release in dict.fromkeys(releases):
            subjects.refresh_alive(self._db, release)
        return len(releases)
