"""Which article is about this artist: what speaks for one, and what rules it out."""

from __future__ import annotations

import json
import unicodedata
from itertools import permutations

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from collector.match.article import Article, article_of
from collector.match.people import OurArtist, decide_artist, our_artist, score_article
from collector.model import Subject, SubjectView

calm = settings(deadline=None, max_examples=60)  # the machine may be busy

BLUR = OurArtist(
    "Blur",
    members=("Damon Albarn", "Graham Coxon"),
    titles=("13", "Parklife", "Blur"),
    discogs_id="7",
)
BAND = Article("Blur (band)", "Blur (band)", ("Blur",), "group", ("7",), ("Parklife",))


def verdict(ours: OurArtist, *articles: Article, **said) -> str:
    found = decide_artist(ours, articles, service="wikipedia", **said)
    return f"{found.verdict} {found.accepted.id}" if found.accepted else found.verdict


def by_name(**changes) -> Article:
    """Found by the name, and without the id of another catalogue."""
    return evolve(BAND, **{"discogs": (), **changes})


# -- taken --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "article",
    [
        by_name(mentions=("Parklife",)),
        by_name(mentions=("Damon Albarn",)),
        by_name(mentions=("DAMON ALBARN", "Somebody Else")),
        by_name(mentions=(), discogs=("7",), way="id"),
        by_name(mentions=None, discogs=("5", "7")),
        by_name(mentions=(), way="link"),
        by_name(mentions=(), way="link", names=("Blur Band",)),
        by_name(mentions=(), kind="human", discogs=("7",)),
        by_name(kind="artist"),
    ],
)
def test_what_agrees_in_more_than_the_name_is_taken(article: Article):
    assert verdict(BLUR, article) == "accept Blur (band)"


def test_an_alias_of_the_item_is_a_name_of_it():
    ours = OurArtist("Кино", titles=("Группа Крови",), discogs_id="9")
    theirs = Article("Kino", "Kino (band)", ("Kino", "Кино"), "group", (), ("Группа крови",))
    assert verdict(ours, theirs) == "accept Kino"


def test_by_link_names_in_two_scripts_are_no_contradiction():
    ours = OurArtist("Кино", discogs_id="9")
    theirs = Article("Kino", "Kino (band)", ("Kino",), "group", way="link")
    assert verdict(ours, theirs) == "accept Kino"
    assert verdict(ours, evolve(theirs, way="name")) == "review"


def test_a_person_may_be_known_by_another_of_their_names():
    ours = OurArtist("Jay Dee", real_name="James Yancey", aliases=("J Dilla",), discogs_id="9")
    theirs = Article("J Dilla", "J Dilla", ("J Dilla",), "musician", ("9",), ("James Yancey",))
    assert verdict(ours, theirs) == "accept J Dilla"
    assert verdict(ours, evolve(theirs, discogs=())) == "review"


def test_what_an_identifier_names_has_no_rival_by_name_alone():
    other = by_name(id="Blur (other)", title="Blur (other)")
    assert verdict(BLUR, other, evolve(BAND, way="id")) == "accept Blur (band)"


# -- left to a person, or not found ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("ours", "article"),
    [
        (BLUR, by_name(mentions=())),
        (BLUR, by_name(mentions=None)),
        (BLUR, by_name(mentions=("13",))),
        (BLUR, by_name(mentions=("Blur",))),
        (OurArtist("Blur"), by_name(mentions=("Parklife",))),
        (OurArtist("Bluur", titles=("Parklife",)), by_name(names=("Blurr",))),
    ],
)
def test_the_name_alone_is_never_enough(ours: OurArtist, article: Article):
    assert verdict(ours, article) in {"review", "none"}


def test_two_namesakes_of_which_both_agree_are_for_a_person():
    assert verdict(BLUR, by_name(), by_name(id="Blur (duo)")) == "review"


def test_two_identifiers_that_name_two_articles_are_for_a_person():
    linked = by_name(id="Blur (duo)", way="link")
    assert verdict(BLUR, BAND, linked) == "review"


def test_a_singer_is_not_taken_for_the_group_of_that_name():
    nena = OurArtist("Nena", members=("Gabriele Kerner", "Carlo Karges"))
    singer = Article("Nena", "Nena", ("Nena",), "musician", (), ("Carlo Karges",))
    assert verdict(nena, singer) == "review"
    assert verdict(nena, evolve(singer, kind="group")) == "accept Nena"


def test_a_group_is_not_taken_for_the_singer_of_that_name():
    nena = OurArtist("Nena", real_name="Gabriele Susanne Kerner", groups=("Nena",))
    group = Article("Nena", "Nena (band)", ("Nena",), "group", (), ("Gabriele Susanne Kerner",))
    assert verdict(nena, group) == "review"
    assert verdict(nena, evolve(group, kind="musician")) == "accept Nena"


