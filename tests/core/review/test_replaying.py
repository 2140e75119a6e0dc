"""A replay over a store: what flips waits for a person, and nothing else changes."""

from __future__ import annotations

from attrs import evolve
from doubts import Case, album

from collector.model import Found, Lineup, Match
from collector.review import replay_all
from collector.store import Outcome

OTHER = album("other", "Third", year=2008, titles=("Silence", "Hunter", "Nylon Smile"))


def taken_by_an_older_scorer(case: Case, id_: str) -> None:
    """The service offered two albums, and the scorer of then took this one."""
    case.run(album("a"), OTHER)
    row = case.row
    kept = [evolve(one, accepted=one.id == id_, facts=None) for one in row.candidates]
    match = Match(row.service, "text", kept, row.scorer - 1)
    found = Found({"spotify": {"id": id_}}, match)
    inputs = case.store.inputs(case.store.view(case.release), case.albums)
    case.store.answer(Outcome(case.release, case.albums, found, inputs=inputs), case.store.lineup())


def test_a_flip_waits_for_a_person_with_what_was_stated(case):
    taken_by_an_older_scorer(case, "other")
    (flip,) = replay_all(case.store).flips
    assert (flip.before, flip.after) == (("found", "other"), ("found", "a"))
    assert (case.row.decision, case.shown) == ("review", None)
    assert case.row.why == "the scorer changed: was found, another would be taken"
    assert case.desk.accept(case.row, "other") == "shown"
    assert (case.shown, case.due) == ("other", False)


def test_a_flip_is_told_once(case):
    taken_by_an_older_scorer(case, "other")
    assert replay_all(case.store).flips
    before = case.row
    assert not replay_all(case.store).flips
    assert case.row == before


def test_a_dry_replay_changes_nothing(case):
    taken_by_an_older_scorer(case, "other")
    assert replay_all(case.store, dry=True).flips
    assert (case.row.decision, case.shown) == ("found", "other")


def test_what_a_person_decided_stays_whatever_the_scorer_says(case):
    case.run(album("a"), OTHER)
    case.desk.accept(case.row, "other")
    before = case.row
    found = replay_all(case.store)
    assert (found.flips, found.pinned, found.pinned_found) == ([], 1, 0)
    assert (case.row, case.shown) == (before, "other")


def test_what_was_due_is_asked_all_the_same(case):
    taken_by_an_older_scorer(case, "other")
    replay_all(case.store)
    assert not case.due
    taken_by_an_older_scorer(case, "other")
    case.store.mark_due(case.albums, case.release)
    assert replay_all(case.store).flips
    assert case.due


def test_of_a_plugin_that_is_off_nothing_flips(case):
    taken_by_an_older_scorer(case, "other")
    case.store.set_lineup(Lineup((case.listing,)))
    assert not replay_all(case.store).flips
    assert case.row.decision == "found"
