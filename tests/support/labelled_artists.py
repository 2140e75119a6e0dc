"""Labelled decisions of the kind: which item of Wikidata is this artist?

``tests/labelled/artists.yaml``, and what is held out in ``held_out/artists.yaml``, are lists of
cases::

    - name: genesis-the-band
      artist: {name: Genesis, members: [Phil Collins], titles: [Foxtrot], urls: [...]}
      offers:                          # called a, b, c ... in this order
        - {label: Genesis, description: English rock band, is: band, discogs: own,
           article: Genesis (band), mentions: [Foxtrot], aliases: [...]}
      right: [a]                       # none where no item is this artist

``discogs`` is ``own`` where the item names our Discogs id, ``other`` where it names another's (ids
are made up; all that counts is which are equal). ``is`` and ``does`` are words of ``KINDS``: what
the item is an instance of, and the occupation of a human. ``mentions`` are names that the lead of
the article holds. ``aliases`` of an item are told for readers: the plugin does not ask for them.
Right is an item about this very artist that has an article of its own; a disambiguation page, a
namesake, a record, a member, or the group of a member is wrong.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from string import ascii_lowercase
from typing import Any

from attrs import frozen
from labelled_records import FOLDER, HELD_OUT, number, read_yaml

from collector.match import people
from collector.match.article import Article
from collector_wikipedia.addresses import wiki_links
from collector_wikipedia.compared import article_about
from collector_wikipedia.shapes import Claim, DataValue, Entity, Label, Page, Snak

__all__ = ["KINDS", "ArtistCase", "Item", "OurArtist", "artist_cases", "both_sides"]

KINDS = {
    "human": "Q5",
    "group": "Q215380",
    "band": "Q5741069",
    "duo": "Q9212979",
    "orchestra": "Q42998",
    "disambiguation": "Q4167410",
    "list": "Q13406463",
    "album": "Q482994",
    "single": "Q134556",
    "song": "Q7366",
    "film": "Q11424",
    "series": "Q5398426",
    "book": "Q571",
    "country": "Q6256",
    "city": "Q515",
    "company": "Q4830453",
    "label": "Q18127",
    "family name": "Q101352",
    "given name": "Q202444",
    "character": "Q95074",
    "taxon": "Q16521",
    "concept": "Q151885",
    "musician": "Q639669",
    "singer": "Q177220",
    "songwriter": "Q753110",
    "composer": "Q36834",
    "conductor": "Q158852",
    "pianist": "Q486748",
    "rapper": "Q2252262",
    "disc jockey": "Q130857",
    "producer": "Q183945",
    "guitarist": "Q855091",
    "actor": "Q33999",
    "politician": "Q82955",
    "footballer": "Q937857",
    "painter": "Q1028181",
    "writer": "Q36180",
    "comedian": "Q245068",
    "photographer": "Q33231",
    "racing driver": "Q378622",
    "saint": "Q43115",
}
"""Words of the file and the items of Wikidata that they mean."""


@frozen
class OurArtist:
    """What the collection knows of an artist."""

    name: str
    discogs_id: str
    real_name: str = ""
    members: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


@frozen
class Item:
    """A candidate.

    Attributes:
        types: What it is an instance of (P31), as ids of items.
        occupations: Of a human (P106), as ids of items.
        article: Title in the English Wikipedia; empty if there is none.
        discogs: Values of P1953.
        mentions: Names that the lead of the article holds.
    """

    id: str
    label: str
    description: str = ""
    types: tuple[str, ...] = ()
    occupations: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    article: str = ""
    discogs: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()


@frozen
class ArtistCase:
    """A decision."""

    name: str
    ours: OurArtist
    offers: tuple[Item, ...]
    right: frozenset[str]
    held_out: bool = False


@cache
def artist_cases() -> tuple[ArtistCase, ...]:
    """All of them."""
    return tuple(
        _case(spec, held_out=folder == HELD_OUT)
        for folder in (FOLDER, HELD_OUT)
        for spec in read_yaml(folder / "artists.yaml")
    )


def both_sides(case: ArtistCase) -> tuple[people.OurArtist, list[Article]]:
    """The artist and the articles, as the matcher compares them; an item without one is none."""
    ours = people.OurArtist(
        case.ours.name,
        real_name=case.ours.real_name,
        aliases=case.ours.aliases,
        members=case.ours.members,
        groups=case.ours.groups,
        titles=case.ours.titles,
        discogs_id=case.ours.discogs_id,
    )
    linked = wiki_links(case.ours.urls, ["en"]).values()
    return ours, [_article(one, ours, linked) for one in case.offers if one.article]


def _article(one: Item, ours: people.OurArtist, linked: Collection[str]) -> Article:
    """As the plugin makes it of a page and its item: its type check is judged, too."""
    claims = {"P31": one.types, "P106": one.occupations, "P1953": one.discogs}
    item = Entity(
        one.id,
        labels={"en": Label(one.label)},
        descriptions={"en": Label(one.description)},
        claims={prop: [_claim(value) for value in values] for prop, values in claims.items()},
    )
    lead = f"{one.label} is {one.description or 'known'}. {', '.join(one.mentions)}."
    page = Page(one.article, extract=lead, description=one.description)
    return article_about(ours, page, item, "link" if one.article in linked else "name", one.id)


def _claim(value: str) -> Claim:
    return Claim(Snak(DataValue({"id": value} if value.startswith("Q") else value)))


def _case(spec: Mapping[str, Any], *, held_out: bool) -> ArtistCase:
    ours = _ours(spec["artist"])
    offers = tuple(
        _item(identity, one, ours)
        for identity, one in zip(ascii_lowercase, spec["offers"], strict=False)
    )
    return ArtistCase(spec["name"], ours, offers, frozenset(spec["right"]), held_out)


def _ours(spec: Mapping[str, Any]) -> OurArtist:
    lists: dict[str, Any] = {
        key: tuple(value) for key, value in spec.items() if isinstance(value, list)
    }
    texts: dict[str, Any] = {key: value for key, value in spec.items() if isinstance(value, str)}
    return OurArtist(**texts | lists, discogs_id=_made_up(spec["name"]))


def _item(identity: str, spec: Mapping[str, Any], ours: OurArtist) -> Item:
    ids = {"own": ours.discogs_id, "other": _made_up(f"other than {ours.name}")}
    return Item(
        identity,
        spec["label"],
        description=spec.get("description", ""),
        types=tuple(_kinds(spec.get("is", ()))),
        occupations=tuple(_kinds(spec.get("does", ()))),
        aliases=tuple(spec.get("aliases", ())),
        article=spec.get("article", ""),
        discogs=(ids[spec["discogs"]],) if "discogs" in spec else (),
        mentions=tuple(spec.get("mentions", ())),
    )


def _kinds(said: Any) -> Iterator[str]:
    for word in [said] if isinstance(said, str) else said:
        yield KINDS[word]


def _made_up(text: str) -> str:
    return str(number(text) % 10**7)
