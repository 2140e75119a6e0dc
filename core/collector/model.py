"""The nouns of the project. All are frozen; all travel between processes.

A *subject* is a release or an artist. A *speaker* (one part of a plugin) states *fields* about a
subject; the store keeps the statement as a fact. A *lineup* is the order of speakers that makes
facts into a record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from hashlib import blake2b
from json import dumps
from typing import Any, Literal, TypeAlias

from attrs import Factory, evolve, field, frozen

__all__ = [
    "Answer",
    "Candidate",
    "Checkpoint",
    "Cost",
    "Fields",
    "Found",
    "Health",
    "HealthCheck",
    "Item",
    "Kind",
    "Lineup",
    "Match",
    "NotFound",
    "OutcomeName",
    "Review",
    "Speaker",
    "Subject",
    "SubjectView",
    "fingerprint",
]

Kind: TypeAlias = Literal["release", "artist"]
OutcomeName: TypeAlias = Literal["found", "not-found", "review", "failed", "dead"]

Fields: TypeAlias = Mapping[str, Any]
"""Field name to a JSON value (None, bool, int, float, str, list, dict with str keys)."""


def fingerprint(value: object) -> str:
    """A short, stable hash of a JSON value: equal values have equal fingerprints."""
    text = dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return blake2b(text.encode(), digest_size=16).hexdigest()


@frozen(order=True)
class Subject:
    """What facts are about.

    Attributes:
        kind: ``release`` or ``artist``.
        key: ``discogs:249504``; an artist without an id is ``name:<its name, casefolded>``.
    """

    kind: Kind
    key: str

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


@frozen
class SubjectView:
    """A subject as an enricher sees it: the record as resolved so far.

    Attributes:
        subject: Which.
        fields: The resolved record. Releases: ``title``, ``artists`` (list of
            ``{"key", "name", "id"?, "anv"?, "join"?}``), ``year``, ``tracklist``, ``barcodes`` ...
            Artists: ``name``, ``urls``, ``aliases`` ...; and ``release_titles``, the titles owned.
        pins: Service name to the id a person pinned for this subject.
        rejected: Service name to ids a person rejected.
    """

    subject: Subject
    fields: Fields
    pins: Mapping[str, str] = Factory(dict)
    rejected: Mapping[str, frozenset[str]] = Factory(dict)


# -- what a source yields ----------------------------------------------------------------------


@frozen
class Item:
    """One owned copy, as a source lists it.

    Attributes:
        instance: The source's own id of this copy, unique within the source.
        release: Key of the release, ``discogs:249504``.
        fields: What the list says of the release (a fact of the source's speaker ``list``);
            ``title`` and ``artists`` at least.
        added: When it came into the collection, UTC ISO 8601; empty if unknown.
        folder: Folder's name.
        rating: 0 (none) to 5.
        media: Condition of the medium, as graded.
        sleeve: Condition of the sleeve.
        notes: The owner's own note.
        custom: Custom field name to value.
    """

    instance: str
    release: str
    fields: Fields
    added: str = ""
    folder: str = ""
    rating: int = 0
    media: str = ""
    sleeve: str = ""
    notes: str = ""
    custom: Mapping[str, str] = Factory(dict)


@frozen
class Checkpoint:
    """Everything yielded before this may be committed; a broken walk goes on from ``state``.

    Attributes:
        state: Small JSON value that the source understands; None when a walk starts anew.
        total: Items in the whole list, if the source knows.
    """

    state: Fields
    total: int | None = None


@frozen
class Cost:
    """What asking a service costs, for the forecast of a run.

    Attributes:
        once: Requests for a batch (of a source: for a walk), however much is in it.
        each: Requests more for each subject (of a source: for each item of the list).
    """

    once: float = 0.0
    each: float = 0.0

    def of(self, number: int, batch: int) -> float:
        """Requests for so many subjects, asked about ``batch`` at a time."""
        return self.once * -(-number // batch) + self.each * number


# -- what an enricher answers ------------------------------------------------------------------


@frozen
class Candidate:
    """One thing at a service that may be the subject.

    Attributes:
        id: The service's id.
        title: Its title, as the service writes it.
        artist: Its artist credit.
        url: Where a person can look at it.
        score: 0 to 1.
        components: Name of a component to its value 0 to 1; vetoes and caps as ``veto:...``.
        year, tracks: For people to compare.
        accepted: True for the one that was taken.
        offer: What else was compared (label, barcode, artists, tracks), so that it can be decided
            again without a request.
        facts: The fields that taking it would state; None if they are not known.
        licence: Of their text.
    """

    id: str
    title: str
    artist: str = ""
    url: str = ""
    score: float = 0.0
    components: Mapping[str, float] = Factory(dict)
    year: int | None = None
    tracks: int | None = None
    accepted: bool = False
    offer: Fields = Factory(dict)
    facts: Fields | None = None
    licence: str = ""


@frozen
class Match:
    """How an answer was chosen: the evidence that the store keeps.

    Attributes:
        service: ``apple-music``, ``spotify``, ``wikipedia`` ...
        rung: What decided: ``pin``, ``relation``, ``barcode`` or ``text``.
        candidates: All that were compared, best first.
        scorer: Version of the scorer.
    """

    service: str
    rung: str
    candidates: Sequence[Candidate] = ()
    scorer: int = 0

    def stating(self, facts: Mapping[str, Fields], licence: str = "") -> Match:
        """The same evidence with what taking a candidate would state.

        So that a person's choice shows at once, without another request.

        Args:
            facts: Candidate's id to the fields; those that are not known are left out.
            licence: Of their text, as a short name.
        """
        known = [
            evolve(one, facts=facts[one.id], licence=licence) if one.id in facts else one
            for one in self.candidates
        ]
        return evolve(self, candidates=known)


@frozen
class Found:
    """The answer is known.

    Attributes:
        fields: Names are among the enricher's ``provides`` (without the kind).
        match: Why this is the same thing; None where ids make it certain.
        source_url: Page a person can open.
        licence: Licence of the text, as a short name (``CC BY-SA 4.0``).
    """

    fields: Fields
    match: Match | None = None
    source_url: str = ""
    licence: str = ""


@frozen
class NotFound:
    """The service does not have it; asked again after a while, not before.

    Attributes:
        why: For people to read.
        match: What was compared, if anything.
        fields: What was learned all the same, named as in :class:`Found`: it stands beside what
            others state, and says nothing of the thing that was looked for.
    """

    why: str
    match: Match | None = None
    fields: Fields = Factory(dict)


@frozen
class Review:
    """In doubt: a person decides between the match's candidates."""

    match: Match
    why: str = ""


Answer: TypeAlias = Found | NotFound | Review


# -- health ------------------------------------------------------------------------------------


@frozen
class Health:
    """Result of one check.

    Attributes:
        ok: Whether all is well.
        message: What was found.
        hint: What to do if it is not.
    """

    ok: bool
    message: str
    hint: str = ""


@frozen
class HealthCheck:
    """A check that ``collector doctor`` runs; ``run`` may ask the service (one cheap request)."""

    name: str
    run: Any = field()  # Callable[[], Health]; Any keeps attrs' conversion out of the way


# -- the lineup --------------------------------------------------------------------------------


@frozen
class Speaker:
    """One part of a plugin that states facts about one kind of subject.

    Attributes:
        plugin: Name in ``plugins.toml``.
        part: ``list`` for a source, the enricher's name otherwise.
        kind: What it speaks about.
        version: Raised by its author when the answers change; asks everything again.
        needs: Resolved fields it reads, without the kind: its inputs.
        provides: Fields it states, without the kind.
        ttl: How long a found answer stays fresh.
        ttl_not_found: How long "not found" is believed.
    """

    plugin: str
    part: str
    kind: Kind
    version: int = 1
    needs: frozenset[str] = frozenset()
    provides: frozenset[str] = frozenset()
    ttl: timedelta = timedelta(days=30)
    ttl_not_found: timedelta = timedelta(days=14)


@frozen
class Lineup:
    """All that resolution depends on: who speaks, in rank order, and who goes first where.

    Attributes:
        speakers: In rank order; a later one refines the earlier ones.
        precedence: ``artist.biography`` to plugin names, best first.
    """

    speakers: tuple[Speaker, ...] = ()
    precedence: Mapping[str, tuple[str, ...]] = Factory(dict)

    def of(self, kind: Kind) -> tuple[Speaker, ...]:
        """The speakers about one kind of subject, in rank order."""
        return tuple(speaker for speaker in self.speakers if speaker.kind == kind)

    def signature(self) -> str:
        """Changes when, and only when, the same facts could resolve to another record."""
        order = [[s.kind, s.plugin, s.part] for s in self.speakers]
        return fingerprint([order, {k: list(v) for k, v in self.precedence.items()}])
