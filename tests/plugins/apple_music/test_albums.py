"""Which albums are found, by which requests, and what is said of them."""

from __future__ import annotations

import json

import pytest
from flask import Response
from shops import CODE, SONGS, Shop, album, view

from collector.api import (
    AuthRequired,
    Enricher,
    Found,
    MalformedAnswer,
    NotFound,
    RetryLater,
    Review,
)
from collector_sandbox.catalogue.ids import made_barcode


def answer(albums: Enricher, subject):
    (found,) = albums.enrich([subject])
    return found


def codes(count: int) -> list[str]:
    return [made_barcode("apple test", number, digits=12) for number in range(count)]


def test_the_barcodes_of_a_batch_are_one_request(shop: Shop, albums: Enricher):
    own = codes(10)
    shop.sell(*(album(str(n), f"Record Number {n}", upc=code) for n, code in enumerate(own)))
    batch = [view(f"Record Number {n}", number=n, barcodes=[code]) for n, code in enumerate(own)]
    found = albums.enrich(batch)
    assert [one.fields["apple_music"]["id"] for one in found] == [str(n) for n in range(10)]
    assert {one.match.rung for one in found} == {"barcode"}
    assert len(shop.asked("apple")) == 1


def test_what_has_no_barcode_costs_a_search_each_and_one_request_for_all_pages(
    shop: Shop, albums: Enricher
):
    shop.sell(*(album(str(n), f"Record Number {n}") for n in range(10)))
    found = albums.enrich([view(f"Record Number {n}", number=n) for n in range(10)])
    assert [one.fields["apple_music"]["id"] for one in found] == [str(n) for n in range(10)]
    paths = [path.partition("?")[0].rpartition("/")[2] for path in shop.asked("apple")]
    assert sorted(paths) == ["albums", *["search"] * 10]


def test_a_release_comes_round_again_when_ids_appear(albums: Enricher):
    assert {"release.wikidata", "release.wikidata_artists"} <= albums.needs


def test_a_namesake_is_told_by_the_artist_s_id_that_comes_with_the_album(
    shop: Shop, albums: Enricher
):
    (code,) = codes(1)
    shop.sell(album("1", "Dummy", upc=code))

    def asked(*ids: str):
        told = [{"key": "name:portishead", "id": "Q1", "apple_music": list(ids)}]
        return answer(albums, view(songs=SONGS[:2], wikidata_artists=told))

    same, other = asked("aPortishead"), asked("another")
    for found, share in ((same, 1.0), (other, 0.0)):
        assert found.match.candidates[0].components["artist id"] == share
    paths = [path.partition("?")[0].rpartition("/")[2] for path in shop.asked("apple")]
    assert paths == ["search", "albums"]  # the second time from the cache


def test_an_artist_in_another_script_is_known_by_the_id(shop: Shop, albums: Enricher):
    (code,) = codes(1)
    shop.sell(album("1", "Dummy", by="Taeko Onuki", upc=code))
    told = {"key": "name:大貫妙子", "id": "Q1", "apple_music": ["aTaeko Onuki"]}
    ours = {"by": "大貫妙子", "barcodes": [code], "songs": ()}
    assert isinstance(answer(albums, view(**ours)), NotFound)
    assert isinstance(answer(albums, view(**ours, wikidata_artists=[told])), Found)


def test_albums_that_wikidata_names_are_one_request_without_a_search(shop: Shop, albums: Enricher):
    shop.sell(*(album(str(n), f"Record Number {n}") for n in range(10)))
    known = [{"id": f"Q{n}", "apple_music": [str(n)]} for n in range(10)]
    batch = [view(f"Record Number {n}", number=n, wikidata=known[n]) for n in range(10)]
    found = albums.enrich(batch)
    assert [one.fields["apple_music"]["id"] for one in found] == [str(n) for n in range(10)]
    assert {one.match.rung for one in found} == {"relation"}
    assert len(shop.asked("apple")) == 1


def test_a_wrong_album_that_wikidata_names_is_not_taken(shop: Shop, albums: Enricher):
    shop.sell(album("1", "Dummy"), album("2", "Portishead", songs=("Cowboys", "All Mine")))
    found = answer(albums, view(wikidata={"id": "Q1", "apple_music": ["2", "3"]}))
    assert (found.fields["apple_music"]["id"], found.match.rung) == ("1", "text")


@pytest.mark.parametrize("digits", [12, 13, 14])
def test_a_padded_barcode_is_the_same(shop: Shop, albums: Enricher, digits: int):
    shop.sell(album("1", "Dummy", upc=CODE.zfill(digits)))
    found = answer(albums, view(barcodes=[CODE]))
    assert found.match.rung == "barcode"
    assert len(shop.asked("apple")) == 1


