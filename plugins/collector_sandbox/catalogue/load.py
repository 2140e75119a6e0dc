"""The catalogue as a world: every file read, every service's part derived."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from collector_sandbox.catalogue.copies import FIELDS, FOLDERS, owned
from collector_sandbox.catalogue.derive import Offer, offer
from collector_sandbox.catalogue.ids import share, wikidata_id
from collector_sandbox.catalogue.lore import Lore, album_lore, artist_lore, page_lore
from collector_sandbox.catalogue.read import (
    Entry,
    artist_id,
    plain,
    read_artists,
    read_entries,
    read_pages,
)
from collector_sandbox.catalogue.service import ServiceName
from collector_sandbox.world import (
    Album,
    Credit,
    DiscogsArtist,
    DiscogsRelease,
    Track,
    Truth,
    World,
)

__all__ = ["USERNAME", "load_world"]

USERNAME = "listener"

Raw = Mapping[str, Any]
Offers = dict[str, Offer]


def load_world() -> World:
    """The catalogue's world: some 160 records that exist, and a few hostile ones that do not."""
    known = read_artists()
    entries = [*read_entries(known)]
    apple, spotify = _offers(entries, "apple"), _offers(entries, "spotify")
    artists = _artists(known, entries)
    lore = _lore(known, entries, artists, (apple, spotify))
    return World(
        username=USERNAME,
        folders=FOLDERS,
        fields=FIELDS,
        copies=owned((entry.release, entry.copies) for entry in entries),
        releases={entry.release.id: entry.release for entry in entries},
        artists={artist.id: artist for artist in artists.values()},
        apple_music=_albums(apple),
        spotify=_albums(spotify),
        articles=tuple(lore.articles.values()),
        entities=lore.entities,
        truth=Truth(_right(entries, apple), _right(entries, spotify), lore.albums, lore.artists),
    )


def _offers(entries: Iterable[Entry], service: ServiceName) -> Offers:
    """By work: of several pressings the first speaks for all."""
    offers: Offers = {}
    for entry in entries:
        if entry.work not in offers:
            offers[entry.work] = offer(entry, service)
    return offers


def _albums(offers: Offers) -> dict[str, Album]:
    return {album.id: album for one in offers.values() for album in (*one.right, *one.wrong)}


def _right(entries: Iterable[Entry], offers: Offers) -> dict[int, frozenset[str]]:
    found = {
        entry.release.id: frozenset(album.id for album in offers[entry.work].right)
        for entry in entries
    }
    return {release: ids for release, ids in found.items() if ids}


# -- artists -----------------------------------------------------------------------------------


def _credited(release: DiscogsRelease) -> Iterable[Credit]:
    def of(tracks: Sequence[Track]) -> Iterable[Credit]:
        for track in tracks:
            yield from track.artists
            yield from of(track.sub_tracks)

    return (*release.artists, *release.extraartists, *of(release.tracklist))


def _artists(known: Mapping[str, Raw], entries: Iterable[Entry]) -> dict[str, DiscogsArtist]:
    """Everybody credited, by name: those the catalogue knows nothing of have their name only."""
    names = {credit.name: credit for entry in entries for credit in _credited(entry.release)}
    groups: dict[str, list[str]] = {}
    for name in names:
        for member in known.get(name, {}).get("members", ()):
            groups.setdefault(member, []).append(name)
    return {name: _artist(known, name, groups.get(name, ())) for name in names}


def _artist(known: Mapping[str, Raw], name: str, groups: Sequence[str]) -> DiscogsArtist:
    raw = known.get(name, {})

    def pairs(names: Iterable[str]) -> tuple[tuple[int, str], ...]:
        return tuple((artist_id(known, one), one) for one in names)

    return DiscogsArtist(
        id=artist_id(known, name),
        name=name,
        realname=raw.get("real", ""),
        profile=raw.get("profile", "").replace("\n", "\r\n"),
        name_variations=tuple(raw.get("anv", ())),
        aliases=pairs(raw.get("aliases", ())),
        members=pairs(raw.get("members", ())),
        groups=pairs(groups),
        urls=_urls(known, name),
        images=() if raw.get("images") == "absent" else ((600, 450),),
    )


def _urls(known: Mapping[str, Raw], name: str) -> tuple[str, ...]:
    raw = known.get(name, {})
    item = wikidata_id("artist", artist_id(known, name))
    given = (url.replace("{item}", item) for url in raw.get("urls", ()))
    return (*given, *_wikipedia_link(raw, name))


def _wikipedia_link(raw: Raw, name: str) -> tuple[str, ...]:
    """One in four artists' addresses include the article's."""
    title = raw.get("article", plain(name))
    if "about" not in raw or title == "absent" or share("link", name) > 0.25:
        return ()
    return (f"https://en.wikipedia.org/wiki/{title.replace(' ', '_')}",)


def _lore(
    known: Mapping[str, Raw],
    entries: Sequence[Entry],
    artists: Mapping[str, DiscogsArtist],
    offers: tuple[Offers, Offers],
) -> Lore:
    lore = Lore()
    page_lore(lore, read_pages())
    titles: dict[int, list[tuple[str, int]]] = {}
    for entry in entries:
        for credit in entry.release.artists:
            year = entry.release.master_year or entry.release.year
            titles.setdefault(credit.id, []).append((entry.release.title, year))
    for artist in artists.values():
        artist_lore(lore, artist, known.get(artist.name, {}), titles.get(artist.id, ()))
    _album_lore(lore, entries, offers)
    return lore


def _album_lore(lore: Lore, entries: Iterable[Entry], offers: tuple[Offers, Offers]) -> None:
    first: dict[str, int] = {}
    for entry in entries:
        if entry.work not in first:
            album_lore(lore, entry, offers[0][entry.work], offers[1][entry.work])
            first[entry.work] = entry.release.id
        elif first[entry.work] in lore.albums:
            lore.albums[entry.release.id] = lore.albums[first[entry.work]]
