"""Is it the same artist? Pure: no network, no store.

Names are shared by bands, books and planets, so an article is taken only where more than the name
agrees: a link of the artist's own, the id of another catalogue, or what the article tells.
"""

from __future__ import annotations

from collector.match.people.decide import PEOPLE_VERSION, decide_artist
from collector.match.people.score import score_article
from collector.match.people.sides import OurArtist, our_artist

__all__ = ["PEOPLE_VERSION", "OurArtist", "decide_artist", "our_artist", "score_article"]
