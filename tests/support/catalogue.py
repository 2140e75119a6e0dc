"""Albums and artists as a renderer gets them, each made of one text, hostile ones among them."""

from __future__ import annotations

from attrs import evolve

from collector.api import AlbumView, ArtistView, Item

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{< youtube x >}}",
    "{{% x %}}",
    "{{ .Site.Title }}",
    "{{</* x */>}}",
    "a | b | c",
    "\n\n| x | y |\n| --- | --- |\n",
    "---\ntitle: taken\n---",
    "+++",
    "``` code",
    "<!-- gone",
    "![x](https://evil.example/track.gif)",
    "[x](javascript:alert(1))",
    "no",
    "0o7",
    "1_000",
    "12:30",
    "2112",
    "!!!",
    "( )",
    "..",
    "../../../etc/passwd",
    "/",
    "#",
    "%2e%2e",
    "C:\\nul",
    "坂本龍一",
    "🎵",
    "\u202eesrever",
    "a\x00b\x1b[31m\x85\u2028c",
    "\ud800",
    "x" * 400,
    "http://aliases.are/not/addresses",
    "&lt;b&gt;",
    "{",
    "}\n\n",
    "",
]


SPOTIFY = {"id": "6FVbl7", "url": "https://open.spotify.com/album/6FVbl7"}


def album(number: int, text: str, **fields: object) -> AlbumView:
    """A release in which every text is the same text."""
    record: dict[str, object] = {
        "title": text,
        "artists": [{"key": f"discogs:{number}", "name": text}],
        "year": 1976,
        "country": text,
        "genres": [text, "Funk / Soul"],
        "styles": [text],
        "labels": [{"name": text, "catno": text}],
        "formats": [{"name": text, "qty": 2, "descriptions": [text], "text": text}],
        "barcodes": ["730003807312"],
        "identifiers": [{"type": text, "value": text, "description": text}],
        "tracklist": [
            {"position": text, "type": "track", "title": text, "duration": text},
            {"position": "2", "type": "heading", "title": text, "duration": ""},
            {
                "position": "",
                "type": "index",
                "title": text,
                "duration": "",
                "sub_tracks": [{"position": "3a", "type": "track", "title": text}],
            },
        ],
        "credits": [{"name": text, "role": text, "tracks": text}],
        "companies": [{"name": text, "role": text}],
        "notes": text,
        "description": text,
        "editorial": text,
        "wikipedia": {"title": text, "url": f"https://en.wikipedia.org/wiki/{text}"},
        "spotify": {"id": text, "url": text},
        "apple_music": {"id": text, "url": "https://music.apple.com/x"},
        **fields,
    }
    return AlbumView(
        key=f"discogs:{number}",
        slug=f"album-{number}",
        fields=record,
        sources={"title": text, "description": "wikipedia", "wikipedia": "wikipedia"},
        copies=[
            Item("1", "discogs:1", {}, "2024-03-01T10:00:00Z", text, 5, text, text, text),
        ],
        artist_slugs=[f"artist-{number}"],
        cover=None,
        added="2096-03-01T10:00:00Z",
    )


def artist(number: int, text: str) -> ArtistView:
    others = [{"name": text, "id": 7, "active": False}]
    record = {
        "name": text,
        "real_name": text,
        "profile": text,
        "biography": text,
        "urls": [text, f"https://a.example/{text}"],
        "name_variations": [text],
        "aliases": others,
        "members": others,
        "groups": others,
        "wikipedia": {"title": text, "url": "https://en.wikipedia.org/wiki/X"},
    }
    sources = {"biography": "wikipedia", "wikipedia": "wikipedia"}
    slug = f"artist-{number}"
    return ArtistView(f"discogs:{number}", slug, record, sources, None, [f"album-{number}"])


def shelf(texts: list[str]) -> tuple[list[AlbumView], list[ArtistView]]:
    """An album and an artist for each text."""
    numbered = list(enumerate(texts, start=1))
    return [album(*pair) for pair in numbered], [artist(*pair) for pair in numbered]


def sold(number: int, day: int, text: str = "Sold") -> AlbumView:
    """An album that is gone, by the artist of album 1."""
    gone = f"2026-11-{day:02d}T10:00:00Z"
    return evolve(album(number, text), copies=[], artist_slugs=["artist-1"], gone=gone)
