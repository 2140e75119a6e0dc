"""Whole worlds, against what is known to be right: no article is wrong, and most are found."""

from __future__ import annotations

import re

import pytest

from collector.api import Found, NotFound, Review, SkipItem, Subject, SubjectView
from collector.review.replay import replay
from collector.store.rows import MatchRow
from collector_sandbox.catalogue import generate_world, load_world

BATCH = 100


def named(pairs):
    return [{"id": number, "name": plain(name)} for number, name in pairs]


def plain(name: str) -> str:
    return re.sub(r" \(\d+\)$", "", name)


def releases(world):
    """The records owned, as Discogs' facts make them."""
    for number in dict.fromkeys(copy.release_id for copy in world.copies):
        release = world.releases[number]
        master = {"master_id": release.master_id, "master_year": release.master_year or None}
        fields = {
            "title": release.title,
            "artists": [
                {"key": f"discogs:{one.id}", "name": plain(one.name), "anv": one.anv}
                for one in release.artists
            ],
            "year": release.year or None,
            "discogs": {"id": number, **(master if release.master_id else {})},
            "formats": [
                {"name": one.name, "descriptions": list(one.descriptions)}
                for one in release.formats
            ],
        }
        yield SubjectView(Subject("release", f"discogs:{number}"), fields)


def artists(world):
    """Their artists, with the titles owned."""
    titles: dict[int, list[str]] = {}
    for number in dict.fromkeys(copy.release_id for copy in world.copies):
        for credit in world.releases[number].artists:
            titles.setdefault(credit.id, []).append(world.releases[number].title)
    for number, owned in titles.items():
        if number in world.artists:
            yield _artist_view(world.artists[number], owned)


def _artist_view(artist, titles):
    fields = {
        "name": plain(artist.name),
        "urls": list(artist.urls),
        "real_name": artist.realname,
        "members": named(artist.members),
        "groups": named(artist.groups),
        "aliases": named(artist.aliases),
        "release_titles": titles,
    }
    return SubjectView(Subject("artist", f"discogs:{artist.id}"), fields)


def judged(running, views, truth):
    """Right and wrong articles, and those that should have been found."""
    right, wrong, missed = [], [], []
    for start in range(0, len(views), BATCH):
        batch = views[start : start + BATCH]
        for view, answer in zip(batch, running.answers(*batch), strict=True):
            wanted = truth.get(int(view.subject.key.partition(":")[2]), ("", ""))[1]
            link = answer.fields.get("wikipedia") if isinstance(answer, Found) else None
            if link:
                (right if link["title"] == wanted else wrong).append((view.fields, link["title"]))
            elif wanted:
                missed.append((view.fields, wanted))
    return right, wrong, missed


@pytest.mark.parametrize("records", [0, 300], ids=["catalogue", "generated"])
def test_no_article_is_wrong_and_nine_of_ten_are_found_in_few_requests(plugin, records):
    world = generate_world(records, 1) if records else load_world()
    running = plugin(world=world)
    albums, owners = list(releases(world)), list(artists(world))
    for views, truth in (
        (albums, world.truth.album_articles),
        (owners, world.truth.artist_articles),
    ):
        right, wrong, missed = judged(running, views, truth)
        assert not wrong
        assert len(right) >= 0.9 * (len(right) + len(missed)), missed
    assert len(running.asked()) <= 0.25 * len(albums)


@pytest.mark.parametrize("subjects", [artists, releases])
def test_what_was_kept_leads_to_the_same_decisions(plugin, subjects):
    world = load_world()
    asked = list(subjects(world))
    running = plugin(world=world)
    batches = [asked[start : start + BATCH] for start in range(0, len(asked), BATCH)]
    answers = [answer for batch in batches for answer in running.answers(*batch)]
    decided = [
        (view, kept(view, answer))
        for view, answer in zip(asked, answers, strict=True)
        if not isinstance(answer, SkipItem) and answer.match and answer.match.candidates
    ]
    again = [replay(view, row) for view, row in decided]
    assert len(again) >= 0.5 * len(asked)
    assert all(one and one.before == one.after for one in again)


def kept(view: SubjectView, answer: Found | NotFound | Review) -> MatchRow:
    found = {Found: "found", Review: "review"}.get(type(answer), "not-found")
    match = answer.match
    words = ("wikipedia", "biography", "wikipedia", found, match.rung, "")
    return MatchRow(view.subject, *words, match.scorer, match.candidates, "2026-01-01T00:00:00Z")
