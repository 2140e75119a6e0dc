"""What a batch has read so far: each page and each item is asked for once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import Factory, define

from collector_wikipedia.shapes import Entity, Page
from collector_wikipedia.wiki import Wiki

__all__ = ["Shelf"]


@define
class Shelf:
    """Pages and items of one batch; used by one thread."""

    wiki: Wiki
    _pages: dict[tuple[str, str], Page | None] = Factory(dict)
    _items: dict[str, Entity] = Factory(dict)

    @property
    def languages(self) -> tuple[str, ...]:
        """Best first."""
        return self.wiki.languages

    def pages(self, lang: str, titles: Iterable[str]) -> dict[str, Page]:
        """As :meth:`Wiki.pages`, for the titles that are not here yet; of those, what is known."""
        wanted = dict.fromkeys(titles)
        new = [title for title in wanted if (lang, title) not in self._pages]
        found = self.wiki.pages(lang, new)
        self._pages |= {(lang, title): found.get(title) for title in new}
        return {title: page for title in wanted if (page := self._pages[lang, title])}

    def fetch(self, articles: Iterable[tuple[str, str]]) -> None:
        """Have the pages here that will be wanted (language and title), many in a request.

        A request brings the texts of twenty pages, and few guesses lead to one: what is surely
        there best stands among guesses, not before them.
        """
        of: dict[str, list[str]] = {}
        for lang, title in articles:
            of.setdefault(lang, []).append(title)
        for lang, titles in of.items():
            self.pages(lang, titles)

    def items_with(self, wanted: Mapping[str, Iterable[str]]) -> list[Entity]:
        """The items that carry one of the values of a property."""
        found = self.wiki.items_with(wanted)
        self._items |= {item.id: item for item in found}
        return found

    def entities(self, ids: Iterable[str]) -> Mapping[str, Entity]:
        """Items by id; those that a query has told of are not asked for again."""
        self._items |= self.wiki.entities(id_ for id_ in ids if id_ not in self._items)
        return self._items
