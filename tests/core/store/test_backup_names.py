"""Names of backups, and which may go."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.store.backup_names import KEEP, Backup, backup_of, name_of, outdated

NOW = datetime(2026, 6, 1, tzinfo=UTC)
KINDS = ["manual", "before-migration", "before-restore"]
moments = st.datetimes(
    min_value=datetime(1000, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    timezones=st.just(UTC),
).map(lambda one: one.replace(microsecond=0))


@given(store=st.sampled_from(["collection", "my-records", "a.b", "["]), at=moments)
@pytest.mark.parametrize("kind", KINDS)
def test_a_name_tells_store_moment_and_kind(kind, store, at):
    path = Path(name_of(store, at, kind))
    assert backup_of(path, store) == Backup(path, at, kind)
    assert backup_of(path, "other") is None


@given(first=moments, second=moments)
def test_names_sort_by_time(first, second):
    names = [name_of("collection", one, "manual") for one in (first, second)]
    assert (names[0] < names[1]) == (first < second)


def test_a_name_may_stand_on_any_disk():
    name = name_of("collection", NOW, "before-restore")
    assert name == "collection-2026-06-01T00-00-00Z-before-restore.db"
    assert not set(name) & set('<>:"/\\|?*')


@pytest.mark.parametrize(
    "name",
    [
        "collection.db",
        "notes.txt",
        "collection-2026-13-01T00-00-00Z-manual.db",
        "collection-2026-06-01T00-00-00Z-monthly.db",
        "collection-2026-06-01T00-00-00Z-manual.db-wal",
        ".collection-2026-06-01T00-00-00Z-manual.db.part",
        "x-collection-2026-06-01T00-00-00Z-manual.db",
    ],
)
def test_other_files_are_no_backups(name):
    assert backup_of(Path(name), "collection") is None


def aged(*days):
    """Backups of so many days ago."""
    moments = (NOW - timedelta(days=one) for one in days)
    return [Backup(Path(name_of("c", at, "manual")), at, "manual") for at in moments]


def test_without_a_word_the_newest_ten_stay():
    there = aged(*range(13))
    assert outdated(there, NOW, None, None) == there[KEEP:]
    assert outdated(there[:KEEP], NOW, None, None) == []


def test_a_number_says_how_many_stay():
    there = aged(1, 2, 3)
    assert outdated(there, NOW, 1, None) == there[1:]
    assert outdated(there, NOW, 5, None) == []


def test_an_age_says_which_go_however_many_they_are():
    there = aged(1, 29, 30, 31, 400)
    assert outdated(there, NOW, None, timedelta(days=30)) == there[3:]


def test_with_both_only_those_go_that_neither_keeps():
    there = aged(1, 20, 40, 60)
    assert outdated(there, NOW, 3, timedelta(days=30)) == there[3:]
    assert outdated(there, NOW, 1, timedelta(days=30)) == there[2:]
