"""Which article is about this record: what speaks for one, and what rules it out."""

from __future__ import annotations

import json
import unicodedata
from itertools import permutations

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from collector.match.article import Article, article_of
from collector.match.record_articles import (
    MANY_ARTISTS,
    OurRecord,
    decide_record_article,
    our_record,
    score_record_article,
)
from collector.model import Subject, SubjectView

calm = settings(deadline=None, max_examples=60)  # the machine may be busy

LOW = OurRecord("Low", ("David Bowie",), 1977, frozenset({"album"}), "77")
ALBUM = Article("Low", "Low (David Bowie album)", ("Low",), "album", (), ("David Bowie",))


def verdict(ours: OurRecord, *articles: Article, **said) -> str:
    found = decide_record_article(ours, articles, service="lexicon", **said)
    return f"{found.verdict} {found.accepted.id}" if found.accepted else found.verdict


# -- taken ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "article",
    [
        ALBUM,
        evolve(ALBUM, mentions=("DAVID BOWIE", "1977")),
        evolve(ALBUM, discogs=("77",)),
        evolve(ALBUM, mentions=(), discogs=("77",)),
        evolve(ALBUM, mentions=(), way="id"),
        evolve(ALBUM, mentions=(), way="id", names=("Low!", "Low (Remastered)")),
        evolve(ALBUM, names=("Somewhere Else", "LOW")),
    ],
)
def test_its_id_or_its_title_and_whose_it_is_are_enough(article: Article):
    assert verdict(LOW, article) == "accept Low"


def test_by_id_titles_in_two_scripts_are_no_contradiction():
    blood = OurRecord("Группа крови", ("Кино",), 1988)
    theirs = evolve(ALBUM, names=("Gruppa krovi",), mentions=())
    assert verdict(blood, evolve(theirs, way="id")) == "accept Low"
    assert verdict(blood, theirs) == "none"


def test_a_record_of_many_is_known_by_its_kind_and_its_year():
    ours = OurRecord("Trainspotting", (), 1996)
    told = evolve(ALBUM, names=("Trainspotting",), mentions=(MANY_ARTISTS, "1996"))
    assert verdict(ours, told) == "accept Low"
    assert verdict(ours, evolve(told, mentions=("1996",))) == "none"
    assert verdict(ours, evolve(told, mentions=(MANY_ARTISTS,))) == "none"


def test_a_record_that_is_called_like_its_artist_is_known_by_its_year():
    ours = OurRecord("Weezer", ("Weezer",), 2001)
    blue = evolve(ALBUM, id="blue", names=("Weezer",), mentions=("Weezer", "1994"))
    green = evolve(ALBUM, id="green", names=("Weezer",), mentions=("Weezer", "2001"))
    assert verdict(ours, blue) == "none"
    assert verdict(ours, blue, green) == "accept green"


def test_of_two_by_one_artist_the_one_of_the_year_is_taken_and_else_none_by_itself():
    dated = evolve(ALBUM, id="dated", mentions=("David Bowie", "1977"))
    assert verdict(LOW, ALBUM, dated) == "accept dated"
    assert verdict(LOW, ALBUM, evolve(ALBUM, id="other")) == "review"


# -- not taken -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "article",
    [
        evolve(ALBUM, mentions=()),
        evolve(ALBUM, mentions=("Testament",)),
        evolve(ALBUM, names=("Low Life",)),
        evolve(ALBUM, names=("Porcelain",), way="id"),
        evolve(ALBUM, discogs=("88",), way="id"),
        *(
            evolve(ALBUM, kind=kind, way="id")
            for kind in ("single", "group", "musician", "disambiguation", "list", "other", "")
        ),
    ],
)
def test_of_another_title_kind_or_artist_none_is_taken(article: Article):
    assert verdict(LOW, article) == "none"


def test_a_single_may_have_the_article_of_its_song():
    song = evolve(ALBUM, kind="single")
    assert verdict(evolve(LOW, kinds=frozenset({"single"})), song) == "accept Low"
    assert verdict(evolve(LOW, kinds=frozenset({"single"})), ALBUM) == "none"


def test_a_pin_is_taken_and_what_was_ruled_out_does_not_come_back():
    song = evolve(ALBUM, id="song", kind="single")
    assert verdict(LOW, ALBUM, song, pinned="song") == "accept song"
    assert verdict(LOW, ALBUM, pinned="nowhere") == "none"
    assert verdict(LOW, ALBUM, rejected={"Low"}) == "none"


# -- both sides ----------------------------------------------------------------------------------


