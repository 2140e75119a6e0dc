"""An artist as front matter, and as what its template reads. Pure."""

from __future__ import annotations

from typing import Any

from collector.api import ArtistView
from collector_hugo.accent import accent_of
from collector_hugo.album import article, discogs_id
from collector_hugo.licences import portrait_of
from collector_hugo.values import Shown, entries, link_of, names, on_the_web, present, text, texts

__all__ = ["context", "front_matter"]


def front_matter(artist: ArtistView, image: Shown) -> dict[str, Any]:
    """The keys of an artist's page, in the order they are written.

    Args:
        artist: The artist.
        image: The portrait on the site.
    """
    fields = artist.fields
    return present(
        {
            "title": text(fields.get("name")) or artist.slug,
            "slug": artist.slug,
            "discogs_id": discogs_id(artist.key, fields),
            "image": image.image,
            "thumbnail": image.thumbnail,
            "image_sizes": image.measured,
            "accent": accent_of(image),
            "image_credit": _credit(artist),
            "wikipedia": link_of(fields.get("wikipedia"), "title"),
            "apple_music": link_of(fields.get("apple_music"), "id"),
            "spotify": link_of(fields.get("spotify"), "id"),
            "aliases": [name for name in names(fields.get("aliases")) if not _stops_hugo(name)],
            "members": names(fields.get("members")),
            "sources": dict(sorted(artist.sources.items())),
        }
    )


def context(artist: ArtistView) -> dict[str, Any]:
    """What ``artist.md.j2`` reads: the resolved fields, and these made ready for printing."""
    fields = artist.fields
    return {
        "fields": fields,
        "sources": artist.sources,
        "albums": artist.albums,
        "aliases": names(fields.get("aliases")),
        "members": entries(fields.get("members")),
        "groups": names(fields.get("groups")),
        "name_variations": texts(fields.get("name_variations")),
        "urls": texts(fields.get("urls")),
        "article": article(fields, artist.sources, "biography"),
    }


def _credit(artist: ArtistView) -> dict[str, str]:
    """Author, licence and page of the portrait, where they are known of just this picture."""
    told = portrait_of(artist)
    words = {name: text(told.get(name)) for name in ("author", "licence", "licence_url", "page")}
    if not words["licence"]:
        return {}
    return {
        name: word
        for name, word in words.items()
        if word and (name in {"author", "licence"} or on_the_web(word))
    }


def _stops_hugo(alias: str) -> bool:
    # Hugo takes this key for addresses to redirect from, and gives up on one with a scheme.
    return alias.lower().startswith(("http://", "https://"))
