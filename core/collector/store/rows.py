"""What is read out of the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import Factory, frozen

from collector.model import Candidate, Fields, Item, OutcomeName, Subject
from collector.resolve import EditValue, Reason

__all__ = [
    "AlbumRow",
    "ArtistRow",
    "AuditRow",
    "Counts",
    "Decision",
    "Explanation",
    "FieldWhy",
    "ImageRow",
    "LedgerRow",
    "MatchRow",
    "RunRow",
    "Said",
    "SkipRow",
    "SpeakerCounts",
]


@frozen
class AlbumRow:
    """A release for renderers; see :class:`collector.protocols.AlbumView`."""

    key: str
    slug: str
    fields: Fields
    sources: Mapping[str, str]
    copies: Sequence[Item]
    artist_slugs: Sequence[str]
    added: str
    gone: str = ""


@frozen
class ArtistRow:
    """An artist for renderers; see :class:`collector.protocols.ArtistView`."""

    key: str
    slug: str
    fields: Fields
    sources: Mapping[str, str]
    albums: Sequence[str]


@frozen
class ImageRow:
    """An image that was downloaded: where from, what it is (sizes in bytes and pixels)."""

    url: str
    hash: str
    mime: str
    size: int
    width: int
    height: int


@frozen
class LedgerRow:
    """What came of the last time a speaker was asked about a subject.

    Attributes:
        next_due: When it may be asked again, UTC ISO 8601; None: only when told.
        why: Why it was not found, or is in doubt.
        error: The last error, even if an answer came since; ``outcome`` tells.
    """

    subject: Subject
    plugin: str
    part: str
    outcome: OutcomeName
    version: int
    inputs: str
    attempts: int
    next_due: str | None
    answered_at: str
    why: str
    error: str
    error_kind: str


@frozen
class MatchRow:
    """The evidence of a decision: ``decision`` is found, not-found or review."""

    subject: Subject
    plugin: str
    part: str
    service: str
    decision: str
    rung: str
    why: str
    scorer: int
    candidates: Sequence[Candidate]
    at: str


@frozen
class Decision:
    """What a person said of a match: ``verdict`` is pin or reject."""

    subject: Subject
    service: str
    id: str
    verdict: str
    author: str
    at: str


@frozen
class Said:
    """One speaker's statement, as ``collector why`` shows it.

    Attributes:
        value: Of the field; None if it says nothing about it.
        outcome: Of the last time it was asked; empty for a source's list.
        speaking: Whether it is in the lineup; the facts of others do not count.
        shown: Whether this value is the one shown.
    """

    plugin: str
    part: str
    value: Any
    fetched_at: str
    source_url: str
    licence: str
    outcome: str
    speaking: bool
    shown: bool


@frozen
class FieldWhy:
    """Why a field shows what it shows.

    Attributes:
        value: What is shown; None for nothing.
        source: The plugin, or ``edit``; empty if nobody says anything.
        reason: The rule that decided; None if nobody says anything.
        said: Every statement that has the field.
        edit: The hand edit that locks it.
    """

    field: str
    value: Any
    source: str
    reason: Reason | None
    said: Sequence[Said]
    edit: EditValue | None


@frozen
class Explanation:
    """All that the store knows of a subject."""

    subject: Subject
    slug: str
    alive: bool
    fields: Sequence[FieldWhy]
    ledger: Sequence[LedgerRow]
    matches: Sequence[MatchRow]
    decisions: Sequence[Decision]


@frozen
class SkipRow:
    """A release that the owner does not want processed."""

    key: str
    title: str
    why: str
    author: str
    at: str


@frozen
class AuditRow:
    """A change made by hand; ``before`` and ``after`` are JSON values."""

    id: int
    at: str
    author: str
    action: str
    subject: Subject
    what: str
    before: Any
    after: Any


@frozen
class RunRow:
    """A run; ``finished_at`` and ``outcome`` are None while it goes on, or if it was killed."""

    id: int
    started_at: str
    finished_at: str | None
    outcome: str | None
    options: Fields
    figures: Fields


@frozen
class SpeakerCounts:
    """How one speaker stands: rows by outcome, and how many subjects it is to be asked about."""

    plugin: str
    part: str
    kind: str
    outcomes: Mapping[str, int]
    due: int


@frozen
class Counts:
    """The store in numbers; ``gone`` are copies, ``dead`` are rows of the ledger."""

    releases: int = 0
    artists: int = 0
    copies: int = 0
    gone: int = 0
    skipped: int = 0
    due: int = 0
    dead: int = 0
    review: int = 0
    speakers: Sequence[SpeakerCounts] = Factory(list)
