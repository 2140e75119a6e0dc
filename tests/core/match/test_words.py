"""What a person reads instead of numbers."""

from __future__ import annotations

from typing import get_args

import pytest

from collector.match import Ours, TrackRef
from collector.match.article import Article
from collector.match.article_words import RECORD_CAPS
from collector.match.caps import Cap
from collector.match.people import OurArtist, decide_artist
from collector.match.people.score import PeopleCap
from collector.match.people.words import PEOPLE_CAPS
from collector.match.record_articles import OurRecord, RecordCap, decide_record_article
from collector.match.words import CAPS, in_words
from collector.model import Candidate

OURS = Ours("Dummy", ("Portishead",), years=(1994,), tracks=(TrackRef("Roads"), TrackRef("Numb")))


def words(**components: float) -> tuple[str, ...]:
    return in_words(OURS, Candidate("1", "Dummy", components=components, year=1996))


def test_every_cap_has_words():
    assert set(CAPS) == set(get_args(Cap))
    assert set(PEOPLE_CAPS) == set(get_args(PeopleCap))
    assert set(RECORD_CAPS) == set(get_args(RecordCap))


@pytest.mark.parametrize("cap", [*get_args(Cap), *get_args(PeopleCap), *get_args(RecordCap)])
def test_words_of_a_cap_read_as_words(cap: str):
    (said,) = words(**{f"cap:{cap}": 0.5}) or (cap,)
    assert said == said.lower().strip()
    assert not set("_:{}=%") & set(said)
    assert not any(sign.isdigit() for sign in said)


def test_a_candidate_in_words():
    said = words(title=1.0, artist=0.9, tracks=0.5, year=0.6, label=1.0, lengths=1.0)
    assert said == (
        "title equal",
        "artist 90% alike",
        "1 of 2 tracks",
        "year two off",
        "label equal",
        "the same lengths",
    )


def test_a_cap_that_only_repeats_a_component_is_not_said_twice():
    assert words(**{"title": 0.2, "cap:another title": 0.5}) == ("another title",)


def test_a_cap_of_an_older_scorer_is_said_by_its_name():
    assert words(**{"cap:of another time": 0.5}) == ("of another time",)


def test_a_veto_says_what_ruled_it_out():
    assert words(**{"veto:karaoke": 0.0}) == ('ruled out: "karaoke"',)


LOW = OurArtist("Low", ("LOW!",), "", ("Duo",), ("Mimi Parker",), (), ("Hey What",), "7")


def of_article(**said) -> tuple[str, ...]:
    article = Article("Low", "Low (band)", **{"names": ("Low",), "kind": "group", **said})
    (candidate,) = decide_artist(LOW, [article], service="wikipedia").match.candidates
    return in_words(OURS, candidate)


def test_an_article_in_words():
    assert of_article(discogs=("7",), mentions=("Hey What", "Mimi Parker"), way="link") == (
        "name equal",
        "a group",
        "its Discogs id is this one",
        "the artist's own link names it",
        "its article names Hey What and Mimi Parker",
    )


def test_many_names_are_counted():
    assert of_article(mentions=("Hey What", "Mimi Parker", "Duo", "Secret Name"))[-1] == (
        "its article names Hey What, Mimi Parker and 2 more of what we know"
    )


def test_what_speaks_against_an_article_is_said():
    assert of_article(kind="musician", mentions=()) == (
        "name equal",
        "a musician",
        "its article names nothing of what we know",
        "a person for a group, or a group for its singer",
        "nothing but the name agrees",
    )
    assert of_article(kind="human", names=("Portishead",), discogs=("8",), way="link") == (
        "another name",
        "a person not known as a musician",
        "the artist's own link names it",
        'ruled out: "the Discogs id of another"',
    )
    assert of_article(kind="artist", names=("Duo",), way="link")[:2] == (
        "an alias or the real name equal",
        "a musician or group",
    )


BOWIE = OurRecord("Low", ("David Bowie",), 1977, frozenset({"album"}), "77")


def of_record_article(**said) -> tuple[str, ...]:
    article = Article("Low", "Low (album)", **{"names": ("Low",), "kind": "album", **said})
    found = decide_record_article(BOWIE, [article], service="lexicon")
    return in_words(OURS, found.match.candidates[0])


def test_an_article_about_a_record_in_words():
    assert of_record_article(discogs=("77",), mentions=("David Bowie", "1977")) == (
        "title equal",
        "an album",
        "its Discogs id is this one",
        "its article names David Bowie and 1977",
    )
    assert of_record_article(names=("Hello",), mentions=()) == (
        "another title",
        "an album",
        "nothing says that it is theirs",
    )
    assert of_record_article(names=("東京",), kind="single", mentions=()) == (
        "nothing says that it is theirs",
        'ruled out: "another kind of thing"',
    )
    assert "perhaps of another year" in of_own_name(mentions=("Low",))


def of_own_name(**said) -> tuple[str, ...]:
    article = Article("Low", "Low", ("Low",), "album", **said)
    ours = OurRecord("Low", ("Low",), 1994)
    found = decide_record_article(ours, [article], service="lexicon")
    return in_words(OURS, found.match.candidates[0])
