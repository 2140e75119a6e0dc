"""Biographies over HTTP: links, ids, names; and never a book, a planet or a namesake."""

from __future__ import annotations

import pytest
from attrs import evolve

from collector.api import Found, NotFound, Review, SkipItem, Subject

BAND = ("Q215380",)
LEAD = "Tosca is an Austrian duo. Records: Opera (1997)."


def test_the_artists_own_link_names_the_article(wiki, plugin, artist):
    wiki.page("Tosca", "Tosca is an opera by Puccini.")
    wiki.page("Tosca (band)", LEAD, item="Q1")
    claims = {"P31": BAND, "P1902": ("sp",), "P2850": ("11", "12")}
    wiki.item("Q1", "Tosca", claims=claims, sitelinks={"enwiki": "Tosca (band)"})
    running = plugin()
    answer = running.answer(artist(urls=["https://en.wikipedia.org/wiki/Tosca_(band)"]))
    assert answer.fields["wikipedia"]["title"] == "Tosca (band)"
    assert answer.fields["biography"].startswith("Tosca is an Austrian duo.")
    assert answer.fields["wikidata"] == {"id": "Q1"}
    assert answer.fields["spotify"] == {"id": "sp", "url": "https://open.spotify.com/artist/sp"}
    assert "apple_music" not in answer.fields
    assert answer.match.rung == "relation"
    assert len(running.asked()) == 3


def test_a_link_to_the_band_of_a_member_is_not_the_members_article(wiki, plugin, artist):
    wiki.page("Tosca (band)", LEAD, item="Q1")
    wiki.item("Q1", "Tosca", claims={"P31": BAND, "P1953": ("99",)})
    view = artist(5, "Rupert Huber", urls=["https://en.wikipedia.org/wiki/Tosca_(band)"])
    assert isinstance(plugin().answer(view), NotFound)


def test_a_link_and_an_id_that_lead_to_two_articles_are_for_a_person_to_decide(
    wiki, plugin, artist
):
    wiki.page("Tosca (band)", LEAD, item="Q1")
    wiki.item("Q1", "Tosca", claims={"P31": BAND})
    wiki.page("Tosca (singer)", "Tosca is a singer.", item="Q2")
    sites = {"enwiki": "Tosca (singer)"}
    wiki.item("Q2", "Tosca", claims={"P31": ("Q5",), "P1953": ("7",)}, sitelinks=sites)
    answer = plugin().answer(artist(7, urls=["https://en.wikipedia.org/wiki/Tosca_(band)"]))
    assert isinstance(answer, Review)
    assert answer.why == "more than one agrees"
    assert {one.id for one in answer.match.candidates} == {"Tosca (band)", "Tosca (singer)"}
    assert all(one.facts for one in answer.match.candidates)


def test_a_link_to_a_namesake_with_an_id_does_not_hide_the_article_of_the_id(wiki, plugin, artist):
    wiki.page("Tosca (band)", LEAD, item="Q1")
    wiki.item("Q1", "Tosca", claims={"P31": BAND, "P1953": ("99",)})
    wiki.page("Tosca (singer)", "Tosca is a singer.", item="Q2")
    sites = {"enwiki": "Tosca (singer)"}
    wiki.item("Q2", "Tosca", claims={"P31": ("Q5",), "P1953": ("7",)}, sitelinks=sites)
    answer = plugin().answer(artist(7, urls=["https://en.wikipedia.org/wiki/Tosca_(band)"]))
    assert answer.fields["wikipedia"]["title"] == "Tosca (singer)"


def test_a_link_to_wikidata_names_the_item(wiki, plugin, artist):
    wiki.page("Tosca (band)", LEAD, item="Q1")
    wiki.item("Q1", "Tosca", claims={"P31": BAND}, sitelinks={"enwiki": "Tosca (band)"})
    answer = plugin().answer(artist(urls=["https://www.wikidata.org/wiki/Q1"]))
    assert answer.fields["wikipedia"]["title"] == "Tosca (band)"


