"""What a run does with subjects, answers and failures."""

from __future__ import annotations

import itertools
import threading
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from attrs import evolve

from collector.clock import from_iso
from collector.engine.run import Plan
from collector.errors import (
    AuthRequired,
    BreakerOpen,
    Forbidden,
    MalformedAnswer,
    NotCached,
    RetryLater,
    ServiceDown,
    SkipItem,
)
from collector.events import LaneRested, SubjectAnswered
from collector.model import Checkpoint, Found, Item, Match, Review, Subject
from collector.store.answers import MAX_ATTEMPTS

RELEASE = Subject("release", "discogs:1")


def fields(kit: Any, subject: Subject = RELEASE) -> Any:
    with kit.store() as store:
        return store.record(subject)


def outcome(kit: Any, plugin: str, subject: Subject = RELEASE) -> str:
    with kit.store() as store:
        return next(row.outcome for row in store.ledger(subject) if row.plugin == plugin)


def test_every_listed_release_passes_every_enricher_in_order(kit, says):
    first, second = says("colour"), says("shade", needs=frozenset({"release.colour"}))
    report = kit.run(first, second)
    assert report.outcome == "done"
    assert report.clean
    assert sorted(first.asked) == sorted(second.asked)
    assert fields(kit)["colour"] == "colour discogs:1"
    answered = [event for event in kit.events if isinstance(event, SubjectAnswered)]
    for number in range(1, 6):
        mine = [one.plugin for one in answered if one.subject.key == f"discogs:{number}"]
        assert mine == ["colour", "shade"]


def test_a_later_enricher_sees_what_an_earlier_one_found(kit, says):
    first = says("colour", "red")
    second = says("shade", needs=frozenset({"release.colour"}))
    second.tell = lambda view: Found({"shade": f"dark {view.fields['colour']}"})
    kit.run(first, second)
    assert fields(kit)["shade"] == "dark red"


def test_a_second_run_asks_nobody(kit, says):
    teller = says("colour")
    kit.run(teller)
    asked = len(teller.asked)
    report = kit.run(teller)
    assert len(teller.asked) == asked
    assert not report.outcomes
    assert kit.shelf.pulled[-1] == (0, False), "a quick walk, not a full one"


def test_a_quick_walk_says_how_much_of_the_list_it_left_alone(kit, says):
    kit.run(says("colour"))
    kit.shelf.items.insert(0, evolve(kit.shelf.items[0], instance="9", release="discogs:9"))
    report = kit.run(says("colour"))
    listed = report.listed["shelf"]
    assert (listed.new, listed.same, listed.unread) == (1, 1, 4)


def test_a_new_version_of_a_plugin_asks_everything_again(kit, says):
    teller = says("colour")
    kit.run(teller)
    teller.version = 2
    kit.run(teller)
    assert len(teller.asked) == 10


def test_artists_become_subjects_of_their_own(kit, says):
    teller = says("mood", subjects="artist")
    kit.run(teller)
    assert teller.asked == [("discogs:8",)]


def test_a_changed_input_brings_the_subject_round_again_in_the_same_run(kit, says):
    """What a later plugin finds out is asked of the earlier one that needs it."""
    early = says("shade", needs=frozenset({"release.colour"}))
    early.tell = lambda view: Found({"shade": f"dark {view.fields.get('colour', 'nothing')}"})
    late = says("colour", "red")
    kit.run(early, late)
    assert fields(kit)["shade"] == "dark red"
    assert len(early.asked) == 10
    assert len(late.asked) == 5


def test_an_exception_fails_that_subject_alone_and_names_the_place(kit, says):
    teller = says("colour")
    good = teller.tell
    teller.tell = lambda view: 1 / 0 if view.subject == RELEASE else good(view)
    report = kit.run(teller)
    assert report.failed == 1
    assert "ZeroDivisionError" in report.failures[0]
    assert "test_run.py" in report.failures[0]
    assert outcome(kit, "colour") == "failed"
    assert outcome(kit, "colour", Subject("release", "discogs:2")) == "found"


def test_a_failed_subject_is_asked_once_a_run_and_again_in_the_next(kit, says):
    teller = says("colour")
    good, teller.tell = teller.tell, lambda _view: MalformedAnswer("cut off")
    kit.run(teller)
    assert len(teller.asked) == 5
    teller.tell = good
    report = kit.run(teller)
    assert report.clean
    assert outcome(kit, "colour") == "found"


def test_after_five_failures_a_subject_is_dead_until_it_is_revived(kit, says):
    teller = says("colour")
    teller.tell = lambda _view: MalformedAnswer("cut off")
    for _ in range(6):
        kit.run(teller)
    assert len(teller.asked) == 25
    assert outcome(kit, "colour") == "dead"
    with kit.store() as store:
        assert store.revive() == 5
    kit.run(teller)
    assert len(teller.asked) == 30