def test_of_two_albums_with_one_barcode_the_nearest_is_taken(shop: Shop, albums: Enricher):
    shop.sell(
        album("1", "Dummy (Deluxe)", upc=CODE, songs=(*SONGS, "Extra", "More")),
        album("2", "Dummy", upc=CODE),
        album("3", "Roseland", by="Others", upc=CODE, songs=("X", "Y")),
    )
    assert answer(albums, view(barcodes=[CODE])).fields["apple_music"]["id"] == "2"


def test_a_barcode_that_belongs_to_another_album_is_no_match(shop: Shop, albums: Enricher):
    shop.sell(album("1", "Nevermind", by="Nirvana", upc=CODE, songs=("Breed", "Polly")))
    assert isinstance(answer(albums, view(barcodes=[CODE])), NotFound)


def test_an_answer_without_results_is_not_found(shop: Shop, albums: Enricher):
    shop.sell()
    found = answer(albums, view(barcodes=[CODE]))
    assert isinstance(found, NotFound)
    assert found.why == "no album of Apple Music is this record"


def test_a_search_hit_is_not_taken_before_its_tracks_are_compared(shop: Shop, albums: Enricher):
    shop.sell(album("1", "Dummy", songs=tuple(f"Other {n}" for n in range(6))))
    assert not isinstance(answer(albums, view()), Found)


def test_a_doubt_goes_to_a_person(shop: Shop, albums: Enricher):
    shop.sell(album("1", "Dummy (Acoustic)"))
    assert isinstance(answer(albums, view()), Review)


def test_a_transcription_goes_to_a_person(shop: Shop, albums: Enricher):
    shop.sell(album("1", "Gruppa krovi", by="Kino", songs=("Gruppa krovi", "Voina")))
    subject = view("Группа крови", by="Кино", songs=("Группа крови", "Война"))
    assert isinstance(answer(albums, subject), Review)


def test_pins_of_a_batch_are_one_request_and_taken_whatever_they_are(shop: Shop, albums: Enricher):
    shop.sell(album("1", "Dummy"), album("9", "Something", by="Others", songs=("X",)))
    batch = [view(number=n, pins={"apple-music": "9"}) for n in range(3)]
    found = albums.enrich(batch)
    assert [one.fields["apple_music"]["id"] for one in found] == ["9"] * 3
    assert {one.match.rung for one in found} == {"pin"}
    assert len(shop.asked("apple")) == 1


@pytest.mark.parametrize("pin", ["404", "no id at all"])
def test_a_pin_that_is_gone_is_told_and_nothing_else_is_looked_for(
    shop: Shop, albums: Enricher, pin: str
):
    shop.sell(album("1", "Dummy", upc=CODE))
    found = answer(albums, view(pins={"apple-music": pin}, barcodes=[CODE]))
    assert isinstance(found, NotFound)
    assert found.why == f"the pinned album {pin} is not at Apple Music"
    assert found.match is not None
    assert found.match.rung == "pin"
    assert all("ids=" in path for path in shop.asked("apple"))


def test_a_pin_that_is_gone_leaves_the_rest_of_the_batch_alone(shop: Shop, albums: Enricher):
    shop.sell(album("1", "Dummy"), album("9", "Something", by="Others", songs=("X",)))
    pins = [{"apple-music": "404"}, {"apple-music": "9"}, {}]
    gone, pinned, free = albums.enrich([view(number=n, pins=pin) for n, pin in enumerate(pins)])
    assert isinstance(gone, NotFound)
    assert pinned.fields["apple_music"]["id"] == "9"
    assert free.fields["apple_music"]["id"] == "1"


def test_a_rejected_album_is_never_offered_again(shop: Shop, albums: Enricher):
    shop.sell(album("1", "Dummy", upc=CODE))
    found = answer(albums, view(barcodes=[CODE], rejected={"apple-music": frozenset({"1"})}))
    assert isinstance(found, NotFound)
    assert not found.match.candidates
    assert not any("ids=" in path for path in shop.asked("apple"))


def test_no_record_takes_another_record_s_album(shop: Shop, albums: Enricher):
    first, second = codes(2)
    shop.sell(album("1", "Dummy", upc=first), album("2", "Dummy", upc=second))
    one, two = albums.enrich([view(number=1, barcodes=[first]), view(number=2, barcodes=[second])])
    assert one.fields["apple_music"]["id"] == "1"
    assert two.fields["apple_music"]["id"] == "2"
    assert [each.id for each in one.match.candidates] == ["1"]


def test_artwork_is_asked_in_its_own_size_up_to_3000(shop: Shop, albums: Enricher):
    shop.sell(
        album("1", "Dummy", artwork=5000),
        album("2", "Third", artwork=640),
        album("3", "Portishead", artwork=0),
    )
    found = albums.enrich([view(name, number=n) for n, name in enumerate(("Dummy", "Third"))])
    large, small = (one.fields["cover"] for one in found)
    assert (large["width"], large["height"]) == (3000, 3000)
    assert "/3000x3000bb." in large["url"]
    assert (small["width"], small["height"]) == (640, 640)
    assert not set("{}") & set(large["url"] + small["url"])
    assert "cover" not in answer(albums, view("Portishead")).fields


