"""Reading: the library for renderers, looking things up, counts, runs and files."""

from __future__ import annotations

import pytest

from collector.errors import BadInput
from collector.model import Candidate, Match, NotFound, Review
from collector.store import ImageRow, Store


def test_albums_come_newest_addition_first_page_by_page(shop):
    days = [f"2020-{n % 12 + 1:02}-01T00:00:00Z" for n in range(450)]
    shop.receive(*(shop.item(n + 1, added=day) for n, day in enumerate(days)))
    read = [(album.added, album.key) for album in shop.store.albums()]
    assert len(set(read)) == 450
    assert [day for day, _ in read] == sorted(days, reverse=True)


def test_an_album_is_what_a_renderer_needs(shop):
    custom = {"Shelf": "B2"}
    shop.receive(shop.item(1, added="2020-01-01T00:00:00Z", rating=4, custom=custom))
    shop.found(shop.release(1), shop.details, year=1969)
    (album,) = shop.store.albums()
    assert (album.slug, album.artist_slugs) == ("abbey-road-1", ("the-beatles",))
    assert album.fields["year"] == 1969
    assert album.sources == {"title": "discogs", "artists": "discogs", "year": "discogs"}
    assert (album.copies[0].rating, album.copies[0].custom) == (4, custom)


def test_artists_come_by_slug_with_their_albums(shop):
    shop.receive(
        shop.item(1, artists=[("discogs:2", "Zed")], added="2020-01-01T00:00:00Z"),
        shop.item(2, artists=[("discogs:3", "Ann"), ("discogs:2", "Zed")]),
    )
    read = {artist.slug: artist.albums for artist in shop.store.artists_shown()}
    assert read == {"ann": ("abbey-road-2",), "zed": ("abbey-road-1", "abbey-road-2")}
    assert list(read) == ["ann", "zed"]


@pytest.mark.parametrize(
    "text", ["discogs:7", "7", "medulla-7", "MÉDULLA", "medúlla", " Médulla ", "The Medulla"]
)
def test_a_release_is_found_by_what_people_call_it(shop, text):
    shop.receive(shop.item(7, title="Médulla"))
    assert shop.store.find(text) == [shop.release(7)]


def test_an_artist_is_found_by_name_and_slug(shop):
    shop.receive(shop.item(1))
    assert shop.store.find("beatles") == shop.store.find("the-beatles") == [shop.artist(82730)]
    assert shop.store.find("") == shop.store.find("nothing") == []


def test_views_are_given_in_the_order_asked(shop):
    shop.receive(shop.item(1), shop.item(2, title="Help!"))
    views = shop.store.views([shop.release(2), shop.release(1)])
    assert [view.fields["title"] for view in views] == ["Help!", "Abbey Road"]
    with pytest.raises(BadInput):
        shop.store.view(shop.release(3))


# -- why ---------------------------------------------------------------------------------------


def test_why_names_every_statement_and_the_rule(shop):
    shop.receive(shop.item(1))
    shop.found(shop.release(1), shop.details, title="Details")
    shop.found(shop.release(1), shop.albums, title="Albums", notes="n")
    (why,) = shop.store.explain(shop.release(1), "title").fields
    assert (why.value, why.source, why.reason) == ("Albums", "spotify", "order")
    said = {(one.plugin, one.part): (one.value, one.shown, one.outcome) for one in why.said}
    assert said == {
        ("discogs", "list"): ("Abbey Road", False, ""),
        ("discogs", "details"): ("Details", False, "found"),
        ("spotify", "albums"): ("Albums", True, "found"),
    }


def test_why_shows_the_edit_and_what_it_hides(shop):
    shop.receive(shop.item(1))
    shop.store.edit_empty(shop.release(1), "title", "ann")
    (why,) = shop.store.explain(shop.release(1), "title").fields
    assert (why.value, why.source, why.reason, why.edit.author) == (None, "edit", "edit", "ann")
    assert [one.shown for one in why.said] == [False]


