"""From what a person types to a subject of the store."""

from __future__ import annotations

from collector.errors import BadInput
from collector.model import Subject
from collector.store import Store

__all__ = ["one_release", "one_subject"]


def one_subject(store: Store, text: str) -> Subject:
    """The release or artist that a key, an id, a slug or a title names.

    Numbers of releases and of artists overlap, so a kind may stand in front: ``artist 249504``.

    Raises:
        BadInput: If there is none, or more than one.
    """
    kind, _, rest = text.partition(" ")
    asked = [one for one in store.find(rest) if one.kind == kind]
    return _one(text, asked or store.find(text))


def one_release(store: Store, text: str) -> str:
    """The key of the release that a text names; see :func:`one_subject`."""
    return _one(text, [one for one in store.find(text) if one.kind == "release"]).key


def _one(text: str, found: list[Subject]) -> Subject:
    if not found:
        raise BadInput(
            f'nothing in the collection is called "{text}"',
            hint="Give a Discogs id (249504), the name in the page's address, or the whole title.",
        )
    if len(found) > 1:
        names = ", ".join(f"{one.kind} {one.key}" for one in found[:6])
        raise BadInput(
            f'"{text}" is {len(found)} things: {names}', hint=f'Say which, as in "{found[0]}".'
        )
    return found[0]