def test_a_hundred_artists_are_found_by_their_ids_in_six_requests(wiki, plugin, artist):
    for number in range(1, 101):
        name = f"Band {number}"
        wiki.page(name, f"{name} is a band.", item=f"Q{number}")
        claims = {"P31": BAND, "P1953": (f"{1000000 + number}",)}
        wiki.item(f"Q{number}", name, claims=claims, sitelinks={"enwiki": name})
    running = plugin()
    answers = running.answers(*(artist(1000000 + n, f"Band {n}") for n in range(1, 101)))
    assert [answer.fields["wikipedia"]["title"] for answer in answers] == [
        f"Band {number}" for number in range(1, 101)
    ]
    assert len(running.asked()) == 6


def test_two_bands_with_one_id_lend_nothing(wiki, plugin, artist):
    for number in (1, 2):
        wiki.page(f"Tosca ({number})", "Tosca is a band.", item=f"Q{number}")
        claims = {"P31": BAND, "P1953": ("7",)}
        wiki.item(f"Q{number}", "Tosca", claims=claims, sitelinks={"enwiki": f"Tosca ({number})"})
    assert isinstance(plugin().answer(artist(7)), NotFound)


def test_a_discography_with_the_bands_id_does_not_hide_the_band(wiki, plugin, artist):
    wiki.page("Tosca (band)", LEAD, item="Q1")
    wiki.page("Tosca discography", "Tosca, a band, made records.", item="Q2")
    sites = {"enwiki": "Tosca (band)"}
    wiki.item("Q1", "Tosca", claims={"P31": BAND, "P1953": ("7",)}, sitelinks=sites)
    wiki.item("Q2", "Tosca discography", claims={"P31": ("Q273057",), "P1953": ("7",)})
    assert plugin().answer(artist(7)).fields["wikipedia"]["title"] == "Tosca (band)"


def test_an_item_without_an_article_lends_its_ids_and_ends_the_search(wiki, plugin, artist):
    wiki.page("Tosca", LEAD)
    wiki.item("Q1", "Tosca", claims={"P31": BAND, "P1953": ("7",)})
    running = plugin()
    assert running.answer(artist(7)).fields == {"wikidata": {"id": "Q1"}}
    assert running.asked("wikipedia") == []


def test_a_name_is_enough_if_a_title_owned_agrees(wiki, plugin, artist):
    wiki.page("Tosca", "Tosca is an opera by Giacomo Puccini.")
    wiki.page("Tosca (band)", LEAD)
    answer = plugin().answer(artist(release_titles=["Opera"]))
    assert answer.fields["wikipedia"]["title"] == "Tosca (band)"
    assert answer.match.rung == "text"


def test_a_name_alone_is_for_a_person_to_decide(wiki, plugin, artist):
    wiki.page("Tosca", "Tosca is a band.")
    answer = plugin().answer(artist(release_titles=["Opera"]))
    assert isinstance(answer, Review)
    assert answer.why == "nothing but the name agrees"
    assert [one.id for one in answer.match.candidates] == ["Tosca"]
    assert not answer.match.candidates[0].accepted
    facts = answer.match.candidates[0].facts
    assert facts["wikipedia"]["lang"] == "en"
    assert facts["biography"]


def test_an_odd_addition_is_found_by_a_search(wiki, plugin, artist):
    wiki.page("Nirvana", "Nirvana is a concept in Indian religions.")
    wiki.page("Nirvana (band)", "Nirvana was an American band. Records: Nevermind (1991).")
    wiki.page("Nirvana (British band)", "Nirvana are a British band. Records: All of Us (1968).")
    running = plugin()
    answer = running.answer(artist(2, "Nirvana", release_titles=["All Of Us"]))
    assert answer.fields["wikipedia"]["title"] == "Nirvana (British band)"
    assert sum(one.get("list") == "search" for one in running.asked("wikipedia")) == 1


def test_artists_whose_name_leads_nowhere_are_not_searched_for(wiki, plugin, artist):
    running = plugin()
    answers = running.answers(*(artist(n, f"Nobody {n}") for n in range(1, 11)))
    assert all(isinstance(answer, NotFound) for answer in answers)
    assert len(running.asked("wikipedia")) == 1