def test_our_side_is_made_of_the_record():
    fields = {
        "title": "Low",
        "artists": [{"name": "David Bowie", "anv": "Bowie"}, {"name": "Brian Eno"}],
        "year": 1999,
        "discogs": {"master_id": 77, "master_year": 1977},
        "formats": [{"name": "CD", "descriptions": ["Album", "Reissue"]}],
    }
    view = SubjectView(Subject("release", "discogs:1"), fields)
    artists = ("David Bowie & Brian Eno", "David Bowie", "Bowie", "Brian Eno")
    assert our_record(view) == OurRecord("Low", artists, 1977, frozenset({"album"}), "77")


@pytest.mark.parametrize(
    ("formats", "kinds"),
    [
        ([], {"album"}),
        ([["Single"]], {"single"}),
        ([["Single", "EP"]], {"single", "album"}),
        ([["Reissue"]], {"album"}),
    ],
)
def test_the_formats_say_what_its_article_is_about(formats, kinds):
    fields = {"formats": [{"name": "Vinyl", "descriptions": said} for said in formats]}
    ours = our_record(SubjectView(Subject("release", "discogs:1"), fields))
    assert ours == OurRecord("", (), 0, frozenset(kinds))


def test_various_is_nobody():
    fields = {"title": "X", "artists": [{"name": "Various"}]}
    assert our_record(SubjectView(Subject("release", "discogs:1"), fields)).artists == ()


def test_what_was_compared_is_kept_and_decides_the_same_again():
    articles = (ALBUM, evolve(ALBUM, id="x", mentions=()), evolve(ALBUM, id="y", kind="single"))
    first = decide_record_article(LOW, articles, service="lexicon")
    kept = [evolve(one, offer=json.loads(json.dumps(one.offer))) for one in first.match.candidates]
    assert decide_record_article(LOW, map(article_of, kept), service="lexicon") == first
    assert [one.accepted for one in first.match.candidates] == [True, False, False]


# -- whatever is compared ------------------------------------------------------------------------

WORDS = "Low Heroes Live The & ★ Группа ( ) é ß 東京 1977 Weezer"
words = st.one_of(
    st.text(max_size=20), st.lists(st.sampled_from(WORDS.split()), max_size=3).map(" ".join)
)
several = st.lists(words, max_size=3).map(tuple)
ids = st.sampled_from(["", "1", "2"])
records = st.builds(
    OurRecord,
    words,
    several,
    st.sampled_from([0, 1977, 2001]),
    st.frozensets(st.sampled_from(["album", "single"]), min_size=1),
    ids,
)
articles = st.builds(
    Article,
    st.text("abc", min_size=1, max_size=2),
    words,
    several,
    st.sampled_from(
        ["group", "musician", "album", "single", "disambiguation", "list", "other", ""]
    ),
    st.lists(ids.filter(bool), max_size=2).map(tuple),
    st.none() | several,
    st.sampled_from(["id", "name"]),
)


@calm
@given(records, st.lists(articles, max_size=4))
def test_a_decision_is_always_made_and_never_for_what_is_ruled_out(ours, offers):
    found = decide_record_article(ours, offers, service="lexicon")
    for one in found.match.candidates:
        assert all(0.0 <= value <= 1.0 for value in (one.score, *one.components.values()))
    assert (found.verdict == "accept") == (found.accepted is not None)
    if found.accepted:
        best = score_record_article(ours, found.accepted)
        assert not best.veto
        assert found.accepted.kind in ours.kinds
        assert best.verified or best.components.get("credit") == 1.0


@calm
@given(records, st.lists(articles, max_size=3))
def test_the_order_of_the_candidates_changes_nothing(ours, offers):
    ends = [decide_record_article(ours, some, service="x") for some in permutations(offers)]
    assert all(one == ends[0] for one in ends)


@pytest.mark.parametrize(
    "change",
    [
        str.upper,
        lambda text: unicodedata.normalize("NFD", text.replace("e", "é")),
        lambda text: text.replace("-", "\u2013").replace("'", "\u2019"),
        lambda text: f"The {text}",
    ],
    ids=["upper", "accents", "signs", "article"],
)
@calm
@given(
    st.sampled_from(["Low", "Re-Load", "Don't Stop", "Heroes"]),
    st.sampled_from(["David Bowie", "Jay-Z", "Sinéad O'Connor"]),
    articles,
)
def test_the_way_of_writing_changes_nothing(change, title: str, artist: str, article: Article):
    ours = OurRecord(title, (artist,), 1977, frozenset({"album"}), "1")
    as_is = evolve(article, names=(title, *article.names), mentions=(artist,))
    other = evolve(article, names=(change(title), *article.names), mentions=(change(artist),))
    one, two = score_record_article(ours, as_is), score_record_article(ours, other)
    assert (one.score, one.evidence) == (two.score, two.evidence)
