"""The ledger's numbers say what its rows say, whatever was done to them."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collector.model import NotFound
from collector.store.schema import apply, migrations
from collector.store.tallies import outcomes, settled

from .conftest import Shop

DAY = 86400
ROWS = """
    SELECT kind, plugin, part, version, outcome, coalesce(substr(next_due, 1, 10), '') AS day,
        count(*) FROM ledger GROUP BY kind, plugin, part, version, outcome, day
"""
TALLIES = "SELECT kind, plugin, part, version, outcome, due, number FROM ledger_tallies"

NUMBERS = st.integers(1, 4)
ACTIONS = {
    "buy": lambda shop, n: shop.receive(shop.item(n, artists=[(f"discogs:{n}", f"Artist {n}")])),
    "find": lambda shop, n: shop.found(shop.release(n), shop.details, year=n),
    "miss": lambda shop, n: shop.ask(shop.release(n), shop.albums, NotFound("no")),
    "fail": lambda shop, n: shop.fail(shop.release(n), shop.albums),
    "read": lambda shop, n: shop.found(shop.artist(n), shop.bio, biography=str(n)),
    "skip": lambda shop, n: shop.store.skip(f"discogs:{n}", "no", author="me"),
    "sell": lambda shop, n: shop.store.finish_walk("discogs", "another", full=True),
    "wait": lambda shop, n: shop.clock.sleep((n - 2) * 9 * DAY),
    "retry": lambda shop, n: shop.store.revive({"failed", "not-found"}),
    "again": lambda shop, n: shop.store.mark_due(shop.details, None),
}


def counted(shop, sql):
    return sorted(tuple(row) for row in shop.store._db.rows(sql))


def act(shop, name, number):
    bought = {subject.key for subject in known(shop)}
    if name in {"buy", "sell", "wait", "retry", "again"} or f"discogs:{number}" in bought:
        ACTIONS[name](shop, number)


def known(shop):
    return [shop.release(row[0][8:]) for row in shop.store._db.rows("SELECT key FROM releases")]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(sorted(ACTIONS)), NUMBERS), max_size=25))
def test_the_numbers_are_those_of_the_rows_and_hide_nothing_due(new_shop, actions):
    shop = new_shop()
    for name, number in actions:
        act(shop, name, number)
    assert counted(shop, TALLIES) == counted(shop, ROWS)
    now = shop.clock.now()
    shown = [
        s
        for s in known(shop)
        if shop.store._db.value("SELECT alive FROM releases WHERE key = ?", (s.key,))
    ]
    for speaker in (shop.details, shop.albums, evolve(shop.details, version=2)):
        due = {s.key for s in shown if shop.store.is_due(s, speaker, now)}
        assert set(shop.due(speaker)) == due
        assert shop.store.due_count(speaker, now) == len(due)
        assert not (settled(shop.store._db, speaker, now) and due)
        answered = [
            row.outcome
            for s in shown
            for row in shop.store.ledger(s)
            if (row.plugin, row.part) == (speaker.plugin, speaker.part)
        ]
        assert outcomes(shop.store._db, speaker) == {x: answered.count(x) for x in answered}


def test_a_store_whose_subjects_are_all_answered_is_settled(shop):
    shop.receive(shop.item(1), shop.item(2))
    shop.found(shop.release(1), shop.details, year=1)
    assert not settled(shop.store._db, shop.details, shop.clock.now())
    shop.found(shop.release(2), shop.details, year=2)
    assert settled(shop.store._db, shop.details, shop.clock.now())
    assert not settled(shop.store._db, evolve(shop.details, version=2), shop.clock.now())
    shop.clock.sleep(31 * DAY)
    assert not settled(shop.store._db, shop.details, shop.clock.now())


def test_what_is_gone_does_not_keep_the_rest_from_being_settled(shop):
    shop.receive(shop.item(1), shop.item(2))
    shop.found(shop.release(1), shop.details, year=1)
    shop.found(shop.release(2), shop.details, year=2)
    shop.receive(shop.item(1), walk="w2")
    shop.store.finish_walk("discogs", "w2", full=True)
    assert settled(shop.store._db, shop.details, shop.clock.now())
    assert outcomes(shop.store._db, shop.details) == {"found": 1}


def test_the_numbers_of_an_older_store_are_counted_once(tmp_path, clock):
    """Its rows were written before anybody counted."""
    path = tmp_path / "older.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as older:
        for number, script in migrations()[:2]:
            apply(older, number, script)
        older.execute(
            "INSERT INTO ledger VALUES ('release', 'discogs:1', 'discogs', 'details', 'found', 1,"
            " '', 0, '2026-02-01T00:00:00Z', '2026-01-01T00:00:00Z', '', '', '')"
        )
    shop = Shop(path, clock)
    assert counted(shop, TALLIES) == counted(shop, ROWS) != []
    shop.receive(shop.item(1))
    assert settled(shop.store._db, shop.details, clock.now())
    shop.store.close()
