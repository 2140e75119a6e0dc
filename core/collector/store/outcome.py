"""What goes into the store, and what it says it did with it."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal, TypeAlias

from attrs import Factory, frozen

from collector.model import Answer, Fields, OutcomeName, Speaker, Subject, SubjectView, fingerprint

__all__ = [
    "EVIDENCE",
    "Change",
    "ErrorKind",
    "ItemState",
    "Outcome",
    "Received",
    "Recorded",
    "inputs_of",
]

ErrorKind: TypeAlias = str
"""``failed`` counts as an attempt; any other (``retry-later``, ``service-down`` ...) does not."""

ItemState: TypeAlias = Literal["new", "changed", "same"]


@frozen
class Outcome:
    """What came of asking one speaker about one subject.

    Attributes:
        subject, speaker: Who was asked about what.
        answer: The answer; None if asking failed.
        error: What went wrong; empty with an answer.
        error_kind: ``failed`` for an error that counts against the subject; other words for
            those that do not.
        inputs: Fingerprint of what the speaker read (``Store.inputs``).
        retry_after: How long not to ask again after an error; None: the next run may.
    """

    subject: Subject
    speaker: Speaker
    answer: Answer | None = None
    error: str = ""
    error_kind: ErrorKind = ""
    inputs: str = ""
    retry_after: timedelta | None = None


@frozen
class Change:
    """What resolving a subject anew changed.

    Attributes:
        fields: Names of the fields of the record that differ.
        new_artists: Artists that were not known before, in the order of the credit.
        again: Speakers whose inputs changed: their rows are due now.
        record: What it resolves to now; empty if nothing changed.
    """

    fields: frozenset[str] = frozenset()
    new_artists: list[Subject] = Factory(list)
    again: list[Speaker] = Factory(list)
    record: Fields = Factory(dict)


@frozen
class Recorded:
    """What recording an outcome did.

    Attributes:
        changed_fields: Names of the fields of the record that differ now.
        changed: Whether there are any.
        outcome: As the ledger has it now.
        new_artists: Artists that were not known before, in the order of the credit.
        again: Speakers that are to be asked again about this subject.
    """

    changed_fields: frozenset[str]
    changed: bool
    outcome: OutcomeName
    new_artists: list[Subject]
    again: list[Speaker]


@frozen
class Received:
    """What a page of a source's list brought.

    Attributes:
        new: Releases and artists that were not known before, in the order of the list.
        changed: Known ones whose record changed, or that are owned again.
        same: How many items said nothing new.
    """

    new: list[Subject] = Factory(list)
    changed: list[Subject] = Factory(list)
    same: int = 0


EVIDENCE = frozenset({"release_titles"})
"""Fields that help a speaker to decide, and are no reason to ask it again.

Every record that is bought changes them; an answer that was found stays true, and one that was
not is asked again in its time. It also keeps a second run over an unchanged list from asking
artists anew because their later releases came after their answer.
"""


def inputs_of(view: SubjectView, speaker: Speaker) -> str:
    """Fingerprint of what the speaker reads of a subject: its needs, the pin and rejections.

    Decisions count for the plugin that is named like the service they are about.
    """
    return fingerprint(
        [
            [[name, view.fields.get(name)] for name in sorted(speaker.needs - EVIDENCE)],
            view.pins.get(speaker.plugin),
            sorted(view.rejected.get(speaker.plugin, ())),
        ]
    )
