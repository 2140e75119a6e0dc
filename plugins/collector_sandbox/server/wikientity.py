"""Wikidata's JSON of an item."""

from __future__ import annotations

import re
from typing import Any

from flask import request

from collector_sandbox.server.mediawiki import flag, many
from collector_sandbox.server.wikipage import address
from collector_sandbox.world import Entity

__all__ = ["entity", "labels", "named", "search_result"]

_ITEM = re.compile(r"Q[1-9]\d*")
_DEFAULT = "info|sitelinks|aliases|labels|descriptions|claims|datatype"


def entity(item: Entity) -> dict[str, Any]:
    """An item, as far as ``props``, ``languages`` and ``sitefilter`` ask for it."""
    props = set(request.values.get("props", _DEFAULT).split("|"))
    shape: dict[str, Any] = {"type": "item", "id": item.id}
    if "info" in props:
        shape |= {"pageid": _page_id(item), "ns": 0, "title": item.id, "lastrevid": 1}
    if "labels" in props:
        shape["labels"] = _texts(labels(item))
    if "descriptions" in props:
        shape["descriptions"] = _texts({"en": item.description} if item.description else {})
    if "aliases" in props:
        shape["aliases"] = {}
    if "claims" in props:
        shape["claims"] = {
            name: [_claim(item, name, number) for number in range(len(values))]
            for name, values in item.claims.items()
        }
    if props & {"sitelinks", "sitelinks/urls"}:
        shape["sitelinks"] = _links(item, urls="sitelinks/urls" in props)
    return shape


def search_result(item: Entity) -> dict[str, Any]:
    """A hit of ``list=search``: the title is the id, the snippet is empty."""
    return {
        "ns": 0,
        "title": item.id,
        "pageid": _page_id(item),
        "size": 30211,
        "wordcount": 0,
        "snippet": "",
        "timestamp": "2026-08-01T00:00:00Z",
    }


def named(item: Entity) -> dict[str, Any]:
    """A hit of ``wbsearchentities``."""
    return {
        "id": item.id,
        "title": item.id,
        "pageid": _page_id(item),
        "concepturi": f"http://www.wikidata.org/entity/{item.id}",
        "label": item.label,
        "description": item.description,
        "match": {"type": "label", "language": "mul", "text": item.label},
    }


def _page_id(item: Entity) -> int:
    return 100 + int(item.id[1:])


def labels(item: Entity) -> dict[str, str]:
    """Language to name. Many are the same in all, and only there: every other item shows it."""
    return {"mul": item.label} | ({} if int(item.id[1:]) % 2 else {"en": item.label})


def _texts(texts: dict[str, str]) -> dict[str, Any]:
    wanted = many("languages") or list(texts)
    found = {lang: {"language": lang, "value": texts[lang]} for lang in wanted if lang in texts}
    if not found and flag("languagefallback") and "mul" in texts:
        return {
            lang: {"language": "mul", "value": texts["mul"], "for-language": lang}
            for lang in wanted
        }
    return found


def _claim(item: Entity, name: str, number: int) -> dict[str, Any]:
    value = item.claims[name][number]
    is_item = bool(_ITEM.fullmatch(value))
    whole = (
        {"entity-type": "item", "numeric-id": int(value[1:] or 0), "id": value}
        if is_item
        else value
    )
    kind = "wikibase-entityid" if is_item else "string"
    return {
        "mainsnak": {
            "snaktype": "value",
            "property": name,
            "datavalue": {"value": whole, "type": kind},
            "datatype": "wikibase-item" if is_item else _datatype(name),
        },
        "type": "statement",
        "id": f"{item.id}${name}-{number}",
        "rank": "normal",
    }


def _datatype(name: str) -> str:
    return "commonsMedia" if name == "P18" else "external-id"


def _links(item: Entity, *, urls: bool) -> dict[str, Any]:
    wanted = many("sitefilter") or list(item.sitelinks)
    found = {}
    for site in wanted:
        if site in item.sitelinks:
            title = item.sitelinks[site]
            link = {"site": site, "title": title, "badges": []}
            page = address(site.removesuffix("wiki").replace("_", "-"), title)
            found[site] = link | ({"url": page} if urls else {})
    return found
