"""What other catalogues know of a release at a service: ids, and the codes of what they sell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from collector.match.barcode import same_barcode
from collector.match.records import Theirs
from collector.model import SubjectView

__all__ = ["SHOPS", "Relations", "relations_of"]

SHOPS = ("apple_music", "spotify")
"""Fields ``{id, url, barcode?}`` in which a shop states its album."""


@frozen
class Relations:
    """What was found elsewhere, before a service is asked.

    Attributes:
        ids: Of the service's albums, as another catalogue names them; likeliest first.
        codes: Barcodes under which other shops sell what was found there.
    """

    ids: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()

    def speak_for(self, theirs: Theirs) -> Mapping[str, float]:
        """Components for a candidate: who named it, and who sells it too."""
        named = theirs.id in self.ids
        sold = any(same_barcode(code, theirs.barcode) for code in self.codes)
        return {**({"relation": 1.0} if named else {}), **({"witness": 1.0} if sold else {})}


def relations_of(view: SubjectView, service: str) -> Relations:
    """Read them out of a release's record.

    Args:
        view: The release.
        service: The service's name; its own statement says nothing new.
    """
    mine = service.replace("-", "_")
    known: Mapping[str, Any] = view.fields.get("wikidata") or {}
    others = (view.fields.get(shop) or {} for shop in SHOPS if shop != mine)
    codes = tuple(code for one in others if (code := one.get("barcode")))
    return Relations(tuple(known.get(mine) or ()), codes)
