"""Recording outcomes: facts, ledger, evidence, record, and who is asked again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve

from collector.clock import to_iso
from collector.errors import BadInput, PluginError
from collector.model import Candidate, Found, Lineup, Match, NotFound, Review, Subject
from collector.store import Outcome

MATCH = Match("spotify", "text", (Candidate("x1", "Abbey Road", score=0.97),), scorer=2)


@pytest.fixture
def one(shop):
    shop.receive(shop.item(1))
    return shop.release(1)


def test_found_is_shown_and_fresh_for_its_time(shop, one):
    recorded = shop.ask(one, shop.details, Found({"year": 1969}, source_url="https://x/1"))
    assert recorded.outcome == "found"
    assert recorded.changed
    assert recorded.changed_fields == {"year"}
    assert shop.store.record(one)["year"] == 1969
    assert shop.due(shop.details) == []
    shop.clock.sleep(30 * 86400 - 1)
    assert not shop.store.is_due(one, shop.details, shop.clock.now())
    shop.clock.sleep(1)
    assert shop.store.is_due(one, shop.details, shop.clock.now())


def test_the_same_answer_again_changes_nothing_but_the_date(shop, one):
    shop.found(one, shop.details, year=1969)
    shop.clock.sleep(60)
    recorded = shop.found(one, shop.details, year=1969)
    assert not recorded.changed
    assert shop.store._db.rows("SELECT * FROM facts_log") == []
    (said,) = shop.store.explain(one, "year").fields[0].said
    assert said.fetched_at == to_iso(shop.clock.now())


def test_another_answer_replaces_the_whole_statement_and_the_log_keeps_the_old(shop, one):
    shop.found(one, shop.details, year=1969, notes="n")
    recorded = shop.found(one, shop.details, year=1970)
    assert recorded.changed_fields == {"year", "notes"}
    assert "notes" not in shop.store.record(one)
    assert shop.store._db.value("SELECT count(*) FROM facts_log") == 1


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [(NotFound("nothing like it"), "not-found"), (Review(MATCH, "two of them"), "review")],
)
def test_an_answer_that_is_not_found_removes_the_facts_and_waits(shop, one, answer, outcome):
    shop.found(one, shop.albums, notes="n")
    recorded = shop.ask(one, shop.albums, answer)
    assert (recorded.outcome, recorded.changed_fields) == (outcome, {"notes"})
    shop.clock.sleep(14 * 86400 - 1)
    assert shop.due(shop.albums) == []
    shop.clock.sleep(1)
    assert shop.due(shop.albums) == [one.key]


def test_what_was_learned_where_nothing_was_found_is_shown_and_it_is_still_not_found(shop, one):
    shop.found(one, shop.albums, notes="n")
    recorded = shop.ask(one, shop.albums, NotFound("nothing like it", fields={"year": 1969}))
    assert (recorded.outcome, recorded.changed_fields) == ("not-found", {"notes", "year"})
    assert shop.store.record(one)["year"] == 1969
    shop.clock.sleep(14 * 86400)
    assert shop.due(shop.albums) == [one.key]
    shop.ask(one, shop.albums, NotFound("nothing like it"))
    assert "year" not in shop.store.record(one)


def test_a_failure_keeps_the_facts_and_the_next_run_asks_again(shop, one):
    shop.found(one, shop.albums, notes="n")
    recorded = shop.fail(one, shop.albums)
    assert (recorded.outcome, recorded.changed) == ("failed", False)
    assert shop.store.record(one)["notes"] == "n"
    assert shop.due(shop.albums) == [one.key]
    (row,) = shop.store.failures()
    assert (row.error, row.attempts) == ("odd", 1)


def test_too_many_failures_are_dead_until_revived(shop, one):
    outcomes = [shop.fail(one, shop.albums).outcome for _ in range(5)]
    assert outcomes == ["failed"] * 4 + ["dead"]
    shop.clock.sleep(10**9)
    assert shop.due(shop.albums) == []
    assert shop.store.counts().dead == 1
    assert shop.store.revive(plugin="wikipedia") == 0
    assert shop.store.revive(plugin="spotify") == 1
    assert shop.due(shop.albums) == [one.key]
    assert shop.fail(one, shop.albums).outcome == "failed"


def test_an_answer_resets_the_attempts_and_the_last_error_is_remembered(shop, one):
    for _ in range(4):
        shop.fail(one, shop.albums)
    shop.found(one, shop.albums, notes="n")
    row = shop.row(one, shop.albums)
    assert (row.outcome, row.attempts, row.error) == ("found", 0, "odd")


def test_asking_for_patience_is_no_attempt_and_is_heeded(shop, one):
    for _ in range(9):
        shop.fail(one, shop.albums, error_kind="retry-later", retry_after=timedelta(hours=1))
    row = shop.row(one, shop.albums)
    assert (row.outcome, row.attempts) == ("failed", 0)
    assert shop.due(shop.albums) == []
    shop.clock.sleep(3600)
    assert shop.due(shop.albums) == [one.key]


def test_a_new_version_asks_everything_again_even_the_dead(shop, one):
    for _ in range(5):
        shop.fail(one, shop.albums)
    newer = evolve(shop.albums, version=2)
    assert shop.due(newer) == [one.key]
    assert shop.fail(one, newer).outcome == "failed"


def test_a_fact_for_ever_is_never_due(shop, one):
    lasting = evolve(shop.details, ttl=timedelta.max)
    shop.found(one, lasting, year=1969)
    shop.clock.sleep(10**10)
    assert shop.due(lasting) == []


def test_changed_inputs_ask_the_others_again(shop, one):
    shop.ask(one, shop.albums, NotFound("nothing"))
    recorded = shop.found(one, shop.details, barcodes=["0123456789012"])
    assert recorded.again == [shop.albums]
    assert shop.due(shop.albums) == [one.key]


def test_changes_that_nobody_reads_ask_nobody(shop, one):
    shop.ask(one, shop.albums, NotFound("nothing"))
    assert shop.found(one, shop.details, notes="n").again == []
    assert shop.due(shop.albums) == []


def test_changed_inputs_revive_the_dead(shop, one):
    for _ in range(5):
        shop.fail(one, shop.albums)
    shop.found(one, shop.details, barcodes=["0123456789012"])
    assert shop.row(one, shop.albums).outcome == "failed"
    assert shop.due(shop.albums) == [one.key]


def test_a_speaker_is_not_asked_again_because_of_its_own_answer(shop, one):
    reader = evolve(shop.details, needs=frozenset({"title"}))
    shop.lineup = Lineup((shop.listing, reader, shop.albums))
    assert shop.found(one, reader, title="Abbey Road!").again == []
    shop.found(one, shop.albums, notes="n")
    assert shop.due(reader) == []


def test_an_edit_while_the_speaker_was_asked_asks_it_again(shop, one):
    inputs = shop.store.inputs(shop.store.view(one), shop.albums)
    shop.store.edit(one, "title", "Mine", "me")
    found = Outcome(one, shop.albums, Found({"notes": "n"}), inputs=inputs)
    assert shop.store.answer(found, shop.lineup).again == [shop.albums]
    assert shop.due(shop.albums) == [one.key]


def test_titles_owned_are_evidence_and_no_reason_to_ask_again(shop, one):
    artist = shop.artist(82730)
    shop.found(artist, shop.bio, biography="b")
    before = shop.row(artist, shop.bio).inputs
    shop.receive(shop.item(2, title="Help!"))
    view = shop.store.view(artist)
    assert view.fields["release_titles"] == ["Abbey Road", "Help!"]
    assert shop.store.inputs(view, shop.bio) == before
    assert shop.due(shop.bio) == []


def test_an_answer_with_more_artists_makes_them_subjects(shop, one):
    credit = [{"key": "discogs:82730", "name": "The Beatles"}, {"key": "discogs:7", "name": "B"}]
    recorded = shop.found(one, shop.details, artists=credit)
    assert recorded.new_artists == [shop.artist(7)]
    assert shop.store.view(shop.artist(7)).fields["name"] == "B"
    assert shop.due(shop.bio) == ["discogs:82730", "discogs:7"]
    assert shop.ask(one, shop.details, NotFound("gone")).changed_fields == {"artists"}
    assert shop.due(shop.bio) == ["discogs:82730"]


def test_the_evidence_is_kept_until_the_next_answer(shop, one):
    shop.ask(one, shop.albums, Review(MATCH, "two of them"))
    (match,) = shop.store.matches(one)
    assert (match.decision, match.why, match.scorer) == ("review", "two of them", 2)
    assert match.candidates == tuple(MATCH.candidates)
    assert shop.store.reviews() == [match]
    shop.fail(one, shop.albums)
    assert shop.store.matches(one) == [match]
    shop.ask(one, shop.albums, Found({}, match=MATCH))
    assert [match.decision for match in shop.store.matches(one)] == ["found"]
    shop.ask(one, shop.albums, Found({}))
    assert shop.store.matches(one) == []


def test_an_answer_about_nobody_is_refused(shop):
    outcome = Outcome(Subject("release", "discogs:404"), shop.details, Found({}))
    with pytest.raises(BadInput, match="discogs:404"):
        shop.store.answer(outcome, shop.lineup)


def test_an_answer_that_is_not_json_leaves_no_trace(shop, one):
    with pytest.raises(PluginError, match="not JSON"):
        shop.found(one, shop.details, tags={1, 2})
    assert shop.store.ledger(one) == []
    assert shop.due(shop.details) == [one.key]


def test_half_characters_in_any_text_do_not_stop_the_writer(shop, one):
    half = "x\ud83c"
    match = Match(half, half, (Candidate(half, half),))
    shop.ask(one, shop.albums, Found({"notes": half}, match=match, source_url=half, licence=half))
    assert shop.store.record(one)["notes"] == "x?"
    shop.ask(one, shop.albums, NotFound(half, match=match))
    shop.fail(one, shop.albums, error=half)
    assert shop.store.failures()[0].error == "x?"
    assert shop.store.find(half) == []


def test_failures_of_what_is_skipped_are_neither_listed_nor_counted(shop):
    shop.receive(shop.item(1))
    for _ in range(5):
        shop.fail(shop.release(1), shop.details)
    assert (shop.store.counts().dead, len(shop.store.failures())) == (1, 1)
    shop.store.skip("discogs:1", "lent", author="me")
    assert (shop.store.counts().dead, len(shop.store.failures())) == (0, 0)
    assert [dict(one.outcomes) for one in shop.store.counts().speakers if one.outcomes] == []
    shop.store.unskip("discogs:1", author="me")
    assert (shop.store.counts().dead, len(shop.store.failures())) == (1, 1)
