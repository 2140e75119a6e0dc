"""What holds for any two records."""

from __future__ import annotations

import unicodedata

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from collector.match import (
    Ours,
    Theirs,
    TrackRef,
    artist_key,
    components,
    decide,
    promise,
    score,
    search_terms,
    split_title,
    title_key,
    title_similarity,
    veto,
)
from collector.match.tracks import shared

calm = settings(deadline=None, max_examples=60)  # the machine may be busy

WORDS = (
    "Low Dummy Load Reload Blue Hits II Vol. 12 Live (Live) [Remix] - EP The & ★ Кино ( ) é ß 東京"
)
LATIN = "Dummy Glory Box Nevermind Sour Times Wandering Star Roads Biscuit Numb Over Half Day"
PHRASES = ("Karaoke", "Tribute", "in the style of", "Lullaby Renditions", "8-Bit", "Audiobook")

anything = st.text(max_size=30)
titles = st.one_of(anything, st.lists(st.sampled_from(WORDS.split()), max_size=6).map(" ".join))
plain = st.lists(st.sampled_from(LATIN.split()), min_size=1, max_size=4, unique=True).map(" ".join)
track_lists = st.lists(
    st.builds(TrackRef, titles, st.integers(min_value=0, max_value=5000)), max_size=12
).map(tuple)
years = st.integers(min_value=0, max_value=3000)
codes = st.sampled_from(["", "042282855312", "00042282855312", "720642442517", "0000000000000"])


def _ours(title, artist, tracks, released, code, kinds) -> Ours:
    keys = (frozenset({artist_key(artist)}),)
    return Ours(title, (artist,), keys, (released,), tracks, (), (code,), frozenset(kinds))


ours = st.builds(
    _ours, titles, titles, track_lists, years, codes, st.sets(st.sampled_from(["single", "ep"]))
)
theirs = st.builds(
    Theirs,
    id=st.text("abc", min_size=1, max_size=3),
    title=titles,
    artist=titles,
    year=years,
    tracks=track_lists,
    track_count=st.integers(min_value=0, max_value=30),
    label=anything,
    barcode=codes,
    artists=st.lists(titles, max_size=3).map(tuple),
)
offers = st.lists(theirs, max_size=6, unique_by=lambda one: one.id)


@calm
@given(ours, theirs)
def test_a_score_is_between_0_and_1_and_so_are_its_parts(own: Ours, other: Theirs):
    found = score(own, other)
    for value in (found.score, *found.evidence.values()):
        assert 0.0 <= value <= 1.0
    assert 0.0 <= promise(own, other) <= 1.0


@calm
@given(ours, offers)
def test_only_what_was_offered_and_is_good_is_accepted(own: Ours, some: list[Theirs]):
    found = decide(own, some, service="shop")
    assert (found.accepted is not None) == (found.verdict == "accept")
    if found.accepted is not None:
        assert found.accepted in some
        assert found.match.candidates[0].accepted
        assert found.match.candidates[0].score >= 0.9


@calm
@given(ours, offers, st.randoms(use_true_random=False))
def test_the_order_of_the_candidates_changes_nothing(own: Ours, some: list[Theirs], random):
    mixed = list(some)
    random.shuffle(mixed)
    assert decide(own, some, service="shop") == decide(own, mixed, service="shop")


@calm
@given(ours, offers, st.sampled_from(PHRASES))
def test_no_vetoed_candidate_is_ever_accepted(own: Ours, some: list[Theirs], phrase: str):
    vetoed = [evolve(one, title=f"{one.title} ({phrase})") for one in some]
    same = evolve(own, title=own.title or "x")
    vetoed.append(Theirs("same", f"{same.title} ({phrase})", same.credits[0], tracks=same.tracks))
    assert decide(same, vetoed, service="shop").accepted is None


@calm
@given(ours, offers)
def test_no_rejected_candidate_is_ever_accepted(own: Ours, some: list[Theirs]):
    found = decide(own, some, service="shop", rejected={one.id for one in some})
    assert (found.verdict, found.match.candidates) == ("none", [])


@calm
@given(plain, plain, track_lists)
def test_a_record_is_itself(title: str, artist: str, tracks):
    own = _ours(title, artist, tracks, 1994, "", ())
    other = Theirs("1", title, artist, year=1994, tracks=tracks, track_count=len(tracks) or 10)
    assert decide(own, [other], service="shop").accepted == other


def accented(text: str) -> str:
    return unicodedata.normalize(
        "NFC", "".join(one + "\u0301" if one in "aeiouAEIOU" else one for one in text)
    )