def test_why_of_a_whole_subject_has_ledger_matches_and_decisions(shop):
    shop.receive(shop.item(1))
    match = Match("spotify", "text", (Candidate("s1", "Abbey"),))
    shop.ask(shop.release(1), shop.albums, Review(match, "unsure"))
    shop.store.reject(shop.release(1), "spotify", ["s2"], "me")
    known = shop.store.explain(shop.release(1))
    assert [why.field for why in known.fields] == ["artists", "title"]
    assert (known.slug, known.alive) == ("abbey-road-1", True)
    assert [row.outcome for row in known.ledger] == ["review"]
    assert [row.candidates[0].id for row in known.matches] == ["s1"]
    assert [row.id for row in known.decisions] == ["s2"]


def test_why_an_artist_is_called_so_before_anybody_spoke(shop):
    shop.receive(shop.item(1))
    (why,) = shop.store.explain(shop.artist(82730), "name").fields
    assert [one.value for one in why.said] == ["The Beatles"]
    assert (why.value, why.source) == ("The Beatles", "credit")
    shop.found(shop.artist(82730), shop.bio, name="Beatles")
    (why,) = shop.store.explain(shop.artist(82730), "name").fields
    assert (why.value, why.source) == ("Beatles", "wikipedia")


def test_why_of_a_field_that_nobody_has(shop):
    shop.receive(shop.item(1))
    (why,) = shop.store.explain(shop.release(1), "mood").fields
    assert (why.value, why.source, why.reason, list(why.said)) == (None, "", None, [])


# -- counts, runs, files -----------------------------------------------------------------------


def test_counts_say_how_every_speaker_stands(shop):
    shop.receive(shop.item(1), shop.item(2))
    shop.found(shop.release(1), shop.details, year=1)
    counts = shop.store.counts()
    assert (counts.releases, counts.artists, counts.copies) == (2, 1, 2)
    by_part = {row.part: (dict(row.outcomes), row.due) for row in counts.speakers}
    assert by_part == {"details": ({"found": 1}, 1), "albums": ({}, 2), "bio": ({}, 1)}
    assert counts.due == 4


def test_runs_are_remembered(shop):
    assert shop.store.last_run() is None
    number = shop.store.start_run({"only": ["discogs"]})
    assert shop.store.last_run().finished_at is None
    shop.clock.sleep(60)
    shop.store.finish_run(number, "ok", {"found": 3})
    run = shop.store.last_run()
    assert (run.id, run.outcome, run.figures) == (number, "ok", {"found": 3})
    assert (run.started_at, run.finished_at) == ("2026-01-01T00:00:00Z", "2026-01-01T00:01:00Z")
    assert shop.store.start_run() == number + 1


def test_images_are_known_by_their_address(shop):
    assert shop.store.image("https://x/1.jpg") is None
    shop.store.put_image("https://x/1.jpg", "ab", "image/jpeg", 1000, 600, 599)
    shop.store.put_image("https://x/1.jpg", "cd", "image/jpeg", 1000, 600, 599)
    row = ImageRow("https://x/1.jpg", "cd", "image/jpeg", 1000, 600, 599)
    assert shop.store.image("https://x/1.jpg") == row


def test_outputs_are_those_of_the_last_rendering(shop):
    def write(renderer: str, files: dict[str, tuple[str, str, int]]) -> None:
        wanted = shop.store.new_outputs()
        wanted.update(files)
        assert dict(wanted) == files
        wanted.settle(renderer)

    write("hugo", {"a": ("1", "discogs:1", 1), "b": ("2", "", 1)})
    write("feed", {"a": ("9", "", 1)})
    write("hugo", {"b": ("3", "", 1), "c": ("4", "", 1)})
    assert dict(shop.store.outputs("hugo")) == {"b": "3", "c": "4"}
    assert shop.store.outputs("hugo").get("a") is None
    assert dict(shop.store.outputs("feed")) == {"a": "9"}


