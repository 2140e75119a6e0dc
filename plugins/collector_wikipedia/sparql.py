"""Wikidata's query service: all that is read of many items, in one request.

A row says one thing of one item, so that values of several properties do not multiply; the titles
of its articles, of which it has one in a language, stand beside each.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from attrs import Factory, define, field, frozen

from collector_wikipedia.shapes import Claim, DataValue, Entity, Label, Sitelink, Snak

__all__ = ["CLAIMS", "SparqlAnswer", "items", "question"]

CLAIMS = ("P31", "P106", "P1953", "P1954", "P2206", "P1902", "P2850", "P2205", "P2281")
"""What is read of an item: kinds, occupations, ids of Discogs, Spotify and Apple Music."""

_CLAIM = "http://www.wikidata.org/prop/direct/"
_ITEM = "http://www.wikidata.org/entity/"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_DESCRIPTION = "http://schema.org/description"

# Whom is settled first, by itself: Wikidata's advice for queries that are to end in time.
_QUESTION = """\
SELECT ?item ?p ?v {titles} WHERE {{
{{ SELECT DISTINCT ?item WHERE {{ {carriers} }} }}
VALUES ?p {{ {claims} rdfs:label schema:description }}
?item ?p ?v . FILTER(isIRI(?v) || LANG(?v) IN ({languages})){articles} }}"""
_ARTICLE = """
OPTIONAL {{ ?page{n} schema:about ?item ; schema:isPartOf <{site}> ; schema:name ?title{n} }}"""


@frozen
class Term:
    """A value; ``type`` is ``uri``, ``literal`` or ``bnode``."""

    type: str
    value: str
    lang: str = field(default="", metadata={"key": "xml:lang"})


@frozen
class Results:
    """The ``results`` member; a variable without a value is absent from its row."""

    bindings: list[dict[str, Term]]


@frozen
class SparqlAnswer:
    """Answer of a SELECT (``application/sparql-results+json``)."""

    results: Results

    @property
    def is_whole(self) -> bool:
        """Each row says something of an item."""
        return all({"item", "p", "v"} <= row.keys() for row in self.results.bindings)


def question(wanted: Mapping[str, Sequence[str]], languages: Iterable[str]) -> str:
    """The query for all items that carry one of the values of a property.

    Deprecated statements are no part of what ``wdt:`` names.

    Args:
        wanted: Property to values, ``{"P1954": ["5542", ...]}``.
        languages: Of the Wikipedias whose articles are wanted.
    """
    langs = list(dict.fromkeys(languages))
    carriers = (
        f"{{ VALUES ?id {{ {_texts(values)} }} ?item wdt:{prop} ?id }}"
        for prop, values in wanted.items()
    )
    return _QUESTION.format(
        carriers=" UNION ".join(carriers),
        claims=" ".join(f"wdt:{prop}" for prop in CLAIMS),
        languages=_texts(["", *dict.fromkeys([*langs, "en", "mul"])], ", "),
        titles=" ".join(f"?title{n}" for n in range(len(langs))),
        articles="".join(
            _ARTICLE.format(n=n, site=f"https://{lang}.wikipedia.org/")
            for n, lang in enumerate(langs)
        ),
    )


def _texts(values: Iterable[str], between: str = " ") -> str:
    # A JSON text is a SPARQL text, too: the same quotes, the same escapes.
    return between.join(json.dumps(value, ensure_ascii=False) for value in values)


@define
class _Gathered:
    """An item, while its rows are read; the order of rows means nothing."""

    claims: dict[str, set[str]] = Factory(dict)
    labels: dict[str, str] = Factory(dict)
    descriptions: dict[str, str] = Factory(dict)
    titles: dict[str, str] = Factory(dict)


def items(answer: SparqlAnswer, languages: Iterable[str]) -> list[Entity]:
    """The items of an answer to :func:`question`, by id."""
    sites = {f"title{n}": f"{lang}wiki" for n, lang in enumerate(dict.fromkeys(languages))}
    found: dict[str, _Gathered] = {}
    for row in answer.results.bindings:
        one = found.setdefault(row["item"].value.removeprefix(_ITEM), _Gathered())
        _add(one, row["p"].value, row["v"])
        one.titles |= {site: row[name].value for name, site in sites.items() if name in row}
    return [_entity(key, found[key]) for key in sorted(found)]


def _add(one: _Gathered, name: str, value: Term) -> None:
    if name == _LABEL:
        one.labels[value.lang] = value.value
    elif name == _DESCRIPTION:
        one.descriptions[value.lang] = value.value
    elif value.type == "literal" or value.value.startswith(_ITEM):  # else: some unknown value
        prop = name.removeprefix(_CLAIM)
        one.claims.setdefault(prop, set()).add(value.value.removeprefix(_ITEM))


def _entity(key: str, one: _Gathered) -> Entity:
    return Entity(
        key,
        labels=_labels(one.labels),
        descriptions=_labels(one.descriptions),
        claims={
            prop: [Claim(Snak(DataValue(value))) for value in sorted(values)]
            for prop, values in one.claims.items()
        },
        sitelinks={site: Sitelink(title) for site, title in one.titles.items()},
    )


def _labels(texts: Mapping[str, str]) -> dict[str, Label]:
    return {lang: Label(text) for lang, text in sorted(texts.items())}