@pytest.mark.parametrize(
    "change",
    [
        str.upper,
        str.lower,
        accented,
        lambda text: unicodedata.normalize("NFD", accented(text)),
        lambda text: text.replace(" - ", " \u2013 "),
        lambda text: text.replace(" - ", " \u2014 "),
        lambda text: f"The {text}",
        lambda text: f"  {text} ",
        lambda text: text.replace(" ", "\u00a0"),
    ],
    ids=["upper", "lower", "accents", "marks", "en dash", "em dash", "article", "space", "nbsp"],
)
@calm
@given(
    first=plain,
    second=plain,
    tail=st.sampled_from(["", " - Live", " - Single", " - 2011 Remaster"]),
)
def test_the_way_of_writing_changes_nothing(change, first: str, second: str, tail: str):
    own = _ours(first, second, (), 1994, "", ())
    as_is = Theirs("1", first + tail, second, year=1994, track_count=10)
    other = evolve(as_is, title=change(first + tail), artist=change(second))
    assert score(own, other).components == score(own, as_is).components
    assert score(own, other).score == score(own, as_is).score


@pytest.mark.parametrize("sign", ["\u2019", "\u2018", "\u02bc", "\uff07"])
@calm
@given(plain, plain)
def test_the_kind_of_quotation_mark_changes_nothing(sign: str, first: str, second: str):
    own = _ours(f"{first}'s", f"{second}'s", (), 1994, "", ())
    as_is = Theirs("1", own.title, own.credits[0], year=1994, track_count=10)
    other = evolve(as_is, title=f"{first}{sign}s", artist=f"{second}{sign}s")
    assert score(own, other).evidence == score(own, as_is).evidence


@calm
@given(titles, titles)
def test_titles_are_as_alike_one_way_as_the_other(one: str, other: str):
    assert title_similarity(one, other) == title_similarity(other, one)


def names_one(text: str) -> bool:
    """Whether it is one name, once: of several in one, only Discogs tells which belong together."""
    one = len(components.people(Theirs("1", "x", text))) == 1 and "(" not in text
    return one and any(character.isalnum() for character in artist_key(text)) and "&" not in text


@calm
@given(titles.filter(names_one), titles.filter(names_one))
def test_names_are_as_alike_one_way_as_the_other(one: str, other: str):
    forth, back = (
        components.artist(_ours("x", mine, (), 1994, "", ()), Theirs("1", "x", theirs))
        for mine, theirs in ((one, other), (other, one))
    )
    assert forth == back


@calm
@given(track_lists, track_lists)
def test_tracks_have_in_common_a_share(mine, other):
    found = shared(_ours("x", "y", mine, 1994, "", ()), Theirs("1", "x", "y", tracks=other))
    assert found is None or (mine and other)
    if found is not None:
        assert 0.0 <= found.recall <= 1.0
        assert found.lengths is None or 0.0 <= found.lengths <= 1.0


@calm
@given(track_lists.filter(bool), st.randoms(use_true_random=False))
def test_the_order_of_tracks_does_not_matter_to_themselves(mine, random):
    mixed = list(mine)
    random.shuffle(mixed)
    own = _ours("x", "y", mine, 1994, "", ())
    found = shared(own, Theirs("1", "x", "y", tracks=tuple(mixed)))
    # A track of signs alone, or of none, may have no counterpart but itself.
    assert found is not None
    assert found.recall == 1.0 or any(not track.title.strip() for track in mine)


@calm
@given(titles)
def test_a_key_is_lower_case_with_single_spaces_and_there_for_any_word(text: str):
    for key in (title_key(text), artist_key(text)):
        assert key == " ".join(key.split())
        assert key == key.casefold()
        assert key or not any(sign.isalnum() for sign in text)


@calm
@given(st.text(st.characters(codec="ascii")))
def test_plain_letters_are_read_alike_with_and_without_others_beside_them(text: str):
    assert title_key(f"x {text} y 界") == f"{title_key(f'x {text} y')} 界"


@calm
@given(titles)
def test_a_title_is_like_itself_and_splitting_it_never_fails(title: str):
    split = split_title(title)
    assert split.changing <= split.said
    if title_key(title):
        assert title_similarity(title, title) == 1.0


@calm
@given(ours)
def test_what_is_searched_for_carries_the_title(own: Ours):
    for by, what in search_terms(own):
        assert by == by.strip()
        assert what == what.strip()
    assert bool(search_terms(own)) == bool(own.title)


@pytest.mark.parametrize("phrase", PHRASES)
@calm
@given(one=titles, other=titles)
def test_a_phrase_is_a_veto_unless_our_own_title_says_it(phrase: str, one: str, other: str):
    assert veto(one, f"{other} {phrase} x") or phrase.casefold() in one.casefold()
    assert not veto(f"{one} {phrase} {other}", f"{phrase} {other}")