def test_a_link_from_a_person_to_a_group_of_part_of_the_name_is_for_a_person_to_judge():
    santana = OurArtist("Carlos Santana", real_name="Carlos Augusto Santana", discogs_id="3")
    group = Article("S", "Santana (band)", ("Santana",), "group", (), (), "link")
    assert verdict(santana, group) == "review"
    assert verdict(santana, evolve(group, discogs=("3",))) == "accept S"
    assert verdict(santana, evolve(group, names=("Carlos Santana",))) == "accept S"
    band = OurArtist("The Santana Blues Band", members=("Gregg Rolie",))
    assert verdict(band, evolve(group, names=("Santana Blues Bandits",))) == "accept S"
    other = evolve(group, names=("Santana Blues Bandits",), kind="musician")
    assert verdict(band, other) == "review"


def test_a_link_from_a_trio_to_its_leader_is_for_a_person_to_judge():
    trio = OurArtist("Bill Evans Trio", titles=("Waltz For Debby",))
    leader = Article(
        "B", "Bill Evans", ("Bill Evans",), "musician", (), ("Waltz For Debby",), "link"
    )
    assert verdict(trio, leader) == "review"
    assert verdict(OurArtist("Evans", titles=("Waltz For Debby",)), leader) == "accept B"


@pytest.mark.parametrize("way", ["link", "name"])
def test_who_plays_in_the_group_is_not_the_group(way):
    article = Article("A", "A", ("Damon Albarn",), "musician", (), ("Blur", "Parklife"), way)
    assert verdict(BLUR, article) == "none"


@pytest.mark.parametrize(
    ("title", "lead"),
    [
        ("Greatest Hits", "greatest hits"),
        ("The Very Best Of", "very best of"),
        ("1984", "1984"),
        ("Berlin", "Berlin"),
        ("Live", "Live"),
        ("No. 1", "no. 1"),
        ("Debut", "Debut"),
        ("Singles 2", "singles 2"),
    ],
)
def test_a_title_of_which_leads_are_full_agrees_with_none(title: str, lead: str):
    ours = OurArtist("Blur", titles=(title,))
    assert verdict(ours, by_name(mentions=(lead,))) == "review"
    assert verdict(evolve(ours, titles=(f"{title} Parklife",)), by_name()) == "review"


def test_what_stands_in_the_name_itself_agrees_with_every_namesake():
    ours = OurArtist("Tom Jones Trio", members=("Tom Jones", "Ida Berg"))
    trio = by_name(names=("Tom Jones Trio",), mentions=("Tom Jones", "Tom Jones Trio"))
    assert verdict(ours, trio) == "review"
    assert verdict(ours, evolve(trio, mentions=("Ida Berg",))) == "accept Blur (band)"


def test_a_first_name_is_everybodys():
    ours = OurArtist("Blur", members=("Damon",), real_name="Graham")
    assert verdict(ours, by_name(mentions=("Damon", "Graham"))) == "review"
    assert verdict(OurArtist("Blur", groups=("Gorillaz",)), by_name(mentions=("Gorillaz",))) == (
        "accept Blur (band)"
    )


def test_a_part_of_a_joint_name_is_another_artist():
    ours = OurArtist("Prince And The Revolution", ("Prince",), titles=("Purple Rain",))
    prince = Article("Prince", "Prince", ("Prince",), "musician", (), ("Purple Rain",))
    assert verdict(ours, prince) == "review"


def test_a_name_may_be_written_in_one_word_or_in_several():
    ours = OurArtist("REM", titles=("Murmur",))
    assert verdict(ours, by_name(names=("R.E.M.",), mentions=("Murmur",))) == "accept Blur (band)"


# -- out of the question -------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["disambiguation", "list", "other", "human", ""])
def test_what_is_no_musician_is_never_taken(kind):
    article = by_name(kind=kind, way="link")
    assert verdict(BLUR, article) == "none"
    assert score_article(BLUR, article).veto


def test_the_discogs_id_of_another_outweighs_a_link():
    assert verdict(BLUR, evolve(BAND, discogs=("8",), way="link")) == "none"


@pytest.mark.parametrize("way", ["link", "id", "name"])
def test_another_name_outweighs_an_identifier(way):
    assert verdict(BLUR, evolve(BAND, names=("Portishead",), way=way)) == "none"


def test_one_that_is_out_of_the_question_is_no_rival():
    assert verdict(BLUR, by_name(), by_name(id="x", kind="other")) == "accept Blur (band)"


# -- a person's word -------------------------------------------------------------------------------


