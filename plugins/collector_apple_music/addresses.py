"""How albums of Apple Music are named: ids, and addresses of their pages."""

from __future__ import annotations

import re

from collector.api import BadInput

__all__ = ["id_in"]

_ADDRESS = re.compile(
    r"(?:https?://)?(?:(?:geo\.)?music|itunes)\.apple\.com/(?:[a-z]{2}/)?"
    r"(?P<kind>[a-z-]+)/(?:[^/?#]+/)?(?:id)?(?P<id>[\w.-]+)/?(?P<rest>[?#].*)?"
)
_TRACK = re.compile(r"[?&]i=\d")
_RIGHT = (
    "Give the address of the album's page (https://music.apple.com/us/album/.../1440857781)"
    " or its id, the digits at the end."
)


def id_in(text: str) -> str:
    """The id of an album, from its id or the address of its page in any country.

    Raises:
        BadInput: It is neither.
    """
    if re.fullmatch(r"[0-9]+", text):
        return text
    found = _ADDRESS.fullmatch(text)
    if found is None:
        raise BadInput(f'"{text}" names no album of Apple Music', hint=_RIGHT)
    kind = "track" if _TRACK.search(found["rest"] or "") else found["kind"]
    if kind != "album":
        raise BadInput(f'"{text}" is no album of Apple Music, it is of kind {kind}', hint=_RIGHT)
    if not re.fullmatch(r"[0-9]+", found["id"]):
        raise BadInput(f'"{text}" has no album\'s id at its end', hint=_RIGHT)
    return found["id"]
