"""Addresses of pictures, in the forms that the services' image hosts use, and back again."""

from __future__ import annotations

import base64
import hashlib
import re
from urllib.parse import quote

from attrs import frozen

from collector_sandbox.server.state import base
from collector_sandbox.world import Album, Article

__all__ = [
    "SCDN_ALBUM",
    "SCDN_ARTIST",
    "STEPS",
    "Picture",
    "apple_template",
    "commons_name",
    "commons_original",
    "commons_thumbnail",
    "discogs_address",
    "read_apple",
    "read_discogs",
    "spotify_addresses",
    "spotify_album_addresses",
    "spotify_key",
]

STEPS = (20, 40, 60, 120, 250, 330, 500, 960, 1280, 1920, 3840)
"""Widths in pixels at which Wikimedia serves thumbnails."""

SCDN_ALBUM = {"ab67616d0000b273": 640, "ab67616d00001e02": 300, "ab67616d00004851": 64}
SCDN_ARTIST = {"ab6761610000e5eb": 640, "ab67616100005174": 320, "ab6761610000f178": 160}

_SALT = "collector sandbox"


@frozen
class Picture:
    """A picture to draw: of what, how large in pixels."""

    subject: str
    width: int
    height: int


# -- i.discogs.com -----------------------------------------------------------------------------


def discogs_address(subject: str, width: int, height: int) -> str:
    """Signed address of a picture; ``subject`` is ``R-249504-0`` or ``A-72872-0``."""
    encoded = base64.urlsafe_b64encode(f"discogs-images/{subject}.jpeg".encode()).decode()
    pieces = "/".join(re.findall(r".{1,16}", encoded.rstrip("=")))
    rest = f"rs:fit/g:sm/q:90/h:{height}/w:{width}/{pieces}.jpeg"
    return f"{base('images')}/i.discogs.com/{_sign(rest)}/{rest}"


def read_discogs(path: str) -> Picture | None:
    """What an address below the host stands for; None if its signature is wrong."""
    signature, _, rest = path.partition("/")
    found = re.fullmatch(r"rs:fit/g:sm/q:90/h:(\d+)/w:(\d+)/(.+)\.jpeg", rest)
    if not found or signature != _sign(rest):
        return None
    encoded = found[3].replace("/", "")
    plain = base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode()
    subject = plain.removeprefix("discogs-images/").removesuffix(".jpeg")
    return Picture(subject, int(found[2]), int(found[1]))


def _sign(rest: str) -> str:
    return hashlib.sha256(f"{_SALT}/{rest}".encode()).hexdigest()[:43]


# -- mzstatic.com ------------------------------------------------------------------------------


def apple_template(kind: str, key: str) -> str:
    """Address with ``{w}`` and ``{h}`` in it; ``kind`` is ``Music`` or ``AMCArtistImages``."""
    a, b, c = re.findall("..", hashlib.sha256(key.encode()).hexdigest())[:3]
    host = f"{base('images')}/is1-ssl.mzstatic.com"
    return f"{host}/image/thumb/{kind}112/v4/{a}/{b}/{c}/{key}/cover.jpg/{{w}}x{{h}}bb.jpg"


def read_apple(path: str) -> Picture | None:
    """What an address below the host stands for; sizes as asked, not as served."""
    found = re.fullmatch(
        r"image/thumb/\w+/v4/../../../([^/]+)/cover\.jpg/(\d{1,5})x(\d{1,5})bb\.(?:jpg|jpeg)", path
    )
    return Picture(found[1], int(found[2]), int(found[3])) if found else None


# -- i.scdn.co ---------------------------------------------------------------------------------


def spotify_key(identity: str) -> str:
    """The 24 hexadecimal digits that follow the prefix for the size."""
    return hashlib.sha256(identity.encode()).hexdigest()[:24]


def spotify_addresses(identity: str, sizes: dict[str, int]) -> list[dict[str, object]]:
    """The ``images`` of an album or artist, widest first."""
    host = f"{base('images')}/i.scdn.co/image"
    key = spotify_key(identity)
    return [
        {"url": f"{host}/{prefix}{key}", "height": size, "width": size}
        for prefix, size in sizes.items()
    ]


def spotify_album_addresses(album: Album) -> list[dict[str, object]]:
    """The three sizes of an album's cover; none if it has no artwork."""
    return spotify_addresses(album.id, SCDN_ALBUM) if album.artwork else []


# -- upload.wikimedia.org ----------------------------------------------------------------------


def commons_name(article: Article) -> str:
    """Name of an article's file."""
    return re.sub(r"[^\w.()-]+", "_", article.title).strip("_") + ".jpg"


def commons_original(name: str) -> str:
    """Address of a whole file."""
    return f"{_commons()}/{_shelf(name)}/{quote(name)}"


def commons_thumbnail(name: str, width: int) -> str:
    """Address of a thumbnail, with the tail that the API hangs on it."""
    tail = "?utm_source=en.wikipedia.org&utm_campaign=api&utm_content=thumbnail"
    return f"{_commons()}/thumb/{_shelf(name)}/{quote(name)}/{width}px-{quote(name)}{tail}"


def _commons() -> str:
    return f"{base('images')}/upload.wikimedia.org/wikipedia/commons"


def _shelf(name: str) -> str:
    # MediaWiki keeps files in folders named by the first digits of the name's MD5.
    digest = hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()
    return f"{digest[0]}/{digest[:2]}"