@pytest.mark.parametrize(
    ("name", "title", "text"),
    [
        ("Genesis", "Book of Genesis", "The Book of Genesis is the first book of the Bible."),
        ("Genesis", "Genesis", "Genesis is the first book of the Bible, and names Foxtrot."),
        ("Jupiter", "Jupiter", "Jupiter is the fifth planet from the Sun. Foxtrot is a dance."),
        ("Traffic", "Traffic", "Traffic is a 2000 film about a band. Foxtrot."),
        ("Weezer", "Weezer", "Weezer is the debut album by the band Weezer, before Foxtrot."),
        ("Portishead", "List of songs by Portishead", "Portishead were a band. Foxtrot."),
    ],
)
def test_things_of_another_kind_are_no_biography(wiki, plugin, artist, name, title, text):
    wiki.page(title, text)
    assert isinstance(plugin().answer(artist(1, name, release_titles=["Foxtrot"])), NotFound)


def test_a_list_of_meanings_is_never_shown(wiki, plugin, artist):
    text = "Tosca may refer to: Tosca, an Austrian duo with the record Opera."
    wiki.page("Tosca", text, kind="disambiguation")
    assert isinstance(plugin().answer(artist(release_titles=["Opera"])), NotFound)


def test_a_redirect_to_a_section_is_about_something_else(wiki, plugin, artist):
    wiki.page("Peter Kruder", "Peter Kruder is an Austrian producer. Peace Orchestra, Opera.")
    wiki.page("Peace Orchestra", kind="redirect", target="Peter Kruder#Solo work")
    wiki.page("Big Muff", kind="redirect", target="Peter Kruder")
    link = "https://en.wikipedia.org/wiki/Peace_Orchestra"
    running = plugin()
    solo = artist(1, "Peace Orchestra", urls=[link], release_titles=["Opera"])
    other = artist(2, "Big Muff", release_titles=["Opera"])
    assert all(isinstance(answer, NotFound) for answer in running.answers(solo, other))


def test_a_namesake_with_another_discogs_id_is_not_taken(wiki, plugin, artist):
    wiki.page("Tosca", LEAD, item="Q1")
    wiki.item("Q1", "Tosca", claims={"P31": BAND, "P1953": ("99",)})
    assert isinstance(plugin().answer(artist(7, release_titles=["Opera"])), NotFound)


def test_two_that_agree_are_for_a_person_to_decide(wiki, plugin, artist):
    wiki.page("Tosca (band)", LEAD)
    wiki.page("Tosca (musician)", "Tosca is a singer. Records: Opera.")
    answer = plugin().answer(artist(release_titles=["Opera"]))
    assert isinstance(answer, Review)
    assert answer.why == "more than one agrees"
    assert len(answer.match.candidates) == 2


def test_pins_and_rejections_are_obeyed(wiki, plugin, artist):
    wiki.page("Tosca (band)", LEAD, item="Q1")
    wiki.item("Q1", "Tosca", claims={"P31": BAND, "P1953": ("7",)})
    running = plugin()
    pinned = artist(1, "Anybody", pins={"wikipedia": "https://en.wikipedia.org/wiki/Tosca_(band)"})
    rejected = artist(
        2, release_titles=["Opera"], rejected={"wikipedia": frozenset({"Tosca (band)"})}
    )
    lost = artist(3, pins={"wikipedia": "Nowhere"})
    answers = running.answers(pinned, rejected, lost)
    assert [type(answer) for answer in answers] == [Found, NotFound, NotFound]
    assert answers[0].match.rung == "pin"


def test_various_artists_are_nobody(wiki, plugin, artist):
    wiki.page("Tosca (band)", LEAD)
    view = evolve(artist(), subject=Subject("artist", "discogs:194"))
    various, tosca = plugin().answers(view, artist(release_titles=["Opera"]))
    assert isinstance(various, SkipItem)
    assert isinstance(tosca, Found)


def test_the_first_language_that_has_an_article_is_taken(wiki, plugin, artist):
    wiki.page("Tosca (Band)", "Tosca ist eine Band.", lang="de", item="Q1")
    wiki.page("Tosca (band)", LEAD, item="Q1")
    sites = {"dewiki": "Tosca (Band)", "enwiki": "Tosca (band)"}
    wiki.item("Q1", "Tosca", claims={"P31": BAND, "P1953": ("7",)}, sitelinks=sites)
    assert plugin("de", "en").answer(artist(7)).fields["wikipedia"]["lang"] == "de"
    assert plugin("fr", "en", "de").answer(artist(7)).fields["wikipedia"]["lang"] == "en"


