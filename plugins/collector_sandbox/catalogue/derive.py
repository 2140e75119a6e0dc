"""What Apple Music and Spotify have of a record, derived from the record by rule.

Nearly every record has an album at both services, with the same titles and artists; some have
further editions (also right) and near misses, *decoys* (never right). Records overrule the rules
in the catalogue:

- ``apple: absent`` (or a mapping that replaces ``name``, ``upc``, ``kind``, ``tracks``, ``date``
  or ``by``), the same for ``spotify``;
- ``editions``: names of further editions;
- ``decoys``: see ``decoys``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve, frozen

from collector_sandbox.catalogue.decoys import decoys
from collector_sandbox.catalogue.ids import made_barcode, share
from collector_sandbox.catalogue.read import Entry, plain
from collector_sandbox.catalogue.service import (
    MAKE_ID,
    ServiceName,
    barcode_of,
    listed,
    service_artist,
)
from collector_sandbox.world import Album, AlbumTrack, Credit, ServiceArtist, Track

__all__ = ["Offer", "offer", "padded", "seconds"]


@frozen
class Offer:
    """What a service has near a record: the ``right`` albums and the ``wrong`` ones."""

    right: tuple[Album, ...] = ()
    wrong: tuple[Album, ...] = ()


def offer(entry: Entry, service: ServiceName) -> Offer:
    """All albums that the service has because of this record."""
    own = entry.knobs.get(service, {})
    base = _base(entry, service, {} if own == "absent" else own)
    wrong = tuple(decoys(entry, service, base))
    if own == "absent":
        return Offer(wrong=wrong)
    return Offer(tuple(_editions(entry, service, base, set(own))), wrong)


def seconds(duration: str) -> int:
    """``3:32`` as 212; 0 if there is none."""
    total = 0
    for part in duration.split(":") if duration else ():
        total = total * 60 + int(part)
    return total


def padded(code: str, luck: float) -> str:
    """The code as a service stores it: half of them as they are, else to 13 or 14 digits."""
    return code if luck < 0.5 else code.zfill(13 if luck < 0.75 else 14)


def _base(entry: Entry, service: ServiceName, own: Mapping[str, Any]) -> Album:
    release = entry.release
    given = own.get("tracks", entry.knobs.get("service_tracks"))
    return Album(
        id=MAKE_ID[service](entry.work),
        name=own.get("name", release.title),
        artists=_artists(service, own.get("by"), release.artists),
        upc=own.get("upc", _upc(entry, service)),
        date=own.get("date", _date(entry)),
        label=release.labels[0].name if release.labels else "",
        kind=own.get("kind", entry.kind),
        tracks=listed(given) if given else tuple(_flat(release.tracklist)),
        artwork=(0, 640, 1400, 3000, 3000, 3000)[int(share("artwork", entry.work) * 6)],
        editorial=_editorial(entry) if service == "apple" else "",
    )


def _artists(
    service: ServiceName, by: str | None, artists: tuple[Credit, ...]
) -> tuple[ServiceArtist, ...]:
    names = [by] if by else [credit.name for credit in artists]
    return tuple(service_artist(service, name) for name in names)


def _date(entry: Entry) -> str:
    """Of the first pressing where it is known, in the precision that is known."""
    release = entry.release
    if release.master_year and release.master_year != release.year:
        return str(release.master_year)
    return release.released.replace("-00", "") or (str(release.year) if release.year else "")


def _upc(entry: Entry, service: ServiceName) -> str:
    """The record's own barcode for half of those that have one; mostly a digital one else."""
    barcode = barcode_of(entry)
    luck = share("upc", entry.work)
    code = barcode if barcode and luck < 0.5 else made_barcode("digital", entry.work, digits=12)
    return "" if luck > 0.97 else padded(code, share("padding", service, entry.work))


def _editorial(entry: Entry) -> str:
    if share("editorial", entry.work) > 0.3:
        return ""
    release = entry.release
    count = sum(1 for _ in _flat(release.tracklist))
    return (
        f"<i>{_html(release.title)}</i> by {_html(plain(release.artists[0].name))}:"
        f"<br />{count} tracks, <b>first heard in {release.master_year or release.year}</b>."
    )


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _flat(tracklist: tuple[Track, ...]) -> Iterator[AlbumTrack]:
    """The tracks as a service lists them: no headings, an index as one track."""
    for track in tracklist:
        if track.type != "heading":
            yield AlbumTrack(track.title, seconds(track.duration))


# -- editions ----------------------------------------------------------------------------------


def _editions(entry: Entry, service: ServiceName, base: Album, own: set[str]) -> Iterator[Album]:
    """The album, or only its remaster, and further editions: all are the same work."""
    names = [*entry.knobs.get("editions", _ruled_editions(entry))]
    if names and not own and "editions" not in entry.knobs and share("gone", entry.work) < 0.3:
        names = names[:1]  # an old album of which the service has the remaster only
    else:
        yield base
    for name in names:
        yield _edition(entry, service, base, name)


def _ruled_editions(entry: Entry) -> Iterator[str]:
    release = entry.release
    year = release.master_year or release.year
    if entry.kind != "album" or not year:
        return
    if year < 1995 and share("remaster", entry.work) < 0.4:
        yield f"{release.title} ({2003 + int(share('when', entry.work) * 20)} Remaster)"
    if year > 1965 and share("deluxe", entry.work) < 0.25:
        yield f"{release.title} (Deluxe Edition)"


def _edition(entry: Entry, service: ServiceName, base: Album, name: str) -> Album:
    more = tuple(
        AlbumTrack(f"{track.title} (Demo)", track.seconds)
        for track in base.tracks[: 3 if "Deluxe" in name or "Expanded" in name else 0]
    )
    return evolve(
        base,
        id=MAKE_ID[service](entry.work, name),
        name=name,
        upc=padded(made_barcode("edition", entry.work, name, digits=12), share(service, name)),
        tracks=base.tracks + more,
    )
