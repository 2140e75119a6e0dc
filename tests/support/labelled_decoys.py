"""What stands beside a record at a service, and is none of it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from labelled_guises import LATEST, Spec
from labelled_records import Record, pick, printed, records, somebody_else, text_of

__all__ = ["DECOYS"]

Decoy = Callable[[Record], Spec | None]
"""The offer; none where there is none of its kind."""


def _other_album(record: Record) -> Spec:
    other = pick(record.others, record, "other")
    hit = {"as": "hit", "tracks": "none", "count": "11"}
    return {"title": other.title, "year": other.year, **hit}


def _sibling(record: Record) -> Spec | None:
    """Another record of the same artist, or of a namesake, with its tracks."""
    lengths = [one.duration for one in record.tracks]
    found = [
        one
        for one in records().values()
        if one.artists == record.artists
        and one.name != record.name
        and one.held_out == record.held_out
        and [track.duration for track in one.tracks] != lengths  # sung in another language
    ]
    return {"of": pick(found, record, "sibling").name} if found else None


def _live(record: Record) -> Spec:
    how = pick((" (Live)", " (Live At Wembley)", " - Live"), record, "live")
    years = pick((2, 9, 30), record, "later")
    longer = pick((17, 31, 48), record, "longer")
    year = min(record.year + years, LATEST)
    return {"title": record.title + how, "each": " (Live)", "longer": longer, "year": year}


def _as_other(title: str, artist: str, *, longer: int = 14, year: int = 2014) -> Spec:
    return {"title": title, "artist": artist, "label": "", "longer": longer, "year": year}


def _karaoke(record: Record) -> Spec:
    return _as_other(f"{record.title} (Karaoke Version)", "Karaoke Universe", longer=2)


def _tribute(record: Record) -> Spec:
    name = printed(record.artists)
    title = pick(
        (f"A Tribute To {name}", f"{record.title}: A Tribute To {name}"), record, "tribute"
    )
    return _as_other(title, pick(("Various Artists", "The Tribute Co."), record, "who"))


def _lullaby(record: Record) -> Spec:
    name = printed(record.artists)
    return _as_other(
        f"Lullaby Renditions Of {name}: {record.title}", "Twinkle Little Stars", longer=6
    )


def _quartet(record: Record) -> Spec:
    name = printed(record.artists)
    return _as_other(f"The String Quartet Tribute To {name}'s {record.title}", "Vitamin Strings")


def _instrumental(record: Record) -> Spec:
    how = pick((" (Instrumentals)", " (Instrumental)", " (Instrumental Version)"), record, "instr")
    return {"title": record.title + how, "each": " (Instrumental)", "year": record.year + 1}


def _remixes(record: Record) -> Spec:
    title = pick((f"{record.title} (Remixes)", f"{record.title} Remixed"), record, "remixes")
    return {
        "title": title,
        "each": " (Ada Quist Remix)",
        "longer": 73,
        "year": min(record.year + 3, LATEST),
    }


def _best_of(record: Record) -> Spec:
    name = printed(record.artists)
    title = pick(
        (f"The Best Of {name}", "Greatest Hits", f"The Very Best Of {name}"), record, "best"
    )
    titles = " | ".join(f"{one.title} 4:01" for one in record.others)
    return {"title": title, "take": 2, "plus": titles, "year": min(record.year + 15, LATEST)}


def _single(record: Record) -> Spec:
    song = next((one for one in record.tracks if one.title == record.title), record.tracks[-1])
    return {"title": f"{song.title} - Single", "tracks": text_of([song])}


def _commentary(record: Record) -> Spec:
    title = f"{record.title} (Track By Track Commentary)"
    return {"title": title, "each": " (Commentary)", "tracks": "untimed"}


def _interview(record: Record) -> Spec:
    title = f"The {printed(record.artists)} Interview: {record.title}"
    return _as_other(title, "Chrome Dreams") | {"tracks": "Part One 21:10 | Part Two 19:44"}


def _namesake(record: Record) -> Spec:
    """Somebody else's record that is called the same."""
    name = pick(
        ("Nora Vale", "The Paper Lanterns", "DJ Kestrel", "Los Faroles"), record, "namesake"
    )
    other = somebody_else(record)
    return {"of": other.name, "title": record.title, "artist": name, "year": 2018, "label": ""}


DECOYS: Mapping[str, Decoy] = {
    "other-album": _other_album,
    "sibling": _sibling,
    "live": _live,
    "karaoke": _karaoke,
    "tribute": _tribute,
    "lullaby": _lullaby,
    "quartet": _quartet,
    "instrumental": _instrumental,
    "remixes": _remixes,
    "best-of": _best_of,
    "single": _single,
    "commentary": _commentary,
    "interview": _interview,
    "namesake": _namesake,
}
