"""What a plugin finds for a whole collection, held against what is right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen
from shops import FAST, Shop

from collector.api import Enricher, Found, Secret, Subject, SubjectView
from collector_discogs import Settings as DiscogsSettings
from collector_discogs import collector_enrichers as discogs_enrichers
from collector_sandbox.catalogue import generate_world, load_world
from collector_sandbox.world import World

WORLDS = {
    "the catalogue": load_world,
    "a made-up world": lambda: generate_world(150, 4),
    "another": lambda: generate_world(150, 5),
}


@frozen
class Held:
    """What came of it.

    Attributes:
        wrong: Release to an album that is not right.
        found: Share of what there is that was found.
        cost: Requests a record.
    """

    wrong: Mapping[int, str]
    found: float
    cost: float


def held(shop: Shop, albums: Enricher, world: World, field: str, service: str) -> Held:
    """Ask for every owned release of a world; ``service`` is whose requests count."""
    shop.sandbox.change(world)
    right: Mapping[int, frozenset[str]] = getattr(world.truth, field)
    records = dict(_owned(shop))
    found = dict(_found(albums, records, field))
    wrong = {number: one for number, one in found.items() if one not in right.get(number, ())}
    return Held(wrong, len(found) / len(right), len(shop.asked(service)) / len(records))


def _owned(shop: Shop) -> Iterator[tuple[int, SubjectView]]:
    """Every owned release as the record stands after Discogs."""
    token = Secret("env:DISCOGS", shop.sandbox.credentials.discogs_token)
    address = shop.sandbox.addresses["discogs"]["base_url"]
    known = discogs_enrichers(DiscogsSettings("me", token, address, FAST), shop.host)
    (releases,) = (one for one in known if one.subjects == "release")
    for number in sorted({copy.release_id for copy in shop.sandbox.world.copies}):
        subject = Subject("release", f"discogs:{number}")
        (answer,) = releases.enrich([SubjectView(subject, {})])
        assert isinstance(answer, Found), answer
        yield number, SubjectView(subject, dict(answer.fields))


def _found(
    albums: Enricher, records: Mapping[int, SubjectView], field: str
) -> Iterator[tuple[int, str]]:
    numbers = list(records)
    for start in range(0, len(numbers), albums.batch_size):
        batch = numbers[start : start + albums.batch_size]
        answers = albums.enrich([records[number] for number in batch])
        for number, answer in zip(batch, answers, strict=True):
            assert not isinstance(answer, Exception), answer
            if isinstance(answer, Found):
                yield number, answer.fields[field]["id"]
