"""Which album is found, by which requests, and what is said of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Response
from shops import CODE, SONGS, Shop, album, view

from collector.api import Enricher, Found, MalformedAnswer, NotFound, Review

ID, OTHER = "A" * 22, "B" * 22


def answer(albums: Enricher, subject):
    (found,) = albums.enrich([subject])
    return found


def test_an_album_is_found_with_a_search_and_its_page(shop: Shop, albums: Enricher):
    shop.sell(album(ID, "Dummy"), album(OTHER, "Portishead", songs=("Cowboys", "All Mine")))
    found = answer(albums, view())
    assert isinstance(found, Found)
    url = f"https://open.spotify.com/album/{ID}"
    artist = {"id": "aPortishead", "name": "Portishead"}
    artist["url"] = "https://open.spotify.com/artist/aPortishead"
    assert found.fields == {"spotify": {"id": ID, "url": url}, "spotify_artists": [artist]}
    assert found.source_url == url
    assert [path.split("?")[0] for path in shop.asked("spotify")] == [
        "/spotify/v1/search",
        f"/spotify/v1/albums/{ID}",
    ]


def test_an_album_that_wikidata_names_needs_no_search(shop: Shop, albums: Enricher):
    shop.sell(album(ID, "Dummy"), album(OTHER, "Portishead", songs=("Cowboys", "All Mine")))
    found = answer(albums, view(wikidata={"id": "Q1", "spotify": [ID]}))
    assert isinstance(found, Found)
    assert (found.fields["spotify"]["id"], found.match.rung) == (ID, "relation")
    assert shop.asked("spotify") == [f"/spotify/v1/albums/{ID}?market=US"]


def known(by: str, *ids: str) -> dict[str, Any]:
    """The artist of a release with its ids at the shop, as Wikidata knows them."""
    key = f"name:{by.casefold()}"
    return {"wikidata_artists": [{"key": key, "id": "Q1", "spotify": list(ids)}]}


def test_an_artist_of_another_name_is_known_by_the_id(shop: Shop, albums: Enricher):
    shop.sell(album(ID, "Dummy", by="J Dilla", upc=CODE))
    ours = {"by": "Jay Dee", "barcodes": [CODE], "songs": ()}
    assert isinstance(answer(albums, view(**ours)), NotFound)
    found = answer(albums, view(**ours, **known("Jay Dee", "aJ Dilla")))
    assert isinstance(found, Found)
    assert found.match is not None
    assert found.match.candidates[0].components["artist id"] == 1.0


def test_a_release_comes_round_again_when_ids_appear(albums: Enricher):
    assert {"release.wikidata", "release.wikidata_artists"} <= albums.needs


def test_an_album_of_a_namesake_goes_to_a_person(shop: Shop, albums: Enricher):
    shop.sell(album(ID, "Dummy"))
    assert isinstance(answer(albums, view(songs=())), Found)
    doubt = answer(albums, view(songs=(), **known("Portishead", "another")))
    assert isinstance(doubt, Review)
    assert "cap:another artist by id" in doubt.match.candidates[0].components
    assert isinstance(answer(albums, view(**known("Portishead", "another"))), Found)


def test_a_wrong_album_that_wikidata_names_is_not_taken(shop: Shop, albums: Enricher):
    shop.sell(album(ID, "Dummy"), album(OTHER, "Portishead", songs=("Cowboys", "All Mine")))
    found = answer(albums, view(wikidata={"id": "Q1", "spotify": [OTHER, "C" * 22]}))
    assert isinstance(found, Found)
    assert (found.fields["spotify"]["id"], found.match.rung) == (ID, "text")


def test_the_album_s_own_page_tells_its_barcode_without_a_search_for_it(
    shop: Shop, albums: Enricher
):
    shop.sell(album(ID, "Dummy", upc=CODE.zfill(14)))
    found = answer(albums, view(barcodes=[CODE]))
    assert isinstance(found, Found)
    assert found.match is not None
    assert found.match.rung == "barcode"
    assert len(shop.asked("spotify")) == 2


@pytest.mark.parametrize("digits", [12, 13, 14])
def test_a_barcode_helps_where_the_artist_is_written_otherwise(
    shop: Shop, albums: Enricher, digits: int
):
    shop.sell(album(ID, "Xummy Pieces", by="P. Ensemble", upc=CODE.zfill(digits)))
    answer(albums, view("Dummy Pieces", by="Portis Head", barcodes=[CODE]))
    asked = [path for path in shop.asked("spotify") if "upc" in path]
    assert len(asked) == digits - 11
    assert f"upc%3A{CODE.zfill(digits)}" in asked[-1]


def test_a_hit_that_carries_another_code_does_not_end_the_search(shop: Shop, albums: Enricher):
    long = CODE.zfill(13)
    shop.sell(album(ID, "Dummy Piece", by="P. Ensemble", upc=long), album(OTHER, "Xx", by="Yy"))
    hit = {"id": OTHER, "name": "Xx", "artists": [{"id": "y", "name": "Yy"}]}

    def confused(service, request):
        if request.args.get("q") == f"upc:{CODE}":
            body = json.dumps({"albums": {"items": [hit]}})
            return Response(body, content_type="application/json")
        return None

    shop.sandbox.hooks.append(confused)
    found = answer(albums, view("Dummy Pieces", by="Portis Head", barcodes=[CODE]))
    assert isinstance(found, Found)
    assert found.fields["spotify"]["id"] == ID
    assert f"upc%3A{long}" in shop.asked("spotify")[-2]


@pytest.mark.parametrize("body", ["{}", '{"albums": {}}'])
def test_an_answer_without_its_hits_is_malformed_and_not_empty(
    shop: Shop, albums: Enricher, body: str
):
    shop.sell(album(ID, "Dummy"))

    def cut(service, _request):
        return Response(body, content_type="application/json") if service == "spotify" else None

    shop.sandbox.hooks.append(cut)
    with pytest.raises(MalformedAnswer, match=r"albums.*missing|albums\.items: missing"):
        answer(albums, view())


def test_a_long_album_s_first_page_of_tracks_is_enough(shop: Shop, albums: Enricher):
    songs = tuple(f"Number {n} Of Many" for n in range(120))
    shop.sell(album(ID, "Dummy", songs=songs))
    found = answer(albums, view(songs=songs))
    assert isinstance(found, Found)
    assert found.match is not None
    assert found.match.candidates[0].components["tracks"] > 0.8


def test_every_stored_form_of_a_barcode_verifies(shop: Shop, albums: Enricher):
    shop.sell(album(ID, "Dummy", upc=CODE), padded_upc=True)
    found = answer(albums, view(barcodes=[CODE], songs=()))
    assert isinstance(found, Found)


def test_plain_words_find_what_the_filters_do_not(shop: Shop, albums: Enricher):
    shop.sell(album(ID, "Dummy", by="Portishead Band"))
    answer(albums, view("Dummy Dummer"))
    first, second = (path for path in shop.asked("spotify") if "search" in path)
    assert "album%3A" in first
    assert "album%3A" not in second


def test_what_is_not_there_is_not_found_and_no_page_is_asked(shop: Shop, albums: Enricher):
    shop.sell(album(ID, "Portishead", songs=("Cowboys", "All Mine")))
    found = answer(albums, view("Roseland NYC Live"))
    assert isinstance(found, NotFound)
    assert not any("/albums/" in path for path in shop.asked("spotify"))


def test_only_the_pages_that_may_decide_are_asked(shop: Shop, albums: Enricher):
    shop.sell(
        album(ID, "Dummy"),
        album(OTHER, "Dummy (Live)"),
        album("C" * 22, "Dummy (Karaoke Version)"),
        album("D" * 22, "Dummy", songs=("Dummy",)),
    )
    assert isinstance(answer(albums, view()), Found)
    pages = [path.split("?")[0] for path in shop.asked("spotify") if "/albums/" in path]
    assert pages == [f"/spotify/v1/albums/{ID}"]


def test_a_doubt_goes_to_a_person_with_its_candidates(shop: Shop, albums: Enricher):
    shop.sell(album(ID, "Dummy", songs=(*SONGS[:3], "Cowboys", "All Mine", "Over")))
    found = answer(albums, view())
    assert isinstance(found, Review)
    assert [one.id for one in found.match.candidates] == [ID]


def test_no_search_asks_for_more_than_ten_and_all_name_the_market(shop: Shop, albums: Enricher):
    many = [album(f"{n:022}", f"Dummy {n}", songs=(f"S{n}", f"T{n}")) for n in range(1, 30)]
    shop.sell(*many)
    answer(albums, view(barcodes=[CODE]))
    asked = shop.asked("spotify")
    assert all("limit=10&" in f"{path}&" for path in asked if "/search" in path)
    assert all("market=US" in path for path in asked)
    assert set(shop.sandbox.statuses("spotify")) == {200}


def test_null_items_are_passed_over(shop: Shop, albums: Enricher):
    shop.sell(album(ID, "Dummy"), album(OTHER, "Dummy (Live)"), null_items=True)
    assert isinstance(answer(albums, view()), Found)


def test_a_pin_is_one_request_and_is_taken_whatever_it_is(shop: Shop, albums: Enricher):
    shop.sell(album(ID, "Dummy"), album(OTHER, "Something Else", by="Others", songs=("X",)))
    found = answer(albums, view(pins={"spotify": OTHER}))
    assert isinstance(found, Found)
    assert found.fields["spotify"]["id"] == OTHER
    assert found.match is not None
    assert found.match.rung == "pin"
    assert len(shop.asked("spotify")) == 1


@pytest.mark.parametrize("pin", [OTHER, "no id at all"])
def test_a_pin_that_is_gone_is_told_and_nothing_else_is_looked_for(
    shop: Shop, albums: Enricher, pin: str
):
    shop.sell(album(ID, "Dummy", upc=CODE))
    found = answer(albums, view(pins={"spotify": pin}, barcodes=[CODE]))
    assert isinstance(found, NotFound)
    assert found.why == f"the pinned album {pin} is not at Spotify"
    assert found.match is not None
    assert found.match.rung == "pin"
    assert len(shop.asked("spotify")) == 1


def test_the_pinned_album_counts_under_whichever_id_the_answer_carries(
    shop: Shop, albums: Enricher
):
    shop.sell(album(ID, "Dummy"))

    def moved(service, request):
        if OTHER in request.path:
            return Response(f'{{"id": "{ID}", "name": "Dummy"}}', content_type="application/json")
        return None

    shop.sandbox.hooks.append(moved)
    found = answer(albums, view(pins={"spotify": OTHER}))
    assert isinstance(found, Found)
    assert found.fields["spotify"]["id"] == OTHER


def test_a_rejected_album_is_never_offered_again(shop: Shop, albums: Enricher):
    shop.sell(album(ID, "Dummy"))
    found = answer(albums, view(rejected={"spotify": frozenset({ID})}))
    assert isinstance(found, NotFound)
    assert found.match is not None
    assert not found.match.candidates
    assert not any("/albums/" in path for path in shop.asked("spotify"))


def test_compilations_are_asked_by_their_title(shop: Shop, albums: Enricher):
    shop.sell(album(ID, "Trainspotting", by="Various Artists"))
    assert isinstance(answer(albums, view("Trainspotting", by="Various")), Found)


def test_a_quotation_mark_in_a_title_does_not_end_the_filter(shop: Shop, albums: Enricher):
    title = 'The "Chirping" Crickets'
    shop.sell(album(ID, title, by="The Crickets"))
    assert isinstance(answer(albums, view(title, by="The Crickets")), Found)
    assert len(shop.asked("spotify")) == 2


def test_icelandic_letters_are_asked_folded_too(shop: Shop, albums: Enricher):
    shop.sell(album(ID, "Agaetis Byrjun", by="Sigur Ros", songs=("Staralfur", "Olsen Olsen")))
    subject = view("Ágætis byrjun", by="Sigur Rós", songs=("Starálfur", "Olsen Olsen"))
    assert isinstance(answer(albums, subject), Found)


def test_a_record_without_a_title_asks_nothing(shop: Shop, albums: Enricher):
    found = answer(albums, view("", barcodes=[CODE]))
    assert isinstance(found, NotFound)
    assert shop.asked("spotify") == []


def test_a_malformed_page_fails_with_the_path_of_what_is_wrong(shop: Shop, albums: Enricher):
    shop.sell(album(ID, "Dummy"))

    def broken(service, request):
        if "/albums/" in request.path:
            body = '{"id": "x", "name": "Dummy", "tracks": {"items": [{"name": 7}]}}'
            return Response(body, content_type="application/json")
        return None

    shop.sandbox.hooks.append(broken)
    with pytest.raises(MalformedAnswer, match=r"tracks\.items\[0\]\.name: expected str, got int"):
        albums.enrich([view()])


def test_an_album_without_a_date_or_a_barcode_is_borne(shop: Shop, albums: Enricher):
    shop.sell(album(ID, "Dummy", date="", upc=""), empty_images=True)
    assert isinstance(answer(albums, view(year=1994)), Found)


def test_the_second_ask_is_answered_from_the_cache(shop: Shop, albums: Enricher):
    shop.sell(album(ID, "Dummy"))
    first = answer(albums, view())
    shop.sandbox.clear_log()
    assert answer(albums, view()) == first
    assert shop.asked("spotify") == []