def test_a_pin_is_taken_whatever_the_score_and_nothing_else_instead():
    other = by_name(id="x", kind="other")
    assert verdict(BLUR, BAND, other, pinned="x") == "accept x"
    assert verdict(BLUR, BAND, pinned="y") == "none"


def test_what_was_ruled_out_does_not_come_back():
    assert verdict(BLUR, BAND, rejected={BAND.id}) == "none"


# -- evidence --------------------------------------------------------------------------------------


def test_what_was_compared_is_kept_and_decides_the_same_again():
    articles = (BAND, by_name(id="x", mentions=None), by_name(id="y", kind=""))
    first = decide_artist(BLUR, articles, service="wikipedia")
    kept = [evolve(one, offer=json.loads(json.dumps(one.offer))) for one in first.match.candidates]
    assert decide_artist(BLUR, map(article_of, kept), service="wikipedia") == first
    assert [one.accepted for one in first.match.candidates] == [True, False, False]


def test_a_candidate_of_which_nothing_was_kept_is_no_article():
    first = decide_artist(BLUR, [BAND], service="wikipedia")
    assert article_of(evolve(first.match.candidates[0], offer={})) is None


@pytest.mark.parametrize(("key", "id"), [("discogs:7", "7"), ("sandbox:7", ""), ("name:blur", "")])
def test_our_side_is_made_of_the_record(key, id):  # noqa: A002
    fields = {
        "name": "Blur",
        "name_variations": ["BLUR!"],
        "real_name": None,
        "members": [{"name": "Damon Albarn"}],
        "release_titles": ["13", "Parklife"],
    }
    ours = our_artist(SubjectView(Subject("artist", key), fields))
    assert ours.evidence == ("Parklife", "Damon Albarn")
    assert (ours.name, ours.variations, ours.discogs_id) == ("Blur", ("BLUR!",), id)


# -- whatever is compared --------------------------------------------------------------------------

WORDS = "Blur Genesis Nena The & ★ Кино ( ) é ß 東京 Band Air Damon Albarn"
names = st.one_of(
    st.text(max_size=20), st.lists(st.sampled_from(WORDS.split()), max_size=3).map(" ".join)
)
several = st.lists(names, max_size=3).map(tuple)
ids = st.sampled_from(["", "1", "2"])
artists = st.builds(OurArtist, names, several, names, several, several, several, several, ids)
articles = st.builds(
    Article,
    st.text("abc", min_size=1, max_size=2),
    names,
    several,
    st.sampled_from(
        ["group", "musician", "artist", "human", "disambiguation", "list", "other", ""]
    ),
    st.lists(ids.filter(bool), max_size=2).map(tuple),
    st.none() | several,
    st.sampled_from(["link", "id", "name"]),
)


@calm
@given(artists, st.lists(articles, max_size=5))
def test_a_decision_is_always_made_and_never_for_what_is_ruled_out(ours, offers):
    found = decide_artist(ours, offers, service="wikipedia")
    assert all(0.0 <= one.score <= 1.0 for one in found.match.candidates)
    assert (found.verdict == "accept") == (found.accepted is not None)
    if found.accepted:
        best = score_article(ours, found.accepted)
        assert not best.veto
        assert best.verified or best.components.get("mentions") == 1.0


@calm
@given(artists, st.lists(articles, max_size=4))
def test_the_order_of_the_candidates_changes_nothing(ours, offers):
    ends = [decide_artist(ours, some, service="wikipedia") for some in permutations(offers)]
    assert all(one == ends[0] for one in ends)


def _shouted(name: str) -> str:
    return name.upper()


def _accented(name: str) -> str:
    return unicodedata.normalize("NFD", name).replace("a", "á").replace("e", "è")


def _dashed(name: str) -> str:
    return name.replace("-", "–").replace("'", "’")


def _with_article(name: str) -> str:
    return f"The {name}"


def _inverted(name: str) -> str:
    return f"{name}, The"


plain = st.sampled_from(["Blur", "Jay-Z", "Sinéad O'Connor", "Bad Seeds", "Alt-J", "Beatles"])


@calm
@given(
    plain,
    plain,
    articles,
    st.sampled_from([_shouted, _accented, _dashed, _with_article, _inverted]),
)
def test_spelling_changes_nothing(ours, theirs, article, otherwise):
    mine = OurArtist(ours, members=("Damon Albarn",), titles=("Parklife",), discogs_id="1")
    article = evolve(article, names=(theirs,))
    plain_one = score_article(mine, article)
    for other in (
        score_article(evolve(mine, name=otherwise(ours)), article),
        score_article(mine, evolve(article, names=(otherwise(theirs),))),
    ):
        assert other.score == pytest.approx(plain_one.score)
        assert other.caps == plain_one.caps
