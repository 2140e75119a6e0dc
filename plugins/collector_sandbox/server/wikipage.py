"""Wikipedia's JSON of a page."""

from __future__ import annotations

import html
import math
import re
from typing import Any
from urllib.parse import quote

from collector_sandbox.server.pictures import (
    STEPS,
    commons_name,
    commons_original,
    commons_thumbnail,
)
from collector_sandbox.world import Article

__all__ = ["address", "file_info", "info", "lead", "page_images", "summary", "text_of"]

_TOUCHED = "2026-03-27T09:26:22Z"


def address(lang: str, title: str) -> str:
    """Public address of a page."""
    return f"https://{lang}.wikipedia.org/wiki/{quote(title.replace(' ', '_'), safe=',:()!/')}"


def lead(extract: str) -> str:
    """The text before the first heading."""
    return re.split(r"^==", extract, maxsplit=1, flags=re.MULTILINE)[0].strip()


def text_of(article: Article, *, intro: bool, plain: bool) -> str:
    """An extract, whole or only the lead, as text or as HTML paragraphs."""
    # Headings stand apart by two empty lines, as MediaWiki sets them.
    spaced = re.sub(r"\n*^(==+ .* ==+)$\n*", r"\n\n\n\1\n", article.extract, flags=re.MULTILINE)
    extract = lead(article.extract) if intro else spaced
    if plain:
        return extract
    return "\n".join(f"<p>{html.escape(part)}</p>" for part in extract.split("\n") if part)


def info(article: Article) -> dict[str, Any]:
    """``prop=info`` with ``inprop=url``."""
    page = address(article.lang, article.title)
    name = quote(article.title.replace(" ", "_"))
    return {
        "contentmodel": "wikitext",
        "pagelanguage": article.lang,
        "pagelanguagehtmlcode": article.lang,
        "pagelanguagedir": "ltr",
        "touched": _TOUCHED,
        "lastrevid": article.revision,
        "length": 40 * len(article.extract),
        "fullurl": page,
        "editurl": f"https://{article.lang}.wikipedia.org/w/index.php?title={name}&action=edit",
        "canonicalurl": page,
    }


def page_images(article: Article, wanted: set[str], size: int) -> dict[str, Any]:
    """``prop=pageimages``; the width reported is the one asked for, not the one served."""
    if not article.image[0]:
        return {}
    width, height = article.image
    shown = min(size, width)
    found: dict[str, Any] = {}
    if "thumbnail" in wanted:
        found["thumbnail"] = {
            "source": _scaled(article, size),
            "width": shown,
            "height": round(height * shown / width),
        }
    if "original" in wanted:
        source = commons_original(commons_name(article))
        found["original"] = {"source": source, "width": width, "height": height}
    if "name" in wanted:
        found["pageimage"] = commons_name(article)
    return found


def _scaled(article: Article, size: int) -> str:
    step = next((step for step in STEPS if step >= size), math.inf)
    if step >= article.image[0]:
        return commons_original(commons_name(article))
    return commons_thumbnail(commons_name(article), int(step))


def file_info(article: Article) -> dict[str, Any]:
    """``prop=imageinfo`` of an article's file, with its licence."""
    name = commons_name(article)
    texts = {
        "LicenseShortName": "CC BY-SA 4.0",
        "LicenseUrl": "https://creativecommons.org/licenses/by-sa/4.0",
        "Artist": '<a href="https://commons.wikimedia.org/wiki/User:Example">Example</a>',
        "Credit": "Own work",
        "AttributionRequired": "true",
    }
    return {
        "url": commons_original(name),
        "descriptionurl": f"https://commons.wikimedia.org/wiki/File:{quote(name)}",
        "width": article.image[0],
        "height": article.image[1],
        "extmetadata": {
            key: {"value": value, "source": "commons-desc-page"} for key, value in texts.items()
        },
    }


def summary(article: Article) -> dict[str, Any]:
    """The REST summary. Optional keys are absent; the revision is text."""
    title, lang = article.title, article.lang
    display = f'<span class="mw-page-title-main">{html.escape(title)}</span>'
    extract = lead(article.extract)
    kind = article.kind if article.extract else "no-extract"
    optional = {
        "wikibase_item": article.item,
        "description": article.description,
        "description_source": "local" if article.description else "",
        **_summary_images(article),
    }
    return {
        "type": "standard" if kind == "redirect" else kind,
        "title": title,
        "displaytitle": display,
        "namespace": {"id": 0, "text": ""},
        "titles": {
            "canonical": title.replace(" ", "_"),
            "normalized": title,
            "display": display,
        },
        "pageid": article.page_id,
        "lang": lang,
        "dir": "ltr",
        "revision": str(article.revision),
        "tid": f"00000000-0000-11f0-8000-{article.page_id:012d}",
        "timestamp": "2026-03-01T10:11:12Z",
        "content_urls": {"desktop": _pages(lang, title), "mobile": _pages(f"{lang}.m", title)},
        "extract": extract,
        "extract_html": f"<p>{html.escape(extract)}</p>",
    } | {key: value for key, value in optional.items() if value}


def _summary_images(article: Article) -> dict[str, Any]:
    images = page_images(article, {"thumbnail", "original"}, 330)
    return {"thumbnail": images.get("thumbnail"), "originalimage": images.get("original")}


def _pages(site: str, title: str) -> dict[str, str]:
    page = address(site, title)
    talk = address(site, f"Talk:{title}")
    return {
        "page": page,
        "revisions": f"{page}?action=history",
        "edit": f"{page}?action=edit",
        "talk": talk,
    }
