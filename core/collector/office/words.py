"""Why a record shows what it shows, and how a match was decided, in words for its owner."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collector.review import Effect
    from collector.store import FieldWhy, MatchRow

__all__ = ["CREDIT", "EFFECTS", "decision_of", "reason_of", "speaker_named"]

CREDIT = "credit"
"""What the store calls the names that artists have on releases."""

REASONS = {
    "edit": "edited by hand, and so locked",
    "precedence": "first in [precedence] for this field",
    "order": "the last plugin in plugins.toml that says something",
    "cover": "the best-ranked cover of at least 500 pixels",
}
RUNGS = {
    "pin": "as you said",
    "relation": "found by a link between catalogues",
    "barcode": "found by barcode",
    "text": "found by its words",
}
DECISIONS = {"review": "in doubt", "found": "taken", "not-found": "not there"}

EFFECTS: Mapping[Effect, str] = {
    "shown": "taken; the pages have it after: collector render",
    "review": "noted; what is left is still in doubt",
    "nothing": "noted; the record goes without",
    "asked": "noted; the next run asks the service",
}
"""What a decision led to."""


def reason_of(one: FieldWhy) -> str:
    """The rule that chose; with one voice there is nothing to choose."""
    if one.reason == "order" and len({said.plugin for said in one.said if said.speaking}) == 1:
        return "the only one that says something"
    return REASONS[one.reason or "order"]


def speaker_named(plugin: str) -> str:
    """Who says something, as a person calls it."""
    names = {CREDIT: "the credits of releases", "": "nobody"}
    return names.get(plugin, plugin)


def decision_of(row: MatchRow) -> str:
    """What became of a match, and how it was found."""
    found = RUNGS.get(row.rung, row.rung)
    return ", ".join(word for word in (DECISIONS[row.decision], found) if word)
