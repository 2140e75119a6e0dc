"""The catalogue's files, read into releases with what the derivation has to know of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from importlib.resources import files
from typing import Any

import yaml
from attrs import frozen

from collector_sandbox.catalogue.ids import made_barcode, made_id, share
from collector_sandbox.catalogue.notation import (
    Names,
    companies,
    extra,
    formats,
    identifiers,
    labels,
    performers,
    tracks,
)
from collector_sandbox.world import DiscogsRelease, Format, Identifier

__all__ = [
    "Entry",
    "artist_id",
    "plain",
    "read_artists",
    "read_entries",
    "read_pages",
    "read_words",
]

Raw = Mapping[str, Any]

# Every scalar is text: "no", 1984 and 1977-00-00 stay as written.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_NOT_RECORDS = {"artists.yaml", "pages.yaml", "words.yaml"}
_NUMBERED = re.compile(r" \(\d+\)$")


@frozen
class Entry:
    """A record of the catalogue.

    Attributes:
        release: What Discogs says.
        work: Records with equal works are pressings of one work.
        kind: ``album``, ``single``, ``ep`` or ``compilation``.
        knobs: The record's own words on the other services (see ``derive``).
        copies: How many of it are owned.
    """

    release: DiscogsRelease
    work: str
    kind: str
    knobs: Raw
    copies: int = 1


def plain(name: str) -> str:
    """An artist's name without Discogs' ``(2)``."""
    return _NUMBERED.sub("", name)


def _load(name: str) -> Any:
    path = files(__package__).joinpath("data", name)
    return yaml.load(path.read_text("utf-8"), Loader=_LOADER)  # noqa: S506  makes text, lists, maps only


def read_artists() -> Mapping[str, Raw]:
    """What is known of the artists, by name."""
    known: Mapping[str, Raw] = _load("artists.yaml")
    return known


def read_pages() -> list[Raw]:
    """Pages of Wikipedia that are of no artist and no record."""
    pages: list[Raw] = _load("pages.yaml")
    return pages


def read_words() -> Mapping[str, list[str]]:
    """The words for made-up names, by kind."""
    return {kind: text.split() for kind, text in _load("words.yaml").items()}


def artist_id(known: Mapping[str, Raw], name: str) -> int:
    """The Discogs id of an artist, made up unless the catalogue knows it."""
    found = known.get(name, {}).get("id")
    return int(found) if found else made_id("artist", name)


def read_entries(known: Mapping[str, Raw]) -> Iterator[Entry]:
    """Every record, file by file in the order of their names."""
    ids = partial(artist_id, known)
    names = (path.name for path in files(__package__).joinpath("data").iterdir())
    for name in sorted(names):
        if name.endswith(".yaml") and name not in _NOT_RECORDS:
            yield from (_entry(raw, ids) for raw in _load(name))


def _entry(raw: Raw, ids: Names) -> Entry:
    made = formats(raw.get("fmt", "Vinyl, LP, Album"))
    kind = raw.get("kind") or _kind(made)
    by = performers(raw["by"], ids)
    work = "\x1f".join((raw.get("work", raw["t"]), "/".join(c.name for c in by), kind))
    identity = int(raw.get("id") or made_id("release", work, raw.get("fmt"), raw.get("released")))
    master = int(raw.get("master") or (made_id("master", work), 0)[share("master", work) > 0.9])
    release = DiscogsRelease(
        id=identity,
        title=raw["t"],
        artists=by,
        year=_year(raw),
        released=raw.get("released", ""),
        country=raw.get("country", "UK"),
        master_id=master,
        master_year=int(raw.get("first", _year(raw))) if master else 0,
        labels=labels(raw.get("label", "Not On Label")),
        companies=companies(raw.get("companies", ())),
        formats=made,
        genres=_list(raw.get("genre", "Rock")),
        styles=_list(raw.get("style", "")),
        identifiers=_identifiers(raw, identity),
        tracklist=tracks(raw, made[0].name, ids),
        extraartists=extra(raw.get("credits", ()), ids),
        notes=raw.get("notes", ""),
        images=tuple((int(w), int(h)) for w, h in raw.get("images", [(600, 600)])),
    )
    return Entry(release, work, kind, raw, int(raw.get("copies", 1)))


def _year(raw: Raw) -> int:
    """The pressing's year: the head of ``released`` unless it is given; 0 is unknown."""
    return int(raw.get("year", raw.get("released", "0")[:4]))


def _list(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("; ") if part)


def _kind(made: tuple[Format, ...]) -> str:
    words = {word for one in made for word in one.descriptions}
    for word, kind in (("EP", "ep"), ("Single", "single"), ("Maxi-Single", "single")):
        if word in words:
            return kind
    return "compilation" if "Compilation" in words else "album"


def _identifiers(raw: Raw, identity: int) -> tuple[Identifier, ...]:
    """Those given, and a made-up barcode unless ``barcode`` is given or the record is too old."""
    given = identifiers(raw.get("ids", ()))
    if "barcode" in raw:
        texts = raw["barcode"] or ()
        codes = [texts] if isinstance(texts, str) else texts
        return (*(Identifier("Barcode", code) for code in codes), *given)
    if _year(raw) < 1985 or share("has barcode", identity) > 0.8:
        return given
    return (_made_identifier(raw, identity), *given)


def _made_identifier(raw: Raw, identity: int) -> Identifier:
    digits = 12 if raw.get("country") == "US" else 13
    code = made_barcode(identity, digits=digits)
    style = share("barcode style", identity)
    if style < 0.5:
        return Identifier("Barcode", code)
    head, body, tail = code[:-12] + code[-12], code[-11:-1], code[-1]
    gap = " " if style < 0.9 else "-"
    return Identifier("Barcode", gap.join((head, body[:5], body[5:], tail)), "Text")
