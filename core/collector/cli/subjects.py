"""From what a person types to a subject of the store."""

from __future__ import annotations

from collector.errors import BadInput
from collector.model import Fields, Subject
from collector.store import Store

__all__ = ["one_release", "one_subject"]

SHOWN = 12
"""Namesakes that are listed."""


def one_subject(store: Store, text: str) -> Subject:
    """The release or artist that a key, an id, a slug or a title names.

    Numbers of releases and of artists overlap, so a kind may stand in front: ``artist 249504``.

    Raises:
        BadInput: If there is none, or more than one.
    """
    kind, _, rest = text.partition(" ")
    asked = [one for one in store.find(rest) if one.kind == kind]
    return _one(store, text, asked or store.find(text))


def one_release(store: Store, text: str) -> str:
    """The key of the release that a text names; see :func:`one_subject`."""
    return _one(store, text, [one for one in store.find(text) if one.kind == "release"]).key


def _one(store: Store, text: str, found: list[Subject]) -> Subject:
    if not found:
        raise BadInput(
            f'nothing in the collection is called "{text}"',
            hint="Give a Discogs id (249504), the name in the page's address, or the whole title.",
        )
    if len(found) > 1:
        more = [f"and {len(found) - SHOWN} more"] if len(found) > SHOWN else []
        raise BadInput(
            f'"{text}" is {len(found)} things',
            problems=(*(f"{one}: {_line(store.record(one))}" for one in found[:SHOWN]), *more),
            hint=f'Say which, as in "{found[0]}".',
        )
    return found[0]


def _line(record: Fields) -> str:
    """What tells a record from its namesakes: ``Dummy by Portishead, 1994, Vinyl LP, UK``."""
    credit = [one.get("anv") or one.get("name") or "" for one in record.get("artists") or ()]
    formats = [
        " ".join([one.get("name") or "", *(one.get("descriptions") or ())])
        for one in record.get("formats") or ()
    ]
    title = str(record.get("title") or record.get("name") or "")
    by = f"{title} by {', '.join(credit)}" if credit else title
    told = (by, record.get("year"), " + ".join(formats), record.get("country"))
    return ", ".join(str(one) for one in told if one)
