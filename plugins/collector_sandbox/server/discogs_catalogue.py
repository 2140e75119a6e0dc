"""What Discogs looks things up in: masters, labels, folders and the search, made from a world."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from collector_sandbox.server.relevance import SearchIndex
from collector_sandbox.world import Copy, DiscogsArtist, DiscogsRelease, World

__all__ = ["Catalogue"]


def _names(release: DiscogsRelease) -> str:
    return " ".join(f"{credit.name} {credit.anv}" for credit in release.artists)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


class Catalogue:
    """Indexes over a world, each built when first needed."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.sorts: Mapping[str, Callable[[Copy], Any]] = {
            "added": lambda copy: copy.added,
            "rating": lambda copy: copy.rating,
            "title": lambda copy: self._release(copy).title.casefold(),
            "year": lambda copy: self._release(copy).year,
            "artist": lambda copy: _names(self._release(copy)).casefold(),
            "label": lambda copy: [label.name for label in self._release(copy).labels],
            "catno": lambda copy: [label.catno for label in self._release(copy).labels],
            "format": lambda copy: [form.name for form in self._release(copy).formats],
        }

    def folder(self, number: int) -> Sequence[Copy]:
        """Copies in a folder, newest first; 0 is all of them."""
        return self._world.copies if number == 0 else self._folders.get(number, ())

    def sorted_folder(self, number: int, sort: str, order: str) -> Sequence[Copy]:
        """Copies in a folder in the order asked for; equals keep the order of the world."""
        copies = self.folder(number)
        if sort == "added":
            # The world lists the newest first; a moment is shared by copies added together.
            return copies if order == "desc" else copies[::-1]
        return sorted(copies, key=self.sorts[sort], reverse=order == "desc")

    @cached_property
    def masters(self) -> Mapping[int, Sequence[DiscogsRelease]]:
        """Pressings of each master, the one with the lowest id (the main one) first."""
        found: defaultdict[int, list[DiscogsRelease]] = defaultdict(list)
        for number in sorted(self._world.releases):
            release = self._world.releases[number]
            if release.master_id:
                found[release.master_id].append(release)
        return dict(found)

    @cached_property
    def by_artist(self) -> Mapping[int, Sequence[DiscogsRelease]]:
        """Releases of each artist, oldest first."""
        found: defaultdict[int, list[DiscogsRelease]] = defaultdict(list)
        for release in sorted(self._world.releases.values(), key=lambda each: (each.year, each.id)):
            for number in {credit.id for credit in release.artists}:
                found[number].append(release)
        return dict(found)

    @cached_property
    def labels(self) -> Mapping[int, str]:
        """Names of labels and companies."""
        releases = self._world.releases.values()
        return {ref.id: ref.name for each in releases for ref in (*each.labels, *each.companies)}

    def find_releases(self, query: Mapping[str, str]) -> list[DiscogsRelease]:
        """Releases for a search's parameters."""
        if "barcode" in query:
            wanted = _digits(query["barcode"])
            found = [each for each in self._world.releases.values() if wanted in _barcodes(each)]
        else:
            title = query.get("release_title", "") or query.get("title", "")
            asked = {"title": title, "artist": query.get("artist", "")}
            fields = {name: text for name, text in asked.items() if text}
            found = self._releases.search(query.get("q", ""), **fields)
        checks: dict[str, Callable[[DiscogsRelease], str]] = {
            "year": lambda each: str(each.year),
            "country": lambda each: each.country,
        }
        for name, value in checks.items():
            found = [each for each in found if query.get(name, value(each)) == value(each)]
        return found

    def find_artists(self, query: Mapping[str, str]) -> list[DiscogsArtist]:
        """Artists for a search's parameters."""
        if query.keys() & {"barcode", "release_title", "artist", "year", "country"}:
            return []
        return self._artists.search(query.get("q", "") or query.get("title", ""))

    def _release(self, copy: Copy) -> DiscogsRelease:
        return self._world.releases[copy.release_id]

    @cached_property
    def _folders(self) -> Mapping[int, tuple[Copy, ...]]:
        found: defaultdict[int, list[Copy]] = defaultdict(list)
        for copy in self._world.copies:
            found[copy.folder_id].append(copy)
        return {number: tuple(copies) for number, copies in found.items()}

    @cached_property
    def _releases(self) -> SearchIndex[DiscogsRelease]:
        fields = {"title": lambda each: each.title, "artist": _names}
        return SearchIndex(self._world.releases.values(), fields)

    @cached_property
    def _artists(self) -> SearchIndex[DiscogsArtist]:
        fields = {"name": lambda each: " ".join((each.name, *each.name_variations))}
        return SearchIndex(self._world.artists.values(), fields)


def _barcodes(release: DiscogsRelease) -> set[str]:
    return {_digits(each.value) for each in release.identifiers if each.type == "Barcode"}
