"""What a plugin finds for a whole collection, held against what is right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen
from shops import FAST, Shop

from collector.api import Answer, Enricher, Found, Review, Secret, Subject, SubjectView
from collector_discogs import Settings as DiscogsSettings
from collector_discogs import collector_enrichers as discogs_enrichers
from collector_sandbox.catalogue import generate_world, load_world
from collector_sandbox.world import World

WORLDS = {
    "the catalogue": load_world,
    "a thousand records": lambda: generate_world(1000, 6),
}


@frozen
class Held:
    """What came of it.

    Attributes:
        records: So many were asked for.
        answered: So many have a right answer.
        right: So many of these were found.
        wrong: Release to an album that is not right.
        review: So many went to a person.
        requests: So many were sent.
    """

    records: int
    answered: int
    right: int
    wrong: Mapping[int, str]
    review: int
    requests: int

    @property
    def found(self) -> float:
        """Share of what there is that was found."""
        return self.right / self.answered

    @property
    def asked(self) -> float:
        """Share of the records that went to a person."""
        return self.review / self.records

    @property
    def cost(self) -> float:
        """Requests a record."""
        return self.requests / self.records

    def line(self, service: str) -> str:
        """For a person to read."""
        return (
            f"{service}, {self.records} records of a sandbox: {self.right} of {self.answered} found"
            f" ({self.found:.1%}), {len(self.wrong)} wrong, {self.review} for a person"
            f" ({self.asked:.1%}), {self.cost:.2f} requests a record"
        )


def held(shop: Shop, albums: Enricher, world: World, field: str, service: str) -> Held:
    """Ask for every owned release of a world; ``service`` is whose requests count."""
    shop.sandbox.change(world)
    right: Mapping[int, frozenset[str]] = getattr(world.truth, field)
    records = dict(_owned(shop))
    answers = dict(_answers(albums, records))
    found = {
        number: answer.fields[field]["id"]
        for number, answer in answers.items()
        if isinstance(answer, Found)
    }
    wrong = {number: one for number, one in found.items() if one not in right.get(number, ())}
    return Held(
        len(records),
        len(right),
        len(found) - len(wrong),
        wrong,
        sum(isinstance(answer, Review) for answer in answers.values()),
        len(shop.asked(service)),
    )


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


def _answers(albums: Enricher, records: Mapping[int, SubjectView]) -> Iterator[tuple[int, Answer]]:
    numbers = list(records)
    for start in range(0, len(numbers), albums.batch_size):
        batch = numbers[start : start + albums.batch_size]
        answers = albums.enrich([records[number] for number in batch])
        for number, answer in zip(batch, answers, strict=True):
            assert not isinstance(answer, Exception), answer
            yield number, answer
