"""Made-up names: of albums, artists and tracks, each different for a different number.

The numbers are shuffled by a multiplication that never repeats itself, so a hundred thousand
names differ without any of them being kept. No word of the list means anything to a matcher
(``live``, ``remix``, ``tribute`` and their like are left out).
"""

from __future__ import annotations

from math import gcd

from attrs import frozen

from collector_sandbox.catalogue.read import read_words

__all__ = ["Names", "is_person"]

_TITLES = (
    "{a} {n}",
    "Songs for the {a} {n}",
    "When the {n} Was {a}",
    "{n} in This {a} Light",
    "How to Build Your {a} {n}",
    "Letters From the {a} {n}",
    "My {a} {n} and I",
    "{a} Weather, {n} Weather",
    "No {n} So {a}",
    "Between {a} and {n}",
    "One {n} for the {a}",
    "All {a} Things: {n}",
)
_TRACKS = ("{a} {n}",)
_BANDS = ("{a} {n}", "The {a} {n}s", "{n} Under {a} Sky", "{a} {n} Club")
_PERSONS = ("{f} {l}", "{f} J. {l}", "{f} M. {l}")
_GROUPS = ("{f} {l} Trio", "{f} {l} Quartet", "{f} {l} Ensemble", "{f} {l} Sextet")


def is_person(i: int) -> bool:
    """Whether artist number ``i`` is one person."""
    return i % 3 == 0


def _shuffled(n: int, seed: int, total: int) -> int:
    """Another number below ``total`` for each ``n`` below it, in an order that ``seed`` picks."""
    step = int(total * 0.618) + seed % 50  # the golden section spreads neighbours widest
    while gcd(step, total) != 1:
        step += 1
    return (n * step + seed) % total


@frozen
class Names:
    """Names out of words, in the order that ``seed`` picks."""

    seed: int
    adjectives: tuple[str, ...]
    nouns: tuple[str, ...]
    first_names: tuple[str, ...]
    last_names: tuple[str, ...]

    @classmethod
    def of(cls, seed: int) -> Names:
        """The names of a world."""
        return cls(seed, **{kind: tuple(words) for kind, words in read_words().items()})

    def album(self, n: int) -> str:
        """The title of album number ``n``: none like it up to 100,000."""
        return self._shuffled(_TITLES, n)

    def artist(self, i: int) -> str:
        """The name of artist number ``i``; every fiftieth is the namesake of the one before."""
        if i % 50 == 49:
            return self.artist(i - 1) + " (2)"
        if i % 3 == 2:
            return self._shuffled(_BANDS, i // 3)
        return self._person(_PERSONS if is_person(i) else _GROUPS, i // 3)

    def track(self, luck: float) -> str:
        """One of some ten thousand titles, by a number from 0 up to 1."""
        return self._filled(_TRACKS, int(luck * len(self.adjectives) * len(self.nouns)))

    def _shuffled(self, forms: tuple[str, ...], n: int) -> str:
        total = len(forms) * len(self.adjectives) * len(self.nouns)
        return self._filled(forms, _shuffled(n, self.seed, total))

    def _filled(self, forms: tuple[str, ...], number: int) -> str:
        number, form = divmod(number, len(forms))
        noun, adjective = divmod(number, len(self.adjectives))
        words = self.adjectives[adjective].capitalize(), self.nouns[noun].capitalize()
        return forms[form].format(a=words[0], n=words[1])

    def _person(self, forms: tuple[str, ...], i: int) -> str:
        total = len(forms) * len(self.first_names) * len(self.last_names)
        number, form = divmod(_shuffled(i, self.seed, total), len(forms))
        last, first = divmod(number, len(self.first_names))
        return forms[form].format(f=self.first_names[first], l=self.last_names[last])
