"""``action=query`` of a Wikipedia: titles in, pages out, in both format versions."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Any

from attrs import define, field
from flask import Response, request

from collector_sandbox.server import wikipage
from collector_sandbox.server.encyclopedia import Encyclopedia, normal
from collector_sandbox.server.mediawiki import flag, is_modern, many, reply
from collector_sandbox.world import Article

__all__ = ["query_pages", "search_result"]

_INVALID = re.compile(r"[<>\[\]{}|#]")
_MOST_EXTRACTS = 20


@define
class _Resolved:
    """Titles of a request, and what became of them."""

    normalized: list[dict[str, Any]] = field(factory=list)
    redirects: list[dict[str, Any]] = field(factory=list)
    titles: list[str] = field(factory=list)


def query_pages(wiki: Encyclopedia) -> Response:
    """Answer for the pages named by ``titles`` or ``pageids``."""
    resolved = _resolve(wiki)
    pages = [_blank(wiki, title, number) for number, title in enumerate(resolved.titles, 1)]
    known = [(page, wiki.get(page["title"])) for page in pages]
    found = [(page, article) for page, article in known if article is not None]
    for name, view in (("info", _add_info), ("pageprops", _add_props), ("pageimages", _add_images)):
        if name in many("prop"):
            view(found)
    if "imageinfo" in many("prop"):
        _add_files(wiki, pages)
    rest = _add_extracts(found) if "extracts" in many("prop") else 0
    return reply(_envelope(resolved, pages, rest))


def _resolve(wiki: Encyclopedia) -> _Resolved:
    resolved = _Resolved()
    asked = many("titles")
    for identity in many("pageids"):
        article = wiki.by_id(int(identity)) if identity.isdecimal() else None
        asked += [article.title] if article else []
    for raw in asked:
        title = normal(raw)
        if title != raw:
            resolved.normalized.append({"fromencoded": False, "from": raw, "to": title})
        if flag("redirects"):
            title, steps = wiki.follow(title)
            resolved.redirects += [
                {"from": step.source, "to": step.target}
                | ({"tofragment": step.fragment} if step.fragment else {})
                for step in steps
            ]
        if title not in resolved.titles:
            resolved.titles.append(title)
    return resolved


def _blank(wiki: Encyclopedia, title: str, number: int) -> dict[str, Any]:
    article = wiki.get(title)
    if article is not None:
        return {"pageid": article.page_id, "ns": 0, "title": title}
    if _INVALID.search(title):
        reason = "The requested page title contains invalid characters."
        return {"title": title, "invalidreason": reason, "invalid": True, "nth": number}
    space = 6 if title.startswith("File:") else 0
    return {"ns": space, "title": title, "missing": True, "nth": number}


def _add_info(found: Sequence[tuple[dict[str, Any], Article]]) -> None:
    for page, article in found:
        page.update(wikipage.info(article))


def _add_props(found: Sequence[tuple[dict[str, Any], Article]]) -> None:
    wanted = set(many("ppprop")) or {"wikibase_item", "disambiguation"}
    for page, article in found:
        props: dict[str, str] = {}
        if article.kind == "disambiguation" and "disambiguation" in wanted:
            props["disambiguation"] = ""
        if article.item and "wikibase_item" in wanted:
            props["wikibase_item"] = article.item
        if props:
            page["pageprops"] = props


def _add_images(found: Sequence[tuple[dict[str, Any], Article]]) -> None:
    wanted = set(many("piprop")) or {"thumbnail", "name"}
    size = request.values.get("pithumbsize", "50")
    for page, article in found:
        page.update(wikipage.page_images(article, wanted, int(size) if size.isdecimal() else 50))


def _add_files(wiki: Encyclopedia, pages: Sequence[dict[str, Any]]) -> None:
    for page in pages:
        article = wiki.files.get(page["title"].removeprefix("File:").replace(" ", "_"))
        if article is not None:
            # A file at Commons: there is no page of that name here, but it is known.
            page.update(
                missing=True, known=True, imagerepository="shared",
                imageinfo=[wikipage.file_info(article)],
            )  # fmt: skip


def _add_extracts(found: Sequence[tuple[dict[str, Any], Article]]) -> int:
    """Add a round of extracts; returns where the next round begins, 0 if this was the last."""
    intro = flag("exintro")
    asked = request.values.get("exlimit", "")
    wished = int(asked) if asked.isdecimal() else _MOST_EXTRACTS
    limit = min(wished, _MOST_EXTRACTS) if intro else 1
    start = request.values.get("excontinue", "0")
    first = int(start) if start.isdecimal() else 0
    for page, article in found[first : first + limit]:
        page["extract"] = wikipage.text_of(article, intro=intro, plain=flag("explaintext"))
    return first + limit if first + limit < len(found) else 0


def _envelope(resolved: _Resolved, pages: Sequence[dict[str, Any]], rest: int) -> dict[str, Any]:
    query: dict[str, Any] = {}
    if resolved.normalized:
        query["normalized"] = resolved.normalized
    if resolved.redirects:
        query["redirects"] = resolved.redirects
    query["pages"] = _modern(pages) if is_modern() else _classic(pages)
    answer: dict[str, Any] = {"query": query}
    if rest:
        return {"continue": {"excontinue": rest, "continue": "||"}} | answer
    return {"batchcomplete": True if is_modern() else ""} | answer


def _modern(pages: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: value for key, value in page.items() if key != "nth"} for page in pages]


def _classic(pages: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Version 1: an object by page id (negative for none), empty texts for true."""
    found = {}
    for page in pages:
        key = str(page.get("pageid", -page.get("nth", 0)))
        shape = {k: "" if v is True else v for k, v in page.items() if k != "nth"}
        found[key] = shape
    return found


def search_result(article: Article, query: str) -> dict[str, Any]:
    """A hit of ``list=search``, with the words marked in the snippet."""
    snippet = html.escape(article.extract[:160])
    for word in re.findall(r"\w+", query):
        mark = rf'<span class="searchmatch">{word}</span>'
        snippet = re.sub(rf"\b{re.escape(word)}\b(?![^<]*>)", mark, snippet)
    return {
        "ns": 0,
        "title": article.title,
        "pageid": article.page_id,
        "size": 40 * len(article.extract),
        "wordcount": len(article.extract.split()),
        "snippet": snippet,
        "timestamp": "2026-03-27T09:26:22Z",
    }