def test_outputs_of_some_subjects_are_written_anew_and_the_others_stay(shop):
    wanted = shop.store.new_outputs()
    wanted["one.md"] = ("1", "release 1", 7)
    wanted["shared.jpg"] = ("2", "release 1", 5)
    wanted["shared.jpg"] = ("2", "release 2", 5)
    assert (dict(wanted)["shared.jpg"][0], len(wanted), wanted.left) == ("2", 2, 17)
    wanted.settle("hugo")
    theirs = shop.store.outputs("hugo", {"release 1"})
    assert (list(theirs), len(theirs)) == (["one.md"], 1)
    again = shop.store.new_outputs()
    again["other.md"] = ("3", "release 1", 9)
    again.settle("hugo", {"release 1"})
    known = shop.store.outputs("hugo")
    assert [*map(tuple, known.of_subjects())] == [
        ("other.md", "release 1"),
        ("shared.jpg", "release 2"),
    ]
    assert dict(known) == {"other.md": "3", "shared.jpg": "2"}


def test_only_the_subjects_asked_for_are_read(shop):
    shop.receive(*(shop.item(n, artists=[(f"discogs:{n}", f"A{n}")]) for n in range(1, 451)))
    shop.store.skip("discogs:3", "no", author="me")
    keys = [f"discogs:{n}" for n in range(1, 402)]
    assert {album.key for album in shop.store.albums(keys)} == {*keys} - {"discogs:3"}
    assert {one.key for one in shop.store.artists_shown(keys)} == {*keys} - {"discogs:3"}
    assert list(shop.store.albums([])) == list(shop.store.artists_shown([])) == []


def test_what_was_touched_since_is_told_by_kind(shop):
    shop.receive(shop.item(1), shop.item(2))
    before = shop.store.shown()
    shop.store.edit(shop.release(2), "title", "Other", author="me")
    shop.store.put_image("https://x/1", "ab", "image/jpeg", 1, 1, 1)
    told = {"release": ["discogs:2"], "artist": [], "image": ["ab"]}
    assert shop.store.touched(before) == told
    shop.store.put_image("https://x/2", "ab", "image/jpeg", 1, 1, 1)  # known already
    assert shop.store.touched(before) == told
    assert not any(shop.store.touched(shop.store.shown()).values())


def test_readers_see_all_of_it_too(shop):
    shop.receive(shop.item(1))
    with Store.open(shop.path, read_only=True) as reader:
        assert reader.find("1") == [shop.release(1)]
        assert reader.counts().releases == 1
        assert reader.explain(shop.release(1)).slug == "abbey-road-1"


CHANGES = {
    "a record": lambda shop: shop.found(shop.release(1), shop.details, year=1970),
    "an artist": lambda shop: shop.found(shop.artist(82730), shop.bio, biography="B"),
    "another copy": lambda shop: shop.receive(shop.item(1), shop.item(2)),
    "another credit": lambda shop: shop.receive(shop.item(1, artists=[("discogs:1", "A")])),
    "another rating": lambda shop: shop.receive(shop.item(1, rating=4)),
    "a copy that is gone": lambda shop: shop.store.finish_walk("discogs", "w9", full=True),
    "a record that is skipped": lambda shop: shop.store.skip("discogs:1", "no", author="me"),
    "an edit": lambda shop: shop.store.edit(shop.release(1), "title", "T", author="me"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_shown_counts_every_change(shop, change):
    shop.receive(shop.item(1))
    before = shop.store.shown()
    CHANGES[change](shop)
    assert shop.store.shown() != before


def test_what_changes_no_page_does_not_count(shop):
    shop.receive(shop.item(1))
    shop.found(shop.release(1), shop.details, year=1970)
    before = shop.store.shown()
    shop.receive(shop.item(1), walk="w2")
    shop.found(shop.release(1), shop.details, year=1970)
    shop.ask(shop.release(1), shop.albums, NotFound("no"))
    shop.store.finish_walk("discogs", "w2", full=True)
    assert shop.store.shown() == before
