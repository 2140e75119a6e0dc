"""Is it the same record? Pure: no network, no store.

A wrong cover is worse than none: it is published under the owner's name. So a candidate is taken
only on good evidence, and what is in doubt goes to a person with that evidence.
"""

from __future__ import annotations

from collector.match.barcode import barcode_forms, clean_barcode, same_barcode
from collector.match.case import LADDER_FIELDS, Case
from collector.match.decide import SCORER_VERSION, Decision, decide
from collector.match.normalise import artist_key, title_key
from collector.match.records import COMPARED_FIELDS, Ours, Theirs, TrackRef, ours_of
from collector.match.score import Scored, promise, score
from collector.match.similarity import title_similarity
from collector.match.terms import search_terms
from collector.match.titles import Title, split_title
from collector.match.veto import veto

__all__ = [
    "COMPARED_FIELDS",
    "LADDER_FIELDS",
    "SCORER_VERSION",
    "Case",
    "Decision",
    "Ours",
    "Scored",
    "Theirs",
    "Title",
    "TrackRef",
    "artist_key",
    "barcode_forms",
    "clean_barcode",
    "decide",
    "ours_of",
    "promise",
    "same_barcode",
    "score",
    "search_terms",
    "split_title",
    "title_key",
    "title_similarity",
    "veto",
]
