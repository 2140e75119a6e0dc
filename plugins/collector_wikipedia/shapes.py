"""What the Action API sends (``formatversion=2``), as far as it is read here."""

from __future__ import annotations

from typing import Any

from attrs import Factory, evolve, field, frozen

__all__ = ["Claim", "EntitiesAnswer", "Entity", "Page", "QueryAnswer", "SearchHit"]


@frozen
class Problem:
    """An error; it comes with HTTP status 200."""

    code: str
    info: str = ""


@frozen
class Picture:
    """An image of a page, with the size that was asked for (not always the one that comes)."""

    source: str
    width: int = 0
    height: int = 0


@frozen
class File:
    """What ``prop=imageinfo`` says of a file.

    Attributes:
        descriptionurl: Its page, at Commons or in the wiki itself.
        extmetadata: Name to ``{"value": ..., "source": ...}``; a list where there is nothing.
    """

    descriptionurl: str = ""
    extmetadata: Any = None

    def says(self, name: str) -> str:
        """One of the metadata, as HTML; empty if there is none."""
        known = self.extmetadata if isinstance(self.extmetadata, dict) else {}
        found = known.get(name)
        value = found.get("value") if isinstance(found, dict) else None
        return value if isinstance(value, str) else ""


@frozen
class Properties:
    """``disambiguation`` is an empty text where the page is one."""

    wikibase_item: str = ""
    disambiguation: str | None = None


@frozen
class Page:
    """A page; ``missing`` or ``invalid`` where there is none."""

    title: str
    ns: int = 0
    pageid: int = 0
    missing: bool = False
    invalid: bool = False
    extract: str = ""
    fullurl: str = ""
    lastrevid: int = 0
    pageprops: Properties = Factory(Properties)
    description: str = ""
    original: Picture | None = None
    thumbnail: Picture | None = None
    pageimage: str = ""
    imageinfo: list[File] = Factory(list)

    @property
    def exists(self) -> bool:
        """A page of the encyclopedia, be it a list of meanings."""
        return not (self.missing or self.invalid or self.ns != 0)

    @property
    def is_article(self) -> bool:
        """It has text, and is no list of meanings."""
        return self.exists and self.pageprops.disambiguation is None and bool(self.extract.strip())

    @property
    def is_unread(self) -> bool:
        """Its text may still be asked for; that of a list of meanings is of no use."""
        return self.exists and self.pageprops.disambiguation is None and not self.extract

    def merged(self, later: Page) -> Page:
        """With what a later round of the same query says."""
        return evolve(
            self,
            extract=self.extract or later.extract,
            description=self.description or later.description,
            fullurl=self.fullurl or later.fullurl,
            lastrevid=self.lastrevid or later.lastrevid,
            pageprops=self.pageprops if self.pageprops != Properties() else later.pageprops,
            original=self.original or later.original,
            thumbnail=self.thumbnail or later.thumbnail,
            pageimage=self.pageimage or later.pageimage,
        )


@frozen
class SearchHit:
    """A result of ``list=search``."""

    title: str
    ns: int = 0
    pageid: int = 0


@frozen
class Query:
    """The ``query`` member; redirects and normalisations are maps of their own keys."""

    pages: list[Page] = Factory(list)
    search: list[SearchHit] = Factory(list)
    redirects: list[dict[str, Any]] = Factory(list)
    normalized: list[dict[str, Any]] = Factory(list)


_ABSENT = Query()


@frozen
class QueryAnswer:
    """Answer of ``action=query``; ``more`` are the parameters that ask for the rest of it."""

    query: Query = _ABSENT
    error: Problem | None = None
    more: dict[str, str | int] = field(factory=dict, metadata={"key": "continue"})

    @property
    def whole(self) -> bool:
        """Whether it holds what was asked for."""
        return self.query is not _ABSENT


@frozen
class DataValue:
    """A value: text for external ids, ``{"id": "Q5"}`` for items."""

    value: Any = None


@frozen
class Snak:
    """``datavalue`` is absent for ``novalue`` and ``somevalue``."""

    datavalue: DataValue | None = None


@frozen
class Claim:
    """A statement of an item."""

    mainsnak: Snak
    rank: str = "normal"


@frozen
class Label:
    """A text in one language."""

    value: str


@frozen
class Sitelink:
    """The page of an item in one wiki."""

    title: str


@frozen
class Entity:
    """A Wikidata item; ``missing`` is an empty text where there is none.

    ``redirects`` (``{from, to}``) marks an item that another one was merged into.
    """

    id: str
    missing: str | None = None
    labels: dict[str, Label] = Factory(dict)
    descriptions: dict[str, Label] = Factory(dict)
    claims: dict[str, list[Claim]] = Factory(dict)
    sitelinks: dict[str, Sitelink] = Factory(dict)
    redirects: dict[str, str] = Factory(dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Its labels and the titles of its articles."""
        titles = (link.title for link in self.sitelinks.values())
        return (*(label.value for label in self.labels.values()), *titles)

    def values(self, prop: str) -> tuple[str, ...]:
        """The values of a property as text; items as their ids; deprecated ones left out."""
        found: list[str] = []
        for claim in self.claims.get(prop, ()):
            data = claim.mainsnak.datavalue
            if claim.rank != "deprecated" and data is not None:
                value = data.value
                found.append(str(value.get("id", "") if isinstance(value, dict) else value))
        return tuple(value for value in found if value)

    @property
    def description(self) -> str:
        """In English, where there is one."""
        label = self.descriptions.get("en") or next(iter(self.descriptions.values()), None)
        return label.value if label else ""


@frozen
class EntitiesAnswer:
    """Answer of ``action=wbgetentities``."""

    entities: dict[str, Entity] | None = None
    error: Problem | None = None

    @property
    def whole(self) -> bool:
        """Whether it holds what was asked for."""
        return self.entities is not None
