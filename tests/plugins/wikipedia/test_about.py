"""What a text or an item says that a thing is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_wikipedia.about import alike, is_human, mentioned, opening, sort_of, title_base
from collector_wikipedia.shapes import Claim, DataValue, Entity, Page, Snak


def item(**claims: str) -> Entity:
    return Entity(
        "Q1",
        claims={
            prop: [Claim(Snak(DataValue({"id": value} if value.startswith("Q") else value)))]
            for prop, value in claims.items()
        },
    )


@pytest.mark.parametrize(
    ("title", "extract", "sort"),
    [
        ("Genesis (band)", "Genesis were an English rock band formed at Charterhouse.", "artist"),
        ("Book of Genesis", "The Book of Genesis is the first book of the Hebrew Bible.", "other"),
        ("Jupiter", "Jupiter is the fifth planet from the Sun.", ""),
        ("Prince (musician)", "Prince (born 1958) was an American singer and actor.", "artist"),
        ("Vs.", "Vs. is the second studio album by the American rock band Pearl Jam.", "album"),
        ("Endtroducing.....", "Endtroducing..... is the debut album by DJ Shadow.", "album"),
        ("What Is Beat?", "What Is Beat? is a compilation by the band The Beat.", "album"),
        ("Blue Monday", "Blue Monday is a song by the band New Order, on an album.", "single"),
        ("Once", "Once is a 2007 musical film about two musicians.", "other"),
        ("Vangelis", "Vangelis was a Greek film composer and musician.", "artist"),
        ("Hurrians", "The Hurrians were an ethnic group of the Near East.", ""),
        ("Slint", "Slint is an instrumental rock band.", "artist"),
        ("Weezer (Blue Album)", "Weezer is the debut album by American band Weezer.", "album"),
        ("List of bands", "This is a list of bands.", "other"),
        ("Nirvana discography", "Nirvana was a band that made three albums.", "other"),
        ("Sakamoto", "Sakamoto (坂本 (さかもと), is a name) was a Japanese composer.", "artist"),
        ("Sun Kil Moon", "Sun Kil Moon is an American folk rock act.", "artist"),
        ("Bounty", "The Bounty Act was an Act of Parliament.", ""),
        ("Factory", "Factory was a British record label and music producer.", "other"),
    ],
)
def test_the_first_noun_of_the_phrase_says_what_it_is(title: str, extract: str, sort: str):
    assert sort_of(Page(title, extract=extract), None) == sort


@pytest.mark.parametrize(
    ("claims", "sort"),
    [
        ({"P31": "Q5741069"}, "artist"),
        ({"P31": "Q482994"}, "album"),
        ({"P31": "Q134556"}, "single"),
        ({"P31": "Q5", "P106": "Q639669"}, "artist"),
        ({"P31": "Q5"}, ""),
        ({"P31": "Q273057"}, "other"),
    ],
)
def test_the_item_speaks_before_the_text(claims: dict[str, str], sort: str):
    assert sort_of(None, item(**claims)) == sort


def test_an_item_decides_in_any_language():
    page = Page("Die Mensch-Maschine", extract="Die Mensch-Maschine ist eine Platte.")
    assert sort_of(page, item(P31="Q482994")) == "album"


def test_the_short_description_helps_where_the_text_does_not():
    page = Page("Low", extract="Low came out.", description="1977 album by David Bowie")
    assert sort_of(page, None) == "album"


def test_statements_without_a_value_and_deprecated_ones_count_not():
    bare = Entity(
        "Q1", claims={"P1953": [Claim(Snak()), Claim(Snak(DataValue("7")), rank="deprecated")]}
    )
    assert bare.values("P1953") == ()


def test_a_person_is_known_by_the_item():
    assert is_human(item(P31="Q5"))
    assert not is_human(item(P31="Q215380"))
    assert not is_human(None)


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("an album by David Bowie", "David Bowie", True),
        ("an album by the Beatles.", "Beatles, The", True),
        ("a low point of Christmas", "Low", False),
        ("a record by Low, the band", "Low", True),
        ("by Björk", "Bjork (3)", True),
        ("by Bob Marley and the Wailers", "Bob Marley & The Wailers", True),
        ("!!! is an album by !!!", "!!!", True),
        ("What a record!", "!!!", False),
        ("by deadmau5", "deadmau5", True),
        ("an album by Lowell", "Low", False),
        ("anything", "", False),
    ],
)
def test_a_name_is_mentioned_as_whole_words(text: str, name: str, found: bool):
    assert mentioned(text, ["Nobody", name]) == ([name] if found else [])


@given(st.text(), st.text())
def test_no_text_breaks_the_judgement(title: str, extract: str):
    page = Page(title, extract=extract)
    assert sort_of(page, None) in {"album", "single", "artist", "other", ""}
    assert len(opening(page)) <= 250
    assert mentioned(extract, [title]) in ([title], [])


def test_names_in_different_scripts_speak_for_nothing():
    assert alike(["Кино"], ["Kino"])
    assert alike(["The Beatles"], ["Beatles"])
    assert not alike(["Kurt Cobain"], ["Porcelain"])


def test_the_addition_in_brackets_is_no_part_of_a_title():
    assert title_base("Low (David Bowie album)") == "Low"
    assert title_base("( )") == "( )"
