"""What Apple Music sends, as far as it is read here; optional attributes may be absent."""

from __future__ import annotations

from attrs import Factory, frozen

__all__ = ["Albums", "Search"]


@frozen
class Artwork:
    """``url`` is a template: ``{w}``, ``{h}``, sometimes ``{c}`` (crop) and ``{f}`` (format)."""

    url: str
    width: int = 0
    height: int = 0


@frozen
class Notes:
    """Editors' words, in HTML."""

    standard: str = ""
    short: str = ""


@frozen
class SongAttributes:
    """A track."""

    name: str = ""
    durationInMillis: int = 0  # noqa: N815 - Apple's name


@frozen
class Song:
    """A track; music videos have no attributes that matter here."""

    id: str
    attributes: SongAttributes | None = None


@frozen
class Songs:
    """The tracks of an album."""

    data: list[Song] = Factory(list)


@frozen
class Artist:
    """An artist; no more than its id, unless more is asked for."""

    id: str


@frozen
class Artists:
    """The artists of an album."""

    data: list[Artist] = Factory(list)


@frozen
class Relationships:
    """Search results have none."""

    artists: Artists = Factory(Artists)
    tracks: Songs = Factory(Songs)


@frozen
class AlbumAttributes:
    """An album's attributes."""

    name: str
    artistName: str = ""  # noqa: N815
    upc: str = ""
    releaseDate: str = ""  # noqa: N815
    recordLabel: str = ""  # noqa: N815
    trackCount: int = 0  # noqa: N815
    artwork: Artwork | None = None
    editorialNotes: Notes | None = None  # noqa: N815
    url: str = ""


@frozen
class Album:
    """An album."""

    id: str
    attributes: AlbumAttributes
    relationships: Relationships = Factory(Relationships)


@frozen
class Albums:
    """Answer of the albums' routes; unknown ids are left out of it, the list itself never is."""

    data: list[Album]


@frozen
class Results:
    """A type without hits is absent."""

    albums: Albums = Factory(lambda: Albums([]))


@frozen
class Search:
    """Answer of a search."""

    results: Results
