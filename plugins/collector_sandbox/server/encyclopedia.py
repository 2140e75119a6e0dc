"""The articles of one Wikipedia, by title, by file and by their words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from attrs import frozen

from collector_sandbox.server.pictures import commons_name
from collector_sandbox.server.relevance import SearchIndex
from collector_sandbox.world import Article, World

__all__ = ["Encyclopedia", "Redirect", "normal"]

_HOPS = 3


@frozen
class Redirect:
    """A redirect that was followed; ``fragment`` is the section it goes to, or empty."""

    source: str
    target: str
    fragment: str


def normal(title: str) -> str:
    """A title as the wiki writes it: spaces, a capital first."""
    plain = re.sub(r"[\s_]+", " ", title).strip()
    return plain[:1].upper() + plain[1:]


class Encyclopedia:
    """One language's articles."""

    def __init__(self, world: World, lang: str) -> None:
        self.lang = lang
        self._articles = [each for each in world.articles if each.lang == lang]
        self._by_title = {each.title: each for each in self._articles}
        self._by_id = {each.page_id: each for each in self._articles}

    def __len__(self) -> int:
        return len(self._articles)

    def get(self, title: str) -> Article | None:
        """The page of that very title, redirects included."""
        return self._by_title.get(title)

    def by_id(self, page_id: int) -> Article | None:
        """The page with that id."""
        return self._by_id.get(page_id)

    def follow(self, title: str) -> tuple[str, list[Redirect]]:
        """Where a title leads, and by which redirects."""
        steps: list[Redirect] = []
        page = self.get(title)
        while page is not None and page.kind == "redirect" and len(steps) < _HOPS:
            target, _, fragment = page.target.partition("#")
            steps.append(Redirect(page.title, target, fragment))
            title, page = target, self.get(target)
        return title, steps

    def search(self, query: str) -> Sequence[Article]:
        """Articles by the words of title and text, those with the words in the title first."""
        found = self._index.search(query)
        titled = {each.page_id for each in self._index.search(title=query)}
        return sorted(found, key=lambda each: each.page_id not in titled)

    @cached_property
    def files(self) -> Mapping[str, Article]:
        """File name to the article that shows it."""
        return {commons_name(each): each for each in self._articles if each.image[0]}

    @cached_property
    def _index(self) -> SearchIndex[Article]:
        pages = [each for each in self._articles if each.kind != "redirect"]
        pages.sort(key=lambda each: (len(each.title), each.page_id))
        return SearchIndex(
            pages, {"title": lambda each: each.title, "text": lambda each: each.extract}
        )
