"""How albums of Spotify are named: ids, addresses of their pages, URIs."""

from __future__ import annotations

import re

from collector.api import BadInput

__all__ = ["id_in"]

_ID = r"[0-9A-Za-z]{22}"
_ADDRESS = re.compile(
    r"(?:spotify:|(?:https?://)?open\.spotify\.com/(?:intl-[a-z-]+/)?(?:embed/)?)"
    rf"(?P<kind>[a-z]+)[:/](?P<id>{_ID})/?(?:[?#].*)?",
)
_RIGHT = (
    "Give the address of the album's page (https://open.spotify.com/album/...)"
    " or its id, 22 letters and digits."
)


def id_in(text: str) -> str:
    """The id of an album, from its id, the address of its page or its URI.

    Raises:
        BadInput: It is none of these.
    """
    if re.fullmatch(_ID, text):
        return text
    found = _ADDRESS.fullmatch(text)
    if found is None:
        raise BadInput(f'"{text}" names no album of Spotify', hint=_RIGHT)
    if found["kind"] != "album":
        raise BadInput(
            f'"{text}" is no album of Spotify, it is of kind {found["kind"]}', hint=_RIGHT
        )
    return found["id"]
