"""The catalogue holds together: counts, ids, references, and the truth."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from attrs import asdict

from collector_sandbox.catalogue import load_world
from collector_sandbox.catalogue.ids import valid_barcode
from collector_sandbox.catalogue.read import read_artists, read_entries
from collector_sandbox.world import Album, Credit, DiscogsRelease, Track, World


def credits_of(release: DiscogsRelease) -> Iterator[Credit]:
    def of(tracks: tuple[Track, ...]) -> Iterator[Credit]:
        for track in tracks:
            yield from track.artists
            yield from of(track.sub_tracks)

    yield from release.artists
    yield from release.extraartists
    yield from of(release.tracklist)


def albums_of(world: World, service: str) -> dict[str, Album]:
    return dict(getattr(world, service))


SERVICES = ["apple_music", "spotify"]


def test_it_has_160_records_and_100_artists_with_facts(world):
    assert len(world.releases) >= 160
    assert sum(1 for artist in world.artists.values() if artist.realname or artist.members) >= 80
    assert len(world.truth.artist_articles) >= 100


def test_reading_it_again_gives_the_same_world(world):
    assert load_world() == world


def test_no_record_is_lost_because_two_have_one_id(world):
    entries = [*read_entries(read_artists())]
    assert len({entry.release.id for entry in entries}) == len(entries) == len(world.releases)
    masters = {entry.release.master_id: entry.work for entry in entries if entry.release.master_id}
    works = {entry.work for entry in entries if entry.release.master_id}
    assert len(masters) == len(works)


def test_ids_of_articles_copies_and_artists_are_unique(world):
    pages = Counter((page.lang, page.page_id) for page in world.articles)
    titles = Counter((page.lang, page.title) for page in world.articles)
    instances = Counter(copy.instance_id for copy in world.copies)
    for counted in (pages, titles, instances):
        assert counted.most_common(1)[0][1] == 1
    assert len({artist.name for artist in world.artists.values()}) == len(world.artists)


def test_every_credited_artist_has_an_entry_of_the_same_name(world):
    for release in world.releases.values():
        for credit in credits_of(release):
            assert world.artists[credit.id].name == credit.name


def test_every_record_is_owned_and_some_twice(world):
    owned = Counter(copy.release_id for copy in world.copies)
    assert set(owned) == set(world.releases)
    assert sorted(owned.values())[-1] == 2
    assert len(world.copies) > len(world.releases)


def test_copies_are_newest_first_with_pacific_offsets(world):
    added = [copy.added for copy in world.copies]
    assert added == sorted(added, reverse=True)
    assert {date[:4] for date in added} == {str(year) for year in range(2012, 2027)}
    assert {date[-6:] for date in added} == {"-07:00", "-08:00"}


def test_copies_are_in_known_folders_and_have_known_fields(world):
    assert {copy.folder_id for copy in world.copies} == set(world.folders) - {0}
    assert {key for copy in world.copies for key in copy.custom} <= set(world.fields)
    assert {copy.rating for copy in world.copies} == {0, 1, 2, 3, 4, 5}


@pytest.mark.parametrize("service", SERVICES)
def test_every_true_id_is_an_album_of_the_service(world, service):
    right = getattr(world.truth, service)
    assert set(right) <= set(world.releases)
    assert all(ids and ids <= set(getattr(world, service)) for ids in right.values())


def test_every_true_article_exists_and_is_an_article(world):
    pages = {(page.lang, page.title): page for page in world.articles}
    for where in (world.truth.album_articles, world.truth.artist_articles):
        assert all(pages[key].kind == "standard" for key in where.values())
    assert set(world.truth.artist_articles) <= set(world.artists)
    assert set(world.truth.album_articles) <= set(world.releases)


def test_no_two_works_share_an_article(world):
    works: dict[tuple[str, str], set[str]] = {}
    for entry in read_entries(read_artists()):
        page = world.truth.album_articles.get(entry.release.id)
        if page:
            works.setdefault(page, set()).add(entry.work)
    assert all(len(sharing) == 1 for sharing in works.values())


@pytest.mark.parametrize("service", SERVICES)
def test_nothing_wrong_is_the_same_as_something_right(world, service):
    """A decoy with the name and artists of a right album, and its kind or tracks, would be none."""

    def looks(album: Album) -> tuple[object, ...]:
        return (album.name.casefold(), [artist.name for artist in album.artists])

    albums = albums_of(world, service)
    right = frozenset().union(*getattr(world.truth, service).values())
    rights = [albums[key] for key in right]
    wrongs = [album for key, album in albums.items() if key not in right]
    for of in (lambda one: one.kind, lambda one: [track.title for track in one.tracks]):
        alike = [(looks(one), of(one)) for one in wrongs]
        assert not [one for one in rights if (looks(one), of(one)) in alike]


@pytest.mark.parametrize("service", SERVICES)
def test_an_album_is_right_for_one_work_only(world, service):
    works = {entry.release.id: entry.work for entry in read_entries(read_artists())}
    owner: dict[str, str] = {}
    for release, ids in getattr(world.truth, service).items():
        for key in ids:
            assert owner.setdefault(key, works[release]) == works[release]


def test_ids_have_the_services_shapes(world):
    assert all(key.isdigit() and key == album.id for key, album in world.apple_music.items())
    shape = re.compile(r"[0-9A-Za-z]{22}")
    assert all(shape.fullmatch(key) for key in world.spotify)
    assert all(re.fullmatch(r"Q\d+", key) for key in world.entities)


def test_barcodes_are_valid_unless_marked():
    marked = valid = 0
    for entry in read_entries(read_artists()):
        codes = [one.value for one in entry.release.identifiers if one.type == "Barcode"]
        good = [valid_barcode(re.sub(r"\D", "", code)) for code in codes]
        if "bad_barcode" in entry.knobs:
            marked += 1
            assert not any(good)
        else:
            valid += len(good)
            assert all(good), entry.release.title
    assert marked == 2
    assert valid > 60


@pytest.mark.parametrize("service", SERVICES)
def test_codes_of_services_are_valid_and_some_padded(world, service):
    codes = [album.upc for album in albums_of(world, service).values() if album.upc]
    assert all(valid_barcode(code) for code in codes)
    assert {len(code) for code in codes} == {12, 13, 14}


def test_some_albums_carry_the_records_own_barcode_and_some_another(world):
    own = other = 0
    for key, ids in world.truth.apple_music.items():
        codes = [
            re.sub(r"\D", "", one.value).lstrip("0")
            for one in world.releases[key].identifiers
            if one.type == "Barcode"
        ]
        if codes:
            upcs = {world.apple_music[one].upc.lstrip("0") for one in ids}
            own, other = own + bool(upcs & {*codes}), other + (not upcs & {*codes})
    assert own > 15
    assert other > 15


def test_items_of_articles_exist_and_link_back(world):
    for page in world.articles:
        if page.item:
            assert world.entities[page.item].sitelinks[f"{page.lang}wiki"] == page.title
    redirects = [page for page in world.articles if page.kind == "redirect"]
    titles = {page.title for page in world.articles}
    assert all(page.target.partition("#")[0] in titles for page in redirects)
    assert any("#" in page.target for page in redirects)


def test_wikidata_knows_some_ids_only(world):
    claims = [entity.claims for entity in world.entities.values()]
    for name in ("P1953", "P1954", "P1902", "P2205", "P2281", "P2850"):
        known = sum(name in one for one in claims)
        assert 20 < known < len(claims) / 2
    for entity in world.entities.values():
        assert all(key in world.apple_music for key in entity.claims.get("P2281", ()))
        assert all(key in world.spotify for key in entity.claims.get("P2205", ()))


def test_all_texts_are_text(world):
    def walk(value: object) -> Iterator[object]:
        if isinstance(value, dict):
            for one in value.values():
                yield from walk(one)
        elif isinstance(value, (list, tuple)):
            for one in value:
                yield from walk(one)
        else:
            yield value

    for release in world.releases.values():
        assert {type(one) for one in walk(asdict(release))} <= {str, int}
        assert isinstance(release.year, int)
        assert isinstance(release.id, int)
