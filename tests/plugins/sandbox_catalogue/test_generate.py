"""Worlds of made-up records."""

from __future__ import annotations

from itertools import islice

import pytest

from collector_sandbox.catalogue import generate_world
from collector_sandbox.catalogue.ids import check_digit, made_barcode, valid_barcode
from collector_sandbox.catalogue.words import Names
from collector_sandbox.world import World


@pytest.fixture(scope="module")
def made() -> World:
    return generate_world(600, seed=3)


def test_the_same_seed_makes_the_same_world(made):
    again = generate_world(600, seed=3)
    assert dict(again.releases) == dict(made.releases)
    assert dict(again.artists) == dict(made.artists)
    assert dict(again.apple_music) == dict(made.apple_music)
    assert dict(again.spotify) == dict(made.spotify)
    assert again.truth == made.truth
    assert (again.copies, again.articles, again.entities) == (
        made.copies,
        made.articles,
        made.entities,
    )


def test_another_seed_makes_another_world(made):
    other = generate_world(600, seed=4)
    titles = {one.title for one in other.releases.values()}
    assert len(titles & {one.title for one in made.releases.values()}) < 60


def test_sizes_and_shares_are_as_promised(made):
    assert len(made.releases) == len(made.copies) == 600
    assert len(made.artists) == 420
    for right in (made.truth.apple_music, made.truth.spotify):
        assert 0.80 < len(right) / 600 < 0.90
    assert 0.5 < sum(bool(one.identifiers) for one in made.releases.values()) / 600 < 0.7
    right = frozenset().union(*made.truth.apple_music.values())
    assert 0.2 < (len(made.apple_music) - len(right)) / 600 < 0.4


def test_everything_refers_to_something(made):
    for release in made.releases.values():
        assert all(made.artists[one.id].name == one.name for one in release.artists)
    assert {copy.release_id for copy in made.copies} == set(made.releases)
    for key, ids in made.truth.spotify.items():
        assert key in made.releases
        assert all(made.spotify[one].id == one for one in ids)
    assert all(key == album.id for key, album in made.apple_music.items())
    pages = {(page.lang, page.title) for page in made.articles}
    assert set(made.truth.album_articles.values()) <= pages
    assert set(made.truth.artist_articles.values()) <= pages


def test_every_artist_has_a_record_and_every_barcode_is_valid(made):
    credited = {one.id for release in made.releases.values() for one in release.artists}
    assert credited == set(made.artists)
    codes = [one.value for release in made.releases.values() for one in release.identifiers]
    assert all(valid_barcode(code) for code in codes)
    assert len(set(codes)) == len(codes)


def test_an_unknown_id_is_not_there(made):
    assert 1 not in made.releases
    with pytest.raises(KeyError):
        made.apple_music["nothing"]


@pytest.mark.parametrize("records", [0, -1, 100_001])
def test_a_size_without_names_is_refused(records):
    with pytest.raises(ValueError, match="between 1 and 100000"):
        generate_world(records, seed=1)


def test_one_record_is_enough():
    assert len(generate_world(1, seed=1).artists) == 1


@pytest.mark.parametrize("seed", [0, 7, 12345])
def test_names_do_not_repeat_up_to_the_largest_world(seed):
    names = Names.of(seed)
    assert len({names.album(n) for n in range(100_000)}) == 100_000
    assert len({names.artist(i) for i in range(70_000)}) == 70_000


def test_neighbours_have_different_words():
    names = Names.of(1)
    nouns = {title.split()[-1] for title in islice(map(names.album, range(200)), 200)}
    assert len(nouns) > 40


def test_check_digits_are_those_of_known_codes():
    assert check_digit("501239414477") == "7"
    assert check_digit("88644367158") == "4"
    assert valid_barcode("00602445790951")
    assert not valid_barcode("5012394144770")
    assert not valid_barcode("501239414477")
    assert valid_barcode(made_barcode("x", digits=12))
    assert len(made_barcode("x")) == 13