def test_a_field_that_was_not_promised_is_the_plugins_failure(kit, says):
    teller = says("colour")
    teller.tell = lambda _view: Found({"price": 3})
    report = kit.run(teller)
    assert "price" in report.failures[0]
    assert "price" not in fields(kit)


def test_a_wrong_number_of_answers_is_the_plugins_failure(kit, says):
    report = kit.run(says("colour", batch_size=5, short_by=1))
    assert "4 answers for 5 subjects" in report.failures[0]


def test_a_value_that_json_cannot_hold_is_the_plugins_failure(kit, says):
    report = kit.run(says("colour", {1, 2}))
    assert "JSON" in report.failures[0]


def test_review_is_recorded_and_states_nothing(kit, says):
    teller = says("colour")
    teller.tell = lambda _view: Review(Match("paint", "text"), "two are alike")
    report = kit.run(teller)
    assert report.outcomes["colour/colour"]["review"] == 5
    assert "colour" not in fields(kit)


def test_a_skipped_subject_counts_as_not_found(kit, says):
    teller = says("colour")
    teller.tell = lambda _view: SkipItem("not for me")
    kit.run(teller)
    assert outcome(kit, "colour") == "not-found"


def test_a_service_that_asks_for_patience_rests_and_the_others_go_on(kit, says):
    resting = says("colour", service="paint")
    resting.tell = lambda _view: RetryLater("come back tomorrow", after=timedelta(days=1))
    other = says("shade", service="light")
    report = kit.run(resting, other)
    assert len(resting.asked) < 5
    assert len(other.asked) == 5
    assert report.rested == {"paint": "come back tomorrow"}
    assert report.services.figures()["paint"].parts == {"colour/colour": {"rested": 5}}
    standing = report.services.standing()["paint"]
    assert standing["state"] == "resting"
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    assert timedelta() <= tomorrow - from_iso(standing["until"]) < timedelta(hours=1)
    with kit.store() as store:
        assert all(row.plugin != "colour" for row in store.ledger(RELEASE)), "it stays due"


def test_a_rest_without_end_is_no_obstacle(kit, says):
    teller = says("colour", service="paint")
    teller.tell = lambda _view: RetryLater("never come back", after=timedelta.max)
    standing = kit.run(teller).services.standing()
    assert standing["paint"]["until"] == "9999-12-31T23:59:59Z"


def test_how_services_stand_is_in_the_store_while_the_run_goes_on(kit, says):
    seen = []

    def look(event: object) -> None:
        if isinstance(event, LaneRested):
            with kit.store() as store:
                seen.append(store.last_run())

    teller = says("colour", service="paint")
    teller.tell = lambda _view: RetryLater("come back tomorrow", after=timedelta(days=1))
    kit.run(teller, observers=[look])
    assert seen[0].outcome is None
    assert seen[0].figures["standing"]["paint"]["reason"] == "come back tomorrow"


def test_subjects_that_come_while_a_service_rests_are_counted(kit, says):
    """The second page of the list comes when the service rests already."""
    teller, other = says("colour", service="paint"), says("shade", service="light")
    teller.tell = lambda _view: AuthRequired("token refused")
    report = kit.run(teller, other)
    assert report.services.figures()["paint"].outcomes == {"rested": 5}
    assert report.services.figures()["light"].outcomes == {"found": 5}
    assert kit.run(teller, other).services.figures()["paint"].outcomes == {"rested": 5}


def test_refused_credentials_rest_the_service_with_one_line(kit, says):
    teller = says("colour", service="paint")
    teller.tell = lambda _view: AuthRequired("token refused", hint="make a new one")
    kit.run(teller)
    lines = [event for event in kit.events if isinstance(event, LaneRested)]
    assert [line.reason for line in lines] == ["token refused make a new one"]


def test_an_open_breaker_is_waited_for(kit, says):
    teller = says("colour", service="paint")
    good, calls = teller.tell, iter([True, True])
    teller.tell = lambda view: (
        BreakerOpen("paint is down", after=timedelta(milliseconds=10))
        if next(calls, False)
        else good(view)
    )
    report = kit.run(teller)
    assert report.clean
    assert outcome(kit, "colour") == "found"


def test_a_breaker_that_stays_open_rests_the_service(kit, says):
    teller = says("colour", service="paint")
    teller.tell = lambda _view: BreakerOpen("paint is down", after=timedelta(milliseconds=10))
    report = kit.run(teller)
    assert report.rested == {"paint": "paint is down"}
    assert report.services.standing()["paint"]["state"] == "open"
    assert report.services.figures()["paint"].outcomes == {"rested": 5}