def test_the_editors_note_becomes_markdown(shop: Shop, albums: Enricher):
    note = "<i>Dummy</i> has <b>eleven</b> tracks.<br />See <script>x</script>[this] {{< x >}}"
    shop.sell(album("1", "Dummy", editorial=note))
    text = answer(albums, view()).fields["editorial"]
    assert "*Dummy*" in text
    assert "**eleven**" in text
    assert "<" not in text.replace("\\<", "").replace("&lt;", "")
    assert "{{<" not in text


def test_an_empty_note_is_an_absent_field(shop: Shop, albums: Enricher):
    shop.sell(album("1", "Dummy", editorial=""))
    assert set(answer(albums, view()).fields) == {"apple_music", "cover"}


def test_a_malformed_album_fails_its_own_release_only(shop: Shop, albums: Enricher):
    good, bad = codes(2)
    shop.sell(album("1", "Dummy", upc=good), album("2", "Third", upc=bad))

    def broken(service, request):
        if bad in request.args.get("filter[upc]", ""):
            data = {"data": [{"id": "2", "attributes": {"name": ["Third"]}}]}
            return Response(json.dumps(data), content_type="application/json")
        return None

    shop.sandbox.hooks.append(broken)
    fine, failed = albums.enrich(
        [view(number=1, barcodes=[good]), view("Third", number=2, barcodes=[bad])]
    )
    assert isinstance(fine, Found)
    assert isinstance(failed, MalformedAnswer)
    assert "data[0].attributes.name: expected str, got list" in failed.message


def test_a_search_that_is_malformed_fails_its_own_release_only(shop: Shop, albums: Enricher):
    shop.sell(album("1", "Dummy"), album("2", "Third"))

    def broken(service, request):
        if "Third" in request.args.get("term", ""):
            return Response('{"results": []}', content_type="application/json")
        return None

    shop.sandbox.hooks.append(broken)
    fine, failed = albums.enrich([view(number=1), view("Third", number=2)])
    assert isinstance(fine, Found)
    assert isinstance(failed, MalformedAnswer)


def test_an_answer_without_its_results_is_malformed_and_not_empty(shop: Shop, albums: Enricher):
    shop.sell(album("1", "Dummy"))
    shop.sandbox.hooks.append(lambda *_: Response("{}", content_type="application/json"))
    (failed,) = albums.enrich([view(number=1)])
    assert isinstance(failed, MalformedAnswer)
    assert "results" in failed.message


def test_an_album_without_tracks_belongs_to_the_record_whose_code_it_carries(
    shop: Shop, albums: Enricher
):
    first, second = codes(2)
    shop.sell(album("1", "Dummy", upc=first, songs=()), album("2", "Third", upc=second))
    views = [view(number=1, barcodes=[first]), view("Third", number=2, barcodes=[second])]
    _, other = albums.enrich(views)
    assert [one.id for one in other.match.candidates] == ["2"]


@pytest.mark.parametrize(
    ("status", "headers", "error"),
    [(401, {}, AuthRequired), (429, {"Retry-After": "7200"}, RetryLater)],
)
def test_what_the_service_refuses_to_all_ends_the_batch_and_what_was_found_stays(
    shop: Shop, albums: Enricher, status: int, headers: dict[str, str], error: type[Exception]
):
    (code,) = codes(1)
    shop.sell(album("1", "Dummy", upc=code), *(album(str(n), f"Record {n}") for n in range(2, 6)))

    def refusing(service, request):
        if "search" in request.path:
            return Response("{}", status, headers, content_type="application/json")
        return None

    shop.sandbox.hooks.append(refusing)
    batch = [view(number=1, barcodes=[code])]
    fine, *others = albums.enrich(batch + [view(f"Record {n}", number=n) for n in range(2, 6)])
    assert isinstance(fine, Found)
    assert [type(one) for one in others] == [error] * 4
    searched = {path for path in shop.asked("apple") if "search" in path}
    assert len(searched) == 1


def test_a_record_without_a_title_asks_nothing(shop: Shop, albums: Enricher):
    assert isinstance(answer(albums, view("")), NotFound)
    assert shop.asked("apple") == []


def test_an_empty_batch_is_an_empty_answer(albums: Enricher):
    assert albums.enrich([]) == []


def test_the_second_ask_is_answered_from_the_cache(shop: Shop, albums: Enricher):
    shop.sell(album("1", "Dummy", upc=CODE))
    first = answer(albums, view(barcodes=[CODE]))
    shop.sandbox.clear_log()
    assert answer(albums, view(barcodes=[CODE])) == first
    assert shop.asked("apple") == []
