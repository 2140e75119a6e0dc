"""Pictures of articles, with what must stand beside them: author, licence, source."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from typing import Any

from collector_wikipedia.shapes import File, Page, Picture
from collector_wikipedia.wiki import Wiki

__all__ = ["describe", "image"]

COMMONS = "https://commons.wikimedia.org/"
AUTHOR = 200
"""Characters of an author's name; some authors tell a story."""


def describe(wiki: Wiki, pages: Iterable[Page]) -> dict[str, File]:
    """The files that articles show: name to what Commons says of them."""
    return wiki.files(dict.fromkeys(page.pageimage for page in pages if _at_commons(page)))


def image(page: Page, files: Mapping[str, File]) -> dict[str, Any]:
    """The field ``image``; none unless it is at Commons and its licence is known.

    Pictures that lie elsewhere may not be used again.
    """
    best, file = _at_commons(page), files.get(page.pageimage, File())
    licence = _text(file.says("LicenseShortName"))
    if best is None or not licence or not file.descriptionurl.startswith(COMMONS):
        return {}
    more = {
        "author": _text(file.says("Artist"))[:AUTHOR],
        "licence_url": _text(file.says("LicenseUrl")),
    }
    shown = {
        "url": best.source.partition("?")[0],
        "width": best.width,
        "height": best.height,
        "page": file.descriptionurl,
        "licence": licence,
    }
    return {"image": shown | {name: text for name, text in more.items() if text}}


def _at_commons(page: Page) -> Picture | None:
    best = page.thumbnail or page.original
    return best if best and page.pageimage and "/commons/" in best.source else None


def _text(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())
