"""Batches stay on record until they are answered, and a subject is in one at a time."""

from __future__ import annotations

from collector.model import Speaker
from collector.store import Store

ALBUMS = Speaker("apple", "albums", "release")
ARTICLES = Speaker("wiki", "albums", "release")


def test_a_batch_outlives_the_process_in_its_order(tmp_path):
    with Store.open(tmp_path / "store.db") as store:
        first = store.begin_batch(ALBUMS, ["discogs:3", "discogs:1"])
        second = store.begin_batch(ALBUMS, ["discogs:2"])
    with Store.open(tmp_path / "store.db") as store:
        assert store.batches(ALBUMS) == [
            (first, ("discogs:3", "discogs:1")),
            (second, ("discogs:2",)),
        ]
        store.end_batch(first)
        assert store.batches(ALBUMS) == [(second, ("discogs:2",))]


def test_a_batch_that_shares_a_subject_with_a_newer_one_is_void(tmp_path):
    with Store.open(tmp_path / "store.db") as store:
        store.begin_batch(ALBUMS, ["discogs:1", "discogs:2"])
        other = store.begin_batch(ALBUMS, ["discogs:3"])
        newer = store.begin_batch(ALBUMS, ["discogs:2", "discogs:4"])
        assert [number for number, _ in store.batches(ALBUMS)] == [other, newer]


def test_each_speaker_has_batches_of_its_own(tmp_path):
    with Store.open(tmp_path / "store.db") as store:
        store.begin_batch(ALBUMS, ["discogs:1"])
        store.begin_batch(ARTICLES, ["discogs:1"])
        assert len(store.batches(ALBUMS)) == len(store.batches(ARTICLES)) == 1
