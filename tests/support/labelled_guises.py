"""What honestly becomes of a record at a service, or in a collection. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from attrs import evolve
from labelled_records import Record, Track, number, pick, printed, somebody_else, text_of

__all__ = ["GUISES", "LATEST", "RARE", "Spec"]

LATEST = 2025
"""Year after which nothing in the set came out."""

Spec = dict[str, Any]
Guise = Callable[[Record], tuple[Spec, Spec] | None]
"""How ours and theirs differ from the record; none where it does not apply."""


def _remaster(record: Record) -> tuple[Spec, Spec]:
    how = pick(
        ("(Remastered)", "(2011 Remaster)", "[Remastered]", "(Remastered 2009)"), record, "re"
    )
    year = pick((record.year, 2009, 2015), record, "reissue")
    return {}, {"title": f"{record.title} {how}", "year": max(year, record.year)}


def _deluxe(record: Record) -> tuple[Spec, Spec]:
    how = pick(
        (
            "(Deluxe Edition)",
            "(Expanded Edition)",
            "(Deluxe)",
            "(Super Deluxe)",
            "(Legacy Edition)",
        ),
        record,
        "deluxe",
    )
    extra = [
        evolve(one, title=f"{one.title} ({kind})").longer(9)
        for one, kind in zip(
            record.tracks, ("Demo", "Live At The BBC", "Alternate Take"), strict=False
        )
    ]
    return {}, {"title": f"{record.title} {how}", "plus": text_of(extra)}


def _anniversary(record: Record) -> tuple[Spec, Spec]:
    years = pick((10, 20), record, "anniversary") if record.year + 20 <= LATEST else 5
    title = f"{record.title} ({years}th Anniversary Edition)"
    return {}, {"title": title, "year": record.year + years, "label": "Legacy Recordings"}


def _reissued(record: Record) -> tuple[Spec, Spec]:
    """Ours is a later pressing; the service has the first one."""
    return {
        "year": min(record.year + 17, LATEST),
        "master": record.year,
        "label": "Music On Vinyl",
    }, {}


def _spelling(record: Record) -> tuple[Spec, Spec] | None:
    before = (record.title, printed(record.artists), text_of(record.tracks))
    for shift in range(len(SPELLINGS)):
        respell = SPELLINGS[(number(record.name) + shift) % len(SPELLINGS)]
        title, artist, tracks = (respell(text) for text in before)
        if (title, artist) != before[:2]:
            return {}, {"title": title, "artist": artist, "tracks": tracks}
    return None


def _article(record: Record) -> tuple[Spec, Spec] | None:
    name = printed(record.artists)
    if not name.startswith("The "):
        return None
    bare = name.removeprefix("The ")
    ours = pick((bare, name, f"{bare}, The"), record, "article")
    return {"artist": ours}, {"artist": bare if ours == name else name}


def _variation(record: Record) -> tuple[Spec, Spec] | None:
    """The cover has another form of the name, or the service has."""
    name = printed(record.artists)
    if not record.anv or len(record.artists) > 1:
        return None
    ours = {"artist": [{"name": name, "anv": record.anv}]}
    return ours, {"artist": pick((name, record.anv), record, "variation")}


def _numbered(record: Record) -> tuple[Spec, Spec] | None:
    if len(record.artists) > 1:
        return None
    return {"artist": f"{record.artists[0].name} ({pick((2, 3, 7), record, 'number')})"}, {}


def _track_suffixes(record: Record) -> tuple[Spec, Spec]:
    each = pick(
        (
            " - 2011 Remaster",
            " - Remastered 2009",
            " (Remastered)",
            " - Remastered",
            " (2015 Remaster)",
        ),
        record,
        "suffix",
    )
    return {}, {
        "each": each,
        "title": pick((record.title, f"{record.title} (Remastered)"), record, "t"),
    }


def _featured(record: Record) -> tuple[Spec, Spec]:
    """Guests stand in the tracks' titles of the service."""
    guests = ("Nora Vale", "DJ Kestrel", "Ada Quist")
    told = [
        evolve(one, title=f"{one.title} (feat. {guests[place % 3]})") if place % 3 == 1 else one
        for place, one in enumerate(record.tracks)
    ]
    return {}, {"tracks": text_of(told)}


def _durations(record: Record) -> tuple[Spec, Spec]:
    """Timed by another hand: some seconds off, now and then none on the cover."""
    off = [one.longer(number(record.name + one.title) % 9 - 4) for one in record.tracks]
    cover = [evolve(one, duration="") if n % 4 == 3 else one for n, one in enumerate(record.tracks)]
    return {"tracks": text_of(cover)}, {"tracks": text_of(off)}


def _sides(record: Record) -> tuple[Spec, Spec]:
    """The cover has headings and no lengths."""
    middle = (len(record.tracks) + 1) // 2
    plain = [evolve(one, duration="") for one in record.tracks]
    sides = [Track("= Side A"), *plain[:middle], Track("= Side B"), *plain[middle:]]
    return {"tracks": text_of(sides)}, {}


def _row(record: Record) -> tuple[Spec, Spec]:
    """A row of a table, which has no tracks."""
    how = pick(("", " (Remastered)", " (Deluxe Edition)"), record, "row")
    return {"as": "csv"}, {"title": record.title + how}


def _hit(record: Record) -> tuple[Spec, Spec]:
    """A search result, which has no tracks either."""
    how = pick(("", "", " (Remastered)", " (2011 Remaster)"), record, "hit")
    return {}, {"as": "hit", "title": record.title + how}


def _same_code(record: Record) -> tuple[Spec, Spec]:
    return {"barcode": "own"}, {"barcode": "own", "as": pick(("apple", "spotify"), record, "code")}


def _other_code(record: Record) -> tuple[Spec, Spec]:
    """The download has a code of its own."""
    return {"barcode": "own"}, {"barcode": somebody_else(record).name}


def _spotify(record: Record) -> tuple[Spec, Spec]:
    return {}, {"as": "spotify"}


GUISES: Mapping[str, Guise] = {
    "remaster": _remaster,
    "deluxe": _deluxe,
    "anniversary": _anniversary,
    "reissue": _reissued,
    "spelling": _spelling,
    "article": _article,
    "name-variation": _variation,
    "name-number": _numbered,
    "track-suffixes": _track_suffixes,
    "featured": _featured,
    "durations": _durations,
    "sides": _sides,
    "csv-row": _row,
    "search-hit": _hit,
    "same-barcode": _same_code,
    "other-barcode": _other_code,
    "spotify": _spotify,
}

RARE = frozenset({"article", "name-variation"})

LETTERS = str.maketrans({"ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE", "œ": "oe", "ð": "d", "þ": "th"})


def _without_accents(text: str) -> str:
    """Of Latin letters; in other scripts a mark makes another letter."""
    return "".join(
        base if (base := unicodedata.normalize("NFD", sign)[0]).isascii() else sign
        for sign in text.translate(LETTERS)
    )


def _typographic(text: str) -> str:
    return text.replace("...", "…").replace("'", "’").replace("-", "–")


def _and(text: str) -> str:
    return text.replace(" & ", " And ") if " & " in text else text.replace(" And ", " & ")


SPELLINGS = (_without_accents, _typographic, _and, str.casefold, str.upper)
