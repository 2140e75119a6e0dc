"""The collection over HTTP: every copy, in pages, and no false removal."""

from __future__ import annotations

import json
from itertools import islice

import pytest
from attrs import evolve

from collector.api import AuthRequired, BadInput, Checkpoint, Item, MalformedAnswer, ServiceDown
from collector.testing import LoopbackServer
from collector_discogs import collector_sources
from collector_discogs.collection import Names, item
from collector_discogs.shapes import BasicInformation, CollectionItem, ItemNote


@pytest.fixture
def source(settings, host):
    (found,) = collector_sources(settings, host)
    return found


def items(stream) -> list[Item]:
    return [thing for thing in stream if isinstance(thing, Item)]


def requests(sandbox) -> tuple[int, int]:
    """How many pages were asked for, and how many other lists."""
    pages = sum("/folders/0/" in entry.path for entry in sandbox.log)
    return pages, len(sandbox.log) - pages


def test_a_full_walk_yields_every_copy_newest_first_with_a_checkpoint_a_page(source, context):
    things = list(source.pull(context()))
    assert [one.instance for one in items(things)] == [str(1000 + n) for n in range(250, 0, -1)]
    marks = [thing for thing in things if isinstance(thing, Checkpoint)]
    assert [(mark.state["page"], mark.total) for mark in marks] == [(2, 250), (3, 250), (3, 250)]
    assert things[-1] == marks[-1]


def test_a_copy_carries_all_that_the_owner_said_of_it(source, context):
    last = items(source.pull(context()))[-1]
    assert last == Item(
        instance="1001",
        release="discogs:1",
        fields={
            "title": "Songs & [Dances]",
            "artists": [
                {"key": "discogs:10", "name": "Nirvana", "id": 10, "join": "&"},
                {"key": "discogs:11", "name": "Ann", "id": 11, "anv": "An"},
            ],
            "year": 1977,
            "genres": ["Rock"],
            "styles": ["Prog Rock"],
            "labels": [{"name": "Fontana", "id": 5, "catno": "F 1"}],
            "formats": [
                {"name": "Vinyl", "qty": 2, "text": "180 g", "descriptions": ["LP", "Album"]}
            ],
            "discogs": {"id": 1, "url": "https://www.discogs.com/release/1", "master_id": 99},
        },
        added="2000-02-15T03:23:29Z",
        folder="Prog",
        rating=1,
        media="Near Mint (NM or M-)",
        notes="line\nbreak",
        custom={"Shelf": "A3"},
    )


def test_what_the_source_states_is_what_it_provides(source, context):
    stated = {f"release.{name}" for one in items(source.pull(context())) for name in one.fields}
    assert stated <= source.provides


def test_a_quick_walk_stops_after_a_page_of_known_copies(source, sandbox, context):
    remembered = items(source.pull(context()))
    sandbox.clear_log()
    assert len(items(source.pull(context(full=False, remembered=remembered)))) == 100
    assert requests(sandbox) == (1, 0)


def test_a_quick_walk_goes_on_past_a_page_with_a_changed_copy(source, sandbox, context):
    remembered = items(source.pull(context()))
    remembered[50] = evolve(remembered[50], rating=0, notes="changed")
    assert len(items(source.pull(context(full=False, remembered=remembered)))) == 200


def test_a_broken_walk_goes_on_from_its_checkpoint(source, context):
    things = list(islice(source.pull(context()), 101))
    rest = items(source.pull(context(checkpoint=things[-1].state)))
    assert len(things) - 1 + len(rest) == 250
    assert rest[0].instance == "1150"


@pytest.mark.parametrize("page", [2, 9])
def test_a_broken_walk_begins_again_if_the_list_has_changed_since(source, page, context):
    stale = {"page": page, "items": 251}
    assert len(items(source.pull(context(checkpoint=stale)))) == 250


def test_a_list_that_changes_while_it_is_walked_is_walked_again(source, sandbox, context, without):
    smaller = without(1250)

    def sell(service, request):
        if request.args.get("page") == "1":
            sandbox.change(smaller)

    sandbox.hooks.append(sell)
    walked = [one.instance for one in items(source.pull(context()))]
    assert set(walked) == {str(1000 + n) for n in range(1, 251)}
    assert walked[-249:] == [str(1000 + n) for n in range(249, 0, -1)]


def test_a_list_that_never_stands_still_breaks_the_walk_off(source, sandbox, context, without):
    worlds = iter(without(*range(1250, 1250 - n, -1)) for n in range(1, 40))

    def sell(service, request):
        if request.args.get("page"):
            sandbox.change(next(worlds))

    sandbox.hooks.append(sell)
    with pytest.raises(ServiceDown, match="changed each time"):
        list(source.pull(context()))


def test_an_empty_collection_is_walked_in_one_request(source, sandbox, context, world):
    sandbox.change(evolve(world, copies=()))
    assert items(source.pull(context())) == []
    assert items(source.pull(context(full=False))) == []


def test_pages_are_asked_afresh_and_names_of_folders_are_not(source, sandbox, context):
    list(source.pull(context()))
    list(source.pull(context()))
    assert requests(sandbox) == (6, 2)


def test_a_user_that_discogs_does_not_know_is_told_to_the_owner(settings, host, context):
    (source,) = collector_sources(evolve(settings, username="no/body"), host)
    with pytest.raises(BadInput, match="no/body") as caught:
        list(source.pull(context()))
    assert "username" in caught.value.hint


def test_a_wrong_token_asks_for_credentials(settings, settings_for, host, context):
    (source,) = collector_sources(settings_for(settings.base_url), host)
    with pytest.raises(AuthRequired):
        list(source.pull(context()))


def test_a_copy_of_the_wrong_shape_breaks_the_walk_off_and_is_named(settings_for, host, context):
    good = {"title": "T", "artists": []}
    page = {
        "pagination": {"page": 1, "pages": 1, "items": 2},
        "releases": [
            {"id": 1, "instance_id": 1, "basic_information": good},
            {"id": 2, "instance_id": 2, "basic_information": {**good, "year": "1987"}},
        ],
    }

    def answering(method, path, headers, body):
        lists = {"folders": [], "fields": []}
        answer = page if "page=" in path else lists
        return 200, {"Content-Type": "application/json"}, json.dumps(answer).encode()

    with LoopbackServer(answering) as server:
        (source,) = collector_sources(settings_for(server.url), host)
        with pytest.raises(MalformedAnswer, match=r"releases\[1\].*year"):
            list(source.pull(context()))


def test_unknown_folders_columns_and_dates_lose_nothing_else():
    copy = CollectionItem(
        id=7,
        instance_id=8,
        basic_information=BasicInformation(id=7, title="T", artists=[]),
        date_added="yesterday",
        rating=9,
        folder_id=77,
        notes=[ItemNote(5, "kept"), ItemNote(6, "")],
    )
    read = item(copy, Names({}, {}))
    assert (read.folder, read.added, read.rating) == ("", "", 5)
    assert read.custom == {"field 5": "kept"}
    assert read.fields["discogs"] == {"id": 7, "url": "https://www.discogs.com/release/7"}
