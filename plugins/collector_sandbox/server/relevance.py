"""Text search as the services do it: forgiving, so that wrong answers rank among the right.

A word is found if it is written alike or nearly so; rare words weigh more than common ones. The
order is the same each time.
"""

from __future__ import annotations

import math
import re
import threading
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar

from rapidfuzz import fuzz, process

__all__ = ["SearchIndex", "words"]

T = TypeVar("T")

_ALIKE = 85.0
_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    """The words of a text, folded: no case, no marks, no punctuation unless it is all there is."""
    plain = text.casefold()
    if not plain.isascii():
        apart = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    plain = plain.replace("'", "").replace("’", "")
    return _WORD.findall(plain) or plain.split()


class SearchIndex(Generic[T]):
    """Documents by the words of their fields.

    Args:
        documents: Best first where nothing else tells them apart.
        fields: Field name to what gives its text.
        least: Share of a query's weight that a document must carry to be found.
    """

    def __init__(
        self,
        documents: Iterable[T],
        fields: Mapping[str, Callable[[T], str]],
        least: float = 0.5,
    ) -> None:
        self._least = least
        self._documents = tuple(documents)
        self._postings: dict[str, dict[str, list[int]]] = {}
        self._alike: dict[str, frozenset[str]] = {}
        self._lock = threading.Lock()
        for name, text in fields.items():
            self._postings[name] = self._post(text)
        self._vocabulary = tuple({word for field in self._postings.values() for word in field})

    def search(self, query: str = "", **fields: str) -> list[T]:
        """Documents that carry enough of the query's words, best first.

        Args:
            query: Words looked for in all fields.
            fields: Words that must all be in the field of that name.
        """
        found: set[int] | None = None
        for name, text in fields.items():
            for word in words(text):
                hits = self._hits(word, (name,))
                found = hits if found is None else found & hits
        scores = self._scores(query)
        if query:
            found = set(scores) if found is None else found & set(scores)
        ranked = sorted(found or (), key=lambda number: (-scores.get(number, 0.0), number))
        return [self._documents[number] for number in ranked]

    def _post(self, text: Callable[[T], str]) -> dict[str, list[int]]:
        postings: defaultdict[str, list[int]] = defaultdict(list)
        for number, document in enumerate(self._documents):
            for word in dict.fromkeys(words(text(document))):
                postings[word].append(number)
        return dict(postings)

    def _scores(self, query: str) -> dict[int, float]:
        total = 0.0
        scores: defaultdict[int, float] = defaultdict(float)
        for word, times in Counter(words(query)).items():
            found = Counter(
                number for name in self._postings for number in self._hits(word, (name,))
            )
            weight = math.log(1 + len(self._documents) / (1 + len(found)))
            total += weight * times
            for number, fields in found.items():
                # A word asked for twice may be meant for two fields, as with a record that is
                # called like its band.
                scores[number] += weight * min(times, fields)
        least = total * self._least
        return {n: round(score / total, 6) for n, score in scores.items() if score >= least}

    def _hits(self, word: str, fields: Iterable[str]) -> set[int]:
        postings = [self._postings[name] for name in fields]
        alike = self._spellings(word)
        return {number for field in postings for other in alike for number in field.get(other, ())}

    def _spellings(self, word: str) -> frozenset[str]:
        with self._lock:
            if word not in self._alike:
                near = process.extract(
                    word, self._vocabulary, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=20
                )
                self._alike[word] = frozenset({word, *(found for found, _, _ in near)})
            return self._alike[word]
