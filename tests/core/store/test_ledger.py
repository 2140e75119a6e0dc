"""What is due, in which order, and by which path through the file."""

from __future__ import annotations

from attrs import evolve

from collector.model import NotFound, Subject
from collector.store.answers import MAX_ATTEMPTS


def dated(shop, number, day):
    return shop.item(number, added=f"2020-01-{day:02}T00:00:00Z")


def test_what_is_new_is_due_newest_addition_first(shop):
    shop.receive(dated(shop, 1, 3), dated(shop, 2, 9), dated(shop, 3, 3), shop.item(4))
    assert shop.due(shop.details) == ["discogs:2", "discogs:1", "discogs:3", "discogs:4"]
    assert shop.due(shop.details, limit=2) == ["discogs:2", "discogs:1"]
    assert shop.due(shop.details, limit=0) == []
    assert shop.store.due_count(shop.details, shop.clock.now()) == 4


def test_artists_are_due_in_the_order_of_their_slugs(shop):
    shop.receive(
        shop.item(1, artists=[("discogs:9", "Z"), ("discogs:3", "A")]),
        shop.item(2, artists=[("discogs:1", "M")]),
    )
    assert shop.due(shop.bio) == ["discogs:9", "discogs:3", "discogs:1"]
    assert shop.due(shop.bio, limit=1) == ["discogs:9"]


def test_many_due_subjects_each_come_once_while_answers_are_written(shop):
    """More than a page of them, many with the same date."""
    shop.receive(*(dated(shop, n, n % 3 + 1) for n in range(1, 1202)))
    seen = []
    for subject in shop.store.due(shop.albums, shop.clock.now()):
        seen.append(subject.key)
        if len(seen) % 7 == 0:
            shop.ask(subject, shop.albums, NotFound("no"))
    assert len(seen) == len(set(seen)) == 1201
    assert shop.store.due_count(shop.albums, shop.clock.now()) == 1201 - 1201 // 7


def test_what_was_written_while_the_clock_was_ahead_is_due_again(shop):
    """Its next time is as wrong; what was given up still needs a person."""
    shop.receive(shop.item(1), shop.item(2), shop.item(3))
    shop.clock.sleep(10 * 365 * 86400)
    shop.found(shop.release(1), shop.details, year=1)
    shop.fail(shop.release(2), shop.details)
    for _ in range(MAX_ATTEMPTS):
        shop.fail(shop.release(3), shop.details)
    assert shop.due(shop.details) == ["discogs:2"]
    shop.clock.sleep(-10 * 365 * 86400)
    assert sorted(shop.due(shop.details)) == ["discogs:1", "discogs:2"]
    assert shop.store.due_count(shop.details, shop.clock.now()) == 2
    shop.found(shop.release(1), shop.details, year=1)
    assert shop.due(shop.details) == ["discogs:2"]


def test_is_due_says_the_same_as_due(shop):
    shop.receive(shop.item(1), shop.item(2))
    shop.found(shop.release(1), shop.details, year=1)
    now = shop.clock.now()
    assert [shop.store.is_due(shop.release(n), shop.details, now) for n in (1, 2)] == [False, True]
    assert not shop.store.is_due(shop.artist(82730), shop.details, now)
    assert not shop.store.is_due(Subject("release", "discogs:404"), shop.details, now)


def test_what_is_skipped_is_not_due_nor_are_its_artists(shop):
    shop.receive(shop.item(1))
    shop.store.skip("discogs:1", "a test pressing", "me")
    assert (shop.due(shop.details), shop.due(shop.bio)) == ([], [])
    shop.store.unskip("discogs:1", "me")
    assert (shop.due(shop.details), shop.due(shop.bio)) == (["discogs:1"], ["discogs:82730"])


def test_an_artist_of_two_releases_stays_while_one_is_left(shop):
    shop.receive(shop.item(1), shop.item(2))
    shop.store.skip("discogs:1", "", "me")
    assert shop.due(shop.bio) == ["discogs:82730"]


def test_rows_are_made_due_one_by_one_or_by_what_came_of_them(shop):
    shop.receive(shop.item(1), shop.item(2))
    for number in (1, 2):
        shop.found(shop.release(number), shop.details, year=1)
        shop.ask(shop.release(number), shop.albums, NotFound("no"))
    shop.store.mark_due(shop.details, shop.artist(1))  # of another kind
    assert shop.due(shop.details) == []
    shop.store.mark_due(shop.details, shop.release(1))
    assert (shop.due(shop.details), shop.due(shop.albums)) == (["discogs:1"], [])
    assert shop.store.revive({"not-found"}) == 2
    assert shop.due(shop.albums) == ["discogs:1", "discogs:2"]


def test_the_due_query_uses_indexes_and_sorts_nothing(shop):
    for speaker, index in ((shop.albums, "releases_in_order"), (shop.bio, "artists_in_order")):
        shop.receive(shop.item(1))
        seen = []
        shop.store._db._connection.set_trace_callback(seen.append)
        assert len(shop.due(speaker)) == 1
        shop.store._db._connection.set_trace_callback(None)
        *_, query = seen
        plan = [row["detail"] for row in shop.store._db.rows(f"EXPLAIN QUERY PLAN {query}")]
        assert any(index in step for step in plan), plan
        assert any("SEARCH l USING PRIMARY KEY" in step for step in plan), plan
        assert not any("TEMP B-TREE" in step for step in plan), plan


def test_failures_are_listed_latest_first(shop):
    shop.receive(shop.item(1), shop.item(2))
    shop.fail(shop.release(1), shop.details)
    shop.clock.sleep(5)
    shop.fail(shop.release(2), shop.details, error="odder")
    assert [row.error for row in shop.store.failures()] == ["odder", "odd"]
    assert [row.error for row in shop.store.failures(1)] == ["odder"]


def test_a_speaker_of_another_part_has_a_ledger_of_its_own(shop):
    shop.receive(shop.item(1))
    shop.found(shop.release(1), shop.details, year=1)
    assert shop.due(evolve(shop.details, part="prices")) == ["discogs:1"]
