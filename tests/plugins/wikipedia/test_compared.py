"""What is compared of an article: its kind, its names, and what its lead tells of the artist."""

from __future__ import annotations

import pytest

from collector.api import OurArtist
from collector_wikipedia.compared import article_about, kind_of
from collector_wikipedia.shapes import Claim, DataValue, Entity, Label, Page, Sitelink, Snak

TOSCA = OurArtist(
    "Tosca", members=("Rupert Huber",), titles=("Opera", "Tosca", "J.A.C."), discogs_id="7"
)


def item(**claims: str) -> Entity:
    stated = {
        prop: [Claim(Snak(DataValue({"id": value} if value.startswith("Q") else value)))]
        for prop, value in claims.items()
    }
    sites = {"enwiki": Sitelink("Tosca (band)"), "dewiki": Sitelink("Tosca (Duo)")}
    return Entity("Q1", labels={"en": Label("Tosca Duo")}, claims=stated, sitelinks=sites)


@pytest.mark.parametrize(
    ("title", "extract", "claims", "kind"),
    [
        ("Tosca", "Tosca is a band.", {"P31": "Q215380"}, "group"),
        ("Tosca", "Tosca is a singer.", {"P31": "Q5", "P106": "Q177220"}, "musician"),
        ("Tosca", "Tosca is a singer.", {"P31": "Q5"}, "musician"),
        ("Tosca", "Tosca is a band.", {}, "artist"),
        ("Tosca", "Tosca is a politician.", {"P31": "Q5"}, "human"),
        ("Tosca", "Tosca is a novel.", {"P31": "Q5"}, "human"),
        ("Tosca", "Tosca is an album by Tosca.", {"P31": "Q482994"}, "album"),
        ("Tosca", "Tosca is a song by Tosca.", {"P31": "Q7366"}, "single"),
        ("Tosca", "Tosca is a 2001 film about a band.", {}, "other"),
        ("Tosca", "Tosca is the name of a planet.", {}, ""),
        ("Tosca discography", "Tosca, a band, made records.", {}, "list"),
        ("List of bands", "This is a list of bands.", {"P31": "Q5"}, "list"),
    ],
)
def test_the_kind_is_told_by_item_and_text(title, extract, claims, kind):
    assert kind_of(Page(title, extract=extract), item(**claims)) == kind


def test_names_are_compared_without_their_brackets_and_each_once():
    page = Page("Tosca (band)", extract="Tosca is a band.")
    article = article_about(TOSCA, page, item(P1953="7"), "link", "en:Tosca")
    assert article.names == ("Tosca", "Tosca Duo")
    assert (article.id, article.title, article.discogs) == ("en:Tosca", "Tosca (band)", ("7",))


def test_of_the_lead_only_what_is_known_of_the_artist_is_kept():
    text = "Tosca is a duo of Richard Dorfmeister and Rupert Huber. Records: Opera, Suzuki, J.A.C."
    article = article_about(TOSCA, Page("Tosca", extract=text), None, "name")
    assert article.mentions == ("Opera", "J.A.C.", "Rupert Huber")


def test_of_an_item_alone_no_lead_is_known():
    article = article_about(TOSCA, None, item(P31="Q215380", P1953="8"), "id")
    assert (article.id, article.kind, article.mentions) == ("Q1", "group", None)
    assert article.discogs == ("8",)
