"""A cover for records that have none: a plain sleeve with the record's name on it."""

from __future__ import annotations

import re
from hashlib import blake2b
from html import escape

__all__ = ["placeholder"]

_LINE = 22  # characters of the title's size that fit on the sleeve
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_SLEEVE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600" role="img" aria-label="{label}">
<rect width="600" height="600" fill="hsl({hue} 22% 34%)"/>
<circle cx="600" cy="300" r="262" fill="hsl({hue} 24% 28%)"/>
<g fill="none" stroke="hsl({hue} 22% 34%)" stroke-width="2">
<circle cx="600" cy="300" r="222"/><circle cx="600" cy="300" r="182"/>
<circle cx="600" cy="300" r="142"/></g>
<circle cx="600" cy="300" r="92" fill="hsl({hue} 30% 62%)"/>
<circle cx="600" cy="300" r="12" fill="hsl({hue} 22% 34%)"/>
<g fill="hsl({hue} 40% 94%)" font-family="Georgia, 'Times New Roman', serif">
{title}
<text x="44" y="552" font-size="26" opacity=".85">{artist}</text>
</g>
</svg>
"""


def placeholder(title: str, artist: str, key: str) -> bytes:
    """Draw a sleeve as SVG: scalable, the same for the same record, without a foreign image.

    Args:
        title: Of the record, cut to four lines.
        artist: Its artist, cut to one line.
        key: The subject's key; seeds the colour.
    """
    hue = int.from_bytes(blake2b(key.encode("utf-8", "replace"), digest_size=2).digest(), "big")
    lines = _wrap(title)
    sleeve = _SLEEVE.format(
        hue=hue % 360,
        label=_attribute(f"{title} – {artist}"),
        title="\n".join(_line(number, line) for number, line in enumerate(lines)),
        artist=_text(_cut(artist, 2 * _LINE - 6)),
    )
    return sleeve.encode()


def _line(number: int, line: str) -> str:
    return f'<text x="44" y="{92 + 54 * number}" font-size="44">{_text(line)}</text>'


def _wrap(title: str) -> list[str]:
    """At most four lines; words longer than a line are cut into several."""
    lines = [""]
    for word in _cut(title, 4 * _LINE).split():
        for piece in (word[i : i + _LINE] for i in range(0, len(word), _LINE)):
            joined = f"{lines[-1]} {piece}".strip()
            if len(joined) <= _LINE:
                lines[-1] = joined
            else:
                lines.append(piece)
    return lines[:4]


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("", text), quote=False)


def _attribute(text: str) -> str:
    return escape(_NOT_XML.sub("", " ".join(text.split())))
