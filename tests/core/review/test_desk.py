"""A person's word takes effect at once, and stays."""

from __future__ import annotations

import pytest
from attrs import evolve
from doubts import TITLES, album

from collector.errors import BadInput
from collector.model import Lineup

LIVE = album("live", "Dummy (Live)", seconds=190)
OTHER = album("other", year=2019, titles=("Mysterons", "Sour Times", "Glory Box", "Biscuit"))


def test_an_accepted_candidate_is_shown_without_asking_the_service(case):
    assert case.run(LIVE) == "review"
    assert case.desk.accept(case.row, "live") == "shown"
    assert (case.shown, case.due) == ("live", False)
    assert (case.row.decision, case.row.rung) == ("found", "pin")


def test_what_is_rejected_goes_and_the_rest_is_decided_anew(case):
    case.run(LIVE, OTHER)
    assert case.desk.reject(case.row, ["live"]) in {"review", "asked"}
    assert case.shown is None
    assert [one.id for one in case.row.candidates] == ["live", "other"]


def test_a_wrong_match_goes_from_the_page_at_once_and_the_service_is_asked_again(case):
    assert case.run(album("a")) == "accept"
    assert case.desk.reject(case.row, ["a"]) == "nothing"
    assert case.shown is None
    assert case.run(album("a"), album("b", "Dummy (Remastered)")) == "accept"
    assert case.shown == "b"


def test_none_of_these_leaves_the_record_without_and_is_not_asked_at_once(case):
    case.run(LIVE)
    assert case.desk.reject(case.row, ["live"]) == "nothing"
    assert (case.row.decision, case.due) == ("not-found", False)


def test_an_address_of_a_candidate_is_as_good_as_its_id(case):
    case.run(LIVE)
    assert case.desk.id_of(case.release, "spotify", LIVE.url) == "live"
    assert case.desk.id_of(case.release, "spotify", "live") == "live"
    assert case.desk.id_of(case.release, "spotify", "unseen") == ""
    assert case.desk.pin(case.release, "spotify", "live") == "shown"
    assert case.shown == "live"


def test_an_id_that_was_not_found_is_asked_for(case):
    case.run(LIVE)
    assert case.desk.pin(case.release, "spotify", "unseen") == "asked"
    assert case.due
    assert case.run(album("unseen", "Something Else")) == "accept"
    assert case.shown == "unseen"


def test_undo_brings_the_doubt_back(case):
    case.run(LIVE)
    case.desk.accept(case.row, "live")
    assert case.desk.undo(case.release) == ("spotify", "review")
    assert (case.shown, case.row.decision) == (None, "review")
    with pytest.raises(BadInput, match="no decision"):
        case.desk.undo(case.release)


def test_undo_may_be_of_one_service_alone(case):
    case.run(LIVE)
    case.desk.accept(case.row, "live")
    case.desk.pin(case.release, "tidal", "7")
    with pytest.raises(BadInput, match="at bandcamp"):
        case.desk.undo(case.release, "bandcamp")
    assert case.desk.undo(case.release, "spotify") == ("spotify", "review")
    assert case.store.view(case.release).pins == {"tidal": "7"}


def test_undo_of_a_rejection_restores_what_was_shown(case):
    case.run(album("a"))
    case.desk.reject(case.row, ["a"])
    case.desk.undo(case.release)
    assert case.shown == "a"


def test_another_edition_than_the_one_that_was_taken_shows_without_asking_and_back(case):
    case.run(album("a"), album("deluxe", "Dummy (Deluxe)"))
    assert case.shown == "a"
    assert case.desk.accept(case.row, "deluxe") == "shown"
    assert (case.shown, case.due) == ("deluxe", False)
    assert case.desk.undo(case.release) == ("spotify", "shown")
    assert (case.shown, case.due) == ("a", False)


def test_what_was_as_a_person_said_is_found_by_its_words_once_that_is_taken_back(case):
    case.run(LIVE)
    case.desk.accept(case.row, "live")
    assert case.row.rung == "pin"
    case.desk.undo(case.release)
    assert case.row.rung == "text"


def test_what_other_catalogues_name_decides_among_the_rest_too(case):
    trio = album("trio", artist="Portishead Trio", year=2001, titles=TITLES[:4], seconds=230)
    assert case.run(LIVE, trio) == "review"
    case.store.edit(case.release, "wikidata", {"id": "Q1", "spotify": ["trio"]}, "me")
    assert case.desk.reject(case.row, ["live"]) == "shown"
    assert case.shown == "trio"


def test_undo_of_a_second_pin_restores_the_first(case):
    case.run(LIVE, OTHER)
    case.desk.accept(case.row, "live")
    case.desk.accept(case.row, "other")
    assert case.shown == "other"
    case.desk.undo(case.release)
    assert case.shown == "live"


def test_a_decision_for_a_plugin_that_is_off_waits_for_it(case):
    case.run(LIVE)
    row = case.row
    case.store.set_lineup(Lineup((case.listing,)))
    assert case.desk.accept(row, "live") == "asked"
    case.store.set_lineup(case.lineup)
    assert case.store.view(case.release).pins == {"spotify": "live"}
    assert case.due


def test_a_decision_survives_a_new_version_of_the_plugin_and_a_refresh(case):
    case.run(LIVE, OTHER)
    case.desk.accept(case.row, "live")
    case.store.set_lineup(Lineup((case.listing, evolve(case.albums, version=2))))
    case.run(LIVE, OTHER)
    assert case.shown == "live"