def test_a_picture_from_commons_is_shown(wiki, plugin, artist):
    wiki.page("Tosca (band)", LEAD, image=(1920, 1280))
    image = plugin().answer(artist(release_titles=["Opera"])).fields["image"]
    assert "/commons/" in image["url"]
    assert "?" not in image["url"]
    assert image["width"] == 960


def test_and_carries_what_must_stand_beside_it(wiki, plugin, artist):
    wiki.page("Tosca (band)", LEAD, image=(1920, 1280))
    image = plugin().answer(artist(release_titles=["Opera"])).fields["image"]
    assert image["page"] == "https://commons.wikimedia.org/wiki/File:Tosca_%28band%29.jpg"
    assert image["licence"] == "CC BY-SA 4.0"
    assert image["licence_url"] == "https://creativecommons.org/licenses/by-sa/4.0"
    assert image["author"] == "Example"


def test_the_pictures_of_many_articles_are_described_in_one_request(wiki, plugin, artist):
    for number in range(1, 21):
        name = f"Band {number}"
        wiki.page(name, f"{name} is a band. Records: Opera.", image=(1920, 1280))
    running = plugin()
    views = [artist(n, f"Band {n}", release_titles=["Opera"]) for n in range(1, 21)]
    answers = running.answers(*views)
    assert all(answer.fields["image"]["author"] == "Example" for answer in answers)
    assert sum(one.get("prop") == "imageinfo" for one in running.asked()) == 1


def test_the_biography_is_safe_markdown(wiki, plugin, artist):
    wiki.page("Tosca (band)", LEAD + " <img> {{% raw %}} [x](javascript:1)")
    text = plugin().answer(artist(release_titles=["Opera"])).fields["biography"]
    assert "\\<img\\>" in text
    assert text.endswith("\\[x\\](javascript:1)")


@pytest.mark.parametrize("name", ["", "|", "A#B", "[x]", "A|B", "🎵"])
def test_hostile_names_break_no_request(wiki, plugin, artist, name):
    wiki.page("Tosca (band)", LEAD)
    hostile, fine = plugin().answers(artist(1, name), artist(2, release_titles=["Opera"]))
    assert isinstance(hostile, NotFound)
    assert isinstance(fine, Found)


def test_what_was_compared_is_kept_with_the_decision(wiki, plugin, artist):
    wiki.page("Tosca", "Tosca is an opera by Giacomo Puccini. Rupert Huber.")
    wiki.page("Tosca (band)", LEAD, item="Q1")
    wiki.item("Q1", "Tosca", claims={"P31": BAND})
    answer = plugin().answer(artist(release_titles=["Opera"]))
    band, opera = answer.match.candidates
    assert (band.accepted, opera.accepted) == (True, False)
    assert band.components == {"name": 1.0, "kind": 1.0, "mentions": 1.0}
    assert band.offer == {
        "way": "name",
        "kind": "group",
        "names": ["Tosca"],
        "mentions": ["Opera"],
    }
    assert opera.score == 0.0


def test_what_was_ruled_out_is_kept_though_nothing_is_found(wiki, plugin, artist):
    wiki.page("Tosca", LEAD, item="Q1")
    wiki.item("Q1", "Tosca", claims={"P31": BAND, "P1953": ("99",)})
    answer = plugin().answer(artist(7, release_titles=["Opera"]))
    assert isinstance(answer, NotFound)
    (namesake,) = answer.match.candidates
    assert "veto:the Discogs id of another" in namesake.components


def test_a_singer_is_not_taken_for_the_group_of_that_name(wiki, plugin, artist):
    wiki.page("Tosca", "Tosca is an Italian singer. Records: Opera.", item="Q1")
    wiki.item("Q1", "Tosca", claims={"P31": ("Q5",), "P106": ("Q177220",)})
    members = [{"id": 5, "name": "Rupert Huber"}]
    answer = plugin().answer(artist(release_titles=["Opera"], members=members))
    assert isinstance(answer, Review)
    assert answer.why == "good, but not good enough to be sure"


def test_a_pinned_article_tells_what_the_matcher_would_make_of_it(wiki, plugin, artist):
    wiki.page("Tosca (band)", LEAD)
    view = artist(release_titles=["Opera"], pins={"wikipedia": "Tosca (band)"})
    (pinned,) = plugin().answer(view).match.candidates
    assert pinned.accepted
    assert pinned.score >= 0.9
    assert pinned.offer["mentions"] == ["Opera"]
