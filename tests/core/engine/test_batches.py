"""Subjects that were asked about together stay together until they are answered.

The addresses of the requests depend on the company: only with the same one does the cache have
the answers.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve

from collector.errors import BreakerOpen, MalformedAnswer, RetryLater
from collector.model import NotFound, Subject

CUT_SHORT = RetryLater("the run is stopping", after=timedelta(0))
"""What the wire raises when a run is told to stop."""


def ledger(kit: Any) -> list[str]:
    with kit.store() as store:
        rows = [store.ledger(Subject("release", f"discogs:{n}")) for n in range(1, 7)]
    return [row.subject.key for of in rows for row in of]


def test_a_batch_that_came_to_nothing_is_asked_again_as_it_was(kit, says):
    teller = says("colour", service="paint", batch_size=3)
    good = teller.tell
    teller.tell = lambda _view: CUT_SHORT
    kit.run(teller)
    before, teller.asked, teller.tell = set(teller.asked), [], good
    newer = evolve(kit.shelf.items[0], instance="6", release="discogs:6", added="2026-02-01")
    kit.shelf.items.insert(0, newer)
    kit.run(teller)
    assert len(before) == 2
    assert before < set(teller.asked), "and the new release is in none of them"
    assert ("discogs:6",) in teller.asked


def test_a_batch_that_was_cut_short_is_recorded_not_at_all(kit, says):
    """A part of it alone would be another company the next time."""
    teller = says("colour", service="paint", batch_size=5)
    good = teller.tell
    teller.tell = lambda view: good(view) if view.subject.key == "discogs:1" else CUT_SHORT
    kit.run(teller)
    assert not ledger(kit)
    teller.tell = good
    kit.run(teller)
    assert teller.asked[0] == teller.asked[1]


def test_a_batch_that_is_partly_answered_is_on_record_with_that(kit, says):
    teller = says("colour", service="paint", batch_size=5)
    good = teller.tell
    teller.tell = lambda view: (
        good(view) if view.subject.key == "discogs:1" else MalformedAnswer("")
    )
    kit.run(teller)
    assert len(ledger(kit)) == 5


def test_an_answered_batch_leaves_nothing_behind(kit, says):
    teller = says("colour", service="paint", batch_size=3)
    teller.tell = lambda _view: NotFound("none")
    kit.run(teller)
    with closing(sqlite3.connect(kit.workspace / "collection.db")) as store:
        assert store.execute("SELECT count(*) FROM batches").fetchone() == (0,)


def test_a_batch_that_the_breaker_refused_goes_again_in_its_order(kit, says):
    teller = says("colour", service="paint", batch_size=5)
    good, refused = teller.tell, iter([True] * 5)
    teller.tell = lambda view: (
        BreakerOpen("down", after=timedelta(milliseconds=10))
        if next(refused, False)
        else good(view)
    )
    assert kit.run(teller).clean
    assert teller.asked[0] == teller.asked[1]


@pytest.mark.parametrize("batch_size", [1, 5])
def test_what_a_worker_brings_is_written_whole_or_not_at_all(kit, says, batch_size):
    """The store breaks down over the last row of the first delivery."""
    kit.run()
    keys = [f"discogs:{number}" for number in range(1, 6)]
    last = keys[batch_size - 1]
    with closing(sqlite3.connect(kit.workspace / "collection.db")) as store:
        store.execute(
            "CREATE TRIGGER breaks BEFORE INSERT ON facts WHEN new.plugin = 'colour'"
            f" AND new.subject = '{last}' BEGIN SELECT RAISE(ABORT, 'no more'); END"
        )
        store.commit()
    with pytest.raises(sqlite3.IntegrityError):
        kit.run(says("colour", service="paint", batch_size=batch_size))
    assert not ledger(kit)
