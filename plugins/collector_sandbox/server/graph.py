"""Wikidata's items as a graph, with the names that its query service gives to things."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, Store

from collector_sandbox.server.wikientity import labels
from collector_sandbox.server.wikipage import address
from collector_sandbox.world import Entity

__all__ = ["PREFIXES", "graph"]

PREFIXES = {
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
}
"""Those that a query need not declare, as far as anything here has such a name."""

_ITEM = re.compile(r"Q[1-9]\d*")
_ABOUT = NamedNode(PREFIXES["schema"] + "about")
_PART = NamedNode(PREFIXES["schema"] + "isPartOf")
_NAME = NamedNode(PREFIXES["schema"] + "name")
_TEXT = NamedNode(PREFIXES["schema"] + "description")
_LABEL = NamedNode(PREFIXES["rdfs"] + "label")


def graph(entities: Iterable[Entity]) -> Store:
    """What the query service knows of items: true statements, names, articles."""
    store = Store()
    store.bulk_extend(quad for entity in entities for quad in _quads(entity))
    return store


def _quads(entity: Entity) -> Iterator[Quad]:
    item = NamedNode(PREFIXES["wd"] + entity.id)
    for lang, label in labels(entity).items():
        yield Quad(item, _LABEL, Literal(label, language=lang))
    if entity.description:
        yield Quad(item, _TEXT, Literal(entity.description, language="en"))
    for name, values in entity.claims.items():
        for value in values:
            yield Quad(item, NamedNode(PREFIXES["wdt"] + name), _value(value))
    for site, title in entity.sitelinks.items():
        yield from _article(item, site.removesuffix("wiki").replace("_", "-"), title)


def _value(text: str) -> NamedNode | Literal:
    return NamedNode(PREFIXES["wd"] + text) if _ITEM.fullmatch(text) else Literal(text)


def _article(item: NamedNode, lang: str, title: str) -> Iterator[Quad]:
    page = NamedNode(address(lang, title))
    yield Quad(page, _ABOUT, item)
    yield Quad(page, _PART, NamedNode(f"https://{lang}.wikipedia.org/"))
    yield Quad(page, _NAME, Literal(title, language=lang))