@pytest.mark.parametrize("error", [ServiceDown("paint is out"), Forbidden("paint is locked")])
def test_nobody_is_given_up_over_a_service_that_fails_for_days(kit, says, error):
    teller = says("colour", service="paint")
    good, teller.tell = teller.tell, lambda _view: error
    for _ in range(MAX_ATTEMPTS + 1):
        report = kit.run(teller)
        assert report.outcomes["colour/colour"] == {"failed": 5}
        assert not report.clean
    teller.tell = good
    assert kit.run(teller).outcomes["colour/colour"] == {"found": 5}


def test_a_document_that_is_refused_keeps_no_other_from_being_asked(kit, says):
    teller = says("colour", service="paint")
    good = teller.tell
    teller.tell = lambda view: Forbidden("private") if view.subject == RELEASE else good(view)
    report = kit.run(teller)
    assert report.outcomes["colour/colour"] == {"found": 4, "failed": 1}
    assert not report.rested


def test_what_the_cache_lacks_offline_stays_due(kit, says):
    teller = says("colour")
    kit.run(plan=Plan())
    teller.tell = lambda _view: NotCached("offline")
    report = kit.run(teller, plan=Plan(offline=True))
    assert not report.outcomes
    with kit.store() as store:
        assert not store.ledger(RELEASE)


def test_two_lanes_work_at_once(kit, says):
    """The second service answers its first subject only while the first is inside its next."""
    meeting = threading.Barrier(2, timeout=20)
    left, right = says("left", service="one"), says("right", service="two")

    def meets(teller: Any, at: int) -> None:
        good, count = teller.tell, itertools.count(1)

        def tell(view: Any) -> Any:
            if next(count) == at:
                meeting.wait()
            return good(view)

        teller.tell = tell

    meets(left, 2)
    meets(right, 1)
    assert kit.run(left, right).clean


def test_a_batch_waits_until_it_is_full_or_nothing_more_can_come(kit, says):
    batch = says("colour", batch_size=3)
    kit.run(says("shade"), batch)
    assert sorted(len(keys) for keys in batch.asked) == [2, 3]


def test_only_and_without_choose_the_plugins(kit, says):
    one, two = says("one"), says("two")
    kit.run(one, two, plan=Plan(only=frozenset({"shelf", "one"})))
    assert (len(one.asked), len(two.asked)) == (5, 0)
    kit.run(one, two, plan=Plan(without=frozenset({"one"})))
    assert (len(one.asked), len(two.asked)) == (5, 5)


def test_a_limit_stops_after_so_many_releases(kit, says):
    teller = says("colour")
    kit.run(teller, plan=Plan(limit=2))
    assert len(teller.asked) == 2


def test_refresh_asks_again_what_is_fresh(kit, says):
    teller = says("colour")
    kit.run(teller)
    kit.run(teller, plan=Plan(refresh=True))
    assert len(teller.asked) == 10


def test_one_release_can_be_refreshed_alone(kit, says):
    teller = says("colour")
    kit.run(teller)
    kit.run(teller, plan=Plan(refresh=True, releases=("discogs:3",)))
    assert teller.asked[5:] == [("discogs:3",)]


def test_a_broken_list_removes_nothing_and_is_taken_up_again(kit, says):
    kit.shelf.broken_at = 2
    report = kit.run(says("colour"))
    assert "the shelf fell down" in report.failures[0]
    kit.shelf.broken_at = None
    kit.run(says("colour"))
    assert kit.shelf.pulled[-1] == (2, True)
    with kit.store() as store:
        assert store.counts().copies == 5
        assert store.counts().gone == 0


@pytest.mark.parametrize(
    "wrong", [{"instance": "1"}, Item("4", "discogs:4", {"title": "T", "artists": []}, rating="5")]
)
def test_a_wrong_item_breaks_its_list_off_and_not_the_run(kit, says, wrong):
    kit.shelf.items[3] = wrong
    teller = says("colour")
    report = kit.run(teller)
    assert report.failures[0].startswith("shelf: ")
    assert len(teller.asked) == 2
    with kit.store() as store:
        assert store.counts().copies == 2
        assert store.counts().gone == 0


def test_a_wrong_checkpoint_breaks_its_list_off_and_not_the_run(kit, says):
    pages = [*kit.shelf.items[:2], Checkpoint({"at": object()})]
    kit.shelf = SimpleNamespace(pull=lambda _ctx: iter(pages), name="shelf", service="shelves")
    assert "not JSON" in kit.run(says("colour")).failures[0]


def test_what_a_full_walk_does_not_see_is_gone(kit, says):
    kit.run(says("colour"))
    sold = kit.shelf.items.pop(2)
    kit.run(says("colour"), plan=Plan(full=True))
    with kit.store() as store:
        assert store.counts().gone == 1
        assert sold.release not in {album.key for album in store.albums()}


def test_an_observer_that_fails_breaks_nothing(kit, says):
    def angry(_event: object) -> None:
        raise RuntimeError("no")

    report = kit.run(says("colour"), observers=[angry])
    assert report.outcome == "done"
    assert any("an observer failed" in warning for warning in report.warnings)
