"""What Discogs sends: only the keys that are read. A key that may be missing has a default.

Discogs leaves a key out rather than sending null; numbers of formats are texts.
"""

from __future__ import annotations

from attrs import Factory, frozen

__all__ = [
    "Artist",
    "ArtistRef",
    "BasicInformation",
    "CollectionItem",
    "CollectionPage",
    "Company",
    "Credit",
    "CustomField",
    "CustomFields",
    "Folder",
    "Folders",
    "Format",
    "Identifier",
    "Identity",
    "Image",
    "ItemNote",
    "Label",
    "Pagination",
    "Release",
    "Track",
]


@frozen
class Identity:
    """``/oauth/identity``: whose token this is."""

    username: str


# -- the collection ----------------------------------------------------------------------------


@frozen
class Folder:
    """A folder of the collection; 0 is all of them."""

    id: int
    name: str


@frozen
class Folders:
    """``/users/{u}/collection/folders``."""

    folders: list[Folder]


@frozen
class CustomField:
    """A column of the owner's own; 1 to 3 are media, sleeve and notes."""

    id: int
    name: str


@frozen
class CustomFields:
    """``/users/{u}/collection/fields``."""

    fields: list[CustomField]


@frozen
class Credit:
    """An artist in a credit. ``join`` stands before the next; ``role`` is of extra artists."""

    name: str
    id: int = 0
    anv: str = ""
    join: str = ""
    role: str = ""
    tracks: str = ""


@frozen
class Label:
    """A label with the catalogue number it gave."""

    name: str
    id: int = 0
    catno: str = ""


@frozen
class Format:
    """A carrier: ``qty`` is a text, ``"2"``."""

    name: str
    qty: str = "1"
    text: str = ""
    descriptions: list[str] = Factory(list)


@frozen
class BasicInformation:
    """What a list says of a release. ``year`` and ``master_id`` are 0 if there is none."""

    id: int
    title: str
    artists: list[Credit]
    year: int = 0
    master_id: int = 0
    genres: list[str] = Factory(list)
    styles: list[str] = Factory(list)
    labels: list[Label] = Factory(list)
    formats: list[Format] = Factory(list)


@frozen
class ItemNote:
    """What the owner wrote in one column for one copy."""

    field_id: int
    value: str = ""


@frozen
class CollectionItem:
    """One copy. ``id`` is the release's; the same release may be owned twice."""

    id: int
    instance_id: int
    basic_information: BasicInformation
    date_added: str = ""
    rating: int = 0
    folder_id: int = 0
    notes: list[ItemNote] = Factory(list)


@frozen
class Pagination:
    """Where in a list a page stands; ``items`` counts the whole list."""

    page: int
    pages: int
    items: int


@frozen
class CollectionPage:
    """``/users/{u}/collection/folders/0/releases``."""

    pagination: Pagination
    releases: list[CollectionItem]


# -- releases ----------------------------------------------------------------------------------


@frozen
class Image:
    """A picture; the address is empty for those who are not signed in."""

    uri: str = ""
    type: str = ""
    width: int = 0
    height: int = 0


@frozen
class Identifier:
    """A number found on the record."""

    type: str
    value: str = ""
    description: str = ""


@frozen
class Company:
    """Who pressed, published, recorded ..."""

    name: str
    id: int = 0
    entity_type_name: str = ""


@frozen
class Track:
    """A track, a heading, or an index track that holds others; ``type_`` misses in old records."""

    title: str
    position: str = ""
    duration: str = ""
    type_: str = "track"
    artists: list[Credit] = Factory(list)
    extraartists: list[Credit] = Factory(list)
    sub_tracks: list[Track] = Factory(list)


@frozen
class Release(BasicInformation):
    """``/releases/{id}``: what a list says of it, and more."""

    released: str = ""
    country: str = ""
    notes: str = ""
    companies: list[Company] = Factory(list)
    identifiers: list[Identifier] = Factory(list)
    tracklist: list[Track] = Factory(list)
    extraartists: list[Credit] = Factory(list)
    images: list[Image] = Factory(list)


# -- artists -----------------------------------------------------------------------------------


@frozen
class ArtistRef:
    """An alias, a member or a group."""

    name: str
    id: int = 0
    active: bool | None = None


@frozen
class Artist:
    """``/artists/{id}``."""

    id: int
    name: str
    realname: str = ""
    profile: str = ""
    namevariations: list[str] = Factory(list)
    aliases: list[ArtistRef] = Factory(list)
    members: list[ArtistRef] = Factory(list)
    groups: list[ArtistRef] = Factory(list)
    urls: list[str] = Factory(list)
    images: list[Image] = Factory(list)
