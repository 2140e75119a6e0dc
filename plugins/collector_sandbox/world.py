"""The sandbox's world: what its five services know, and the truth about what matches what.

Plain facts, without behaviour. The catalogue and the generator make a :class:`World`; the
services answer from it; tests hold what a run decided against its :class:`Truth`.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import Factory, frozen

__all__ = [
    "Album",
    "AlbumTrack",
    "Article",
    "Copy",
    "Credit",
    "DiscogsArtist",
    "DiscogsRelease",
    "Entity",
    "Format",
    "Identifier",
    "LabelRef",
    "ServiceArtist",
    "Track",
    "Truth",
    "World",
]


# -- Discogs -----------------------------------------------------------------------------------


@frozen
class Credit:
    """An artist on a release: ``id`` 194 is Various; ``role`` only for extra credits."""

    id: int
    name: str
    anv: str = ""
    join: str = ""
    role: str = ""
    tracks: str = ""


@frozen
class LabelRef:
    """A label, or with another ``entity_type`` a company, on a release."""

    id: int
    name: str
    catno: str = "none"
    entity_type: str = "1"


@frozen
class Format:
    """``qty`` is text, as Discogs sends it."""

    name: str
    qty: str = "1"
    descriptions: tuple[str, ...] = ()
    text: str = ""


@frozen
class Identifier:
    """``type`` as Discogs writes it: ``Barcode``, ``Matrix / Runout`` ..."""

    type: str
    value: str
    description: str = ""


@frozen
class Track:
    """``type`` is ``track``, ``heading`` or ``index``."""

    position: str
    title: str
    duration: str = ""
    type: str = "track"
    artists: tuple[Credit, ...] = ()
    sub_tracks: tuple[Track, ...] = ()


@frozen
class DiscogsRelease:
    """A release (pressing). Empty texts, zeros and empty tuples are absent keys in the answer.

    Attributes:
        year: 0 is unknown (sent as 0).
        released: ``1987``, ``1987-07-00``, ``1987-07-27`` or empty.
        images: Width and height of each, the primary first.
        colour: Seed of the drawn cover.
    """

    id: int
    title: str
    artists: tuple[Credit, ...]
    year: int = 0
    released: str = ""
    country: str = ""
    master_id: int = 0
    master_year: int = 0
    labels: tuple[LabelRef, ...] = ()
    companies: tuple[LabelRef, ...] = ()
    formats: tuple[Format, ...] = ()
    genres: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    tracklist: tuple[Track, ...] = ()
    extraartists: tuple[Credit, ...] = ()
    notes: str = ""
    images: tuple[tuple[int, int], ...] = ((600, 600),)


@frozen
class DiscogsArtist:
    """``members``, ``groups`` and ``aliases`` are (id, name) pairs."""

    id: int
    name: str
    realname: str = ""
    profile: str = ""
    name_variations: tuple[str, ...] = ()
    aliases: tuple[tuple[int, str], ...] = ()
    members: tuple[tuple[int, str], ...] = ()
    groups: tuple[tuple[int, str], ...] = ()
    urls: tuple[str, ...] = ()
    images: tuple[tuple[int, int], ...] = ((600, 600),)


@frozen
class Copy:
    """An owned instance. ``added`` carries Discogs' Pacific offset.

    ``custom`` is field id (4 and up) to value.
    """

    instance_id: int
    release_id: int
    added: str
    folder_id: int = 1
    rating: int = 0
    media: str = ""
    sleeve: str = ""
    notes: str = ""
    custom: Mapping[int, str] = Factory(dict)


# -- Apple Music and Spotify -------------------------------------------------------------------


@frozen
class AlbumTrack:
    """``seconds`` 0 is sent as 180."""

    title: str
    seconds: int = 0


@frozen
class ServiceArtist:
    """An artist at Apple Music or Spotify."""

    id: str
    name: str


@frozen
class Album:
    """An album at Apple Music or Spotify.

    Attributes:
        id: Digits for Apple Music, 22 base-62 characters for Spotify.
        name: Without the `` - Single`` or `` - EP`` that Apple Music adds.
        upc: As the service stores it, padded or not; empty if it has none.
        date: ``1973``, ``1973-03`` or ``1973-03-01``.
        kind: ``album``, ``single``, ``ep`` or ``compilation``.
        artwork: Pixels of its largest artwork (square); 0 for none.
        editorial: HTML note (Apple Music only).
    """

    id: str
    name: str
    artists: tuple[ServiceArtist, ...]
    upc: str = ""
    date: str = ""
    label: str = ""
    kind: str = "album"
    tracks: tuple[AlbumTrack, ...] = ()
    artwork: int = 3000
    editorial: str = ""


# -- Wikipedia and Wikidata --------------------------------------------------------------------


@frozen
class Article:
    """A page of a Wikipedia.

    Attributes:
        kind: ``standard``, ``disambiguation`` or ``redirect``.
        target: For a redirect: the title, with ``#section`` if it goes to one.
        item: Wikidata id, or empty.
        image: Pixels of its free image; (0, 0) for none.
    """

    lang: str
    page_id: int
    title: str
    extract: str = ""
    description: str = ""
    revision: int = 0
    item: str = ""
    kind: str = "standard"
    target: str = ""
    image: tuple[int, int] = (0, 0)


@frozen
class Entity:
    """A Wikidata item.

    Attributes:
        claims: Property to values: ``P1953`` to ``("1434",)``; ``P31`` (instance of) to item ids.
        sitelinks: ``enwiki`` to a title.
    """

    id: str
    label: str
    description: str = ""
    claims: Mapping[str, tuple[str, ...]] = Factory(dict)
    sitelinks: Mapping[str, str] = Factory(dict)


# -- the truth ---------------------------------------------------------------------------------


@frozen
class Truth:
    """What is right. A subject that is not a key has no right answer at that service.

    Attributes:
        apple_music, spotify: Discogs release id to every album id that is right (any edition of
            the same work).
        album_articles, artist_articles: Discogs release or artist id to (lang, title).
    """

    apple_music: Mapping[int, frozenset[str]] = Factory(dict)
    spotify: Mapping[int, frozenset[str]] = Factory(dict)
    album_articles: Mapping[int, tuple[str, str]] = Factory(dict)
    artist_articles: Mapping[int, tuple[str, str]] = Factory(dict)


@frozen
class World:
    """Everything the sandbox's services answer from.

    Attributes:
        username: Whose collection it is.
        folders: Id to name; 0 (All) and 1 (Uncategorized) are always there.
        fields: Custom field id to name; 1 Media, 2 Sleeve, 3 Notes are always there.
        copies: Newest first.
        apple_music, spotify: Album id to album.
    """

    username: str
    folders: Mapping[int, str]
    fields: Mapping[int, str]
    copies: tuple[Copy, ...]
    releases: Mapping[int, DiscogsRelease]
    artists: Mapping[int, DiscogsArtist]
    apple_music: Mapping[str, Album]
    spotify: Mapping[str, Album]
    articles: tuple[Article, ...]
    entities: Mapping[str, Entity]
    truth: Truth
