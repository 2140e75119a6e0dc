"""The requests: few, and as many subjects in each as the services take.

Documented limits used here: 50 titles or ids a request, 20 extracts a request, at most three
requests in flight, and 300 characters of search text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from attrs import frozen

from collector.api import Client, Host, MalformedAnswer, Rate, RetryLater, Service, ServiceDown
from collector_wikipedia.shapes import EntitiesAnswer, Entity, Page, QueryAnswer

if TYPE_CHECKING:
    from collector_wikipedia import Settings

__all__ = ["LICENCE", "Wiki", "service"]

LICENCE = "CC BY-SA 4.0"
EXTRACTS = 20
IDS = 50
SEARCH_TEXT = 300

T = TypeVar("T")

_PASSING = {"maxlag", "ratelimited", "readonly", "cirrussearch-too-busy-error"}


def service(settings: Settings, host: Host) -> Service:
    """Wikipedias and Wikidata count as one service: they share one limit."""
    wikis = [settings.base_url.format(lang=lang) for lang in settings.languages]
    return Service(
        name="wikipedia",
        base_url=wikis[0],
        also=(*wikis[1:], settings.wikidata_url),
        rate=settings.rate,
        headers={"User-Agent": host.user_agent(settings.contact)},
        cache=timedelta(days=30),
        in_flight=3,
        image_hosts={"upload.wikimedia.org": Rate(1, 1.0), "thumb.wikimedia.org": Rate(1, 1.0)},
    )


@frozen
class Wiki:
    """Asks Wikipedias and Wikidata."""

    client: Client
    settings: Settings

    @property
    def languages(self) -> tuple[str, ...]:
        """Best first."""
        return self.settings.languages

    def pages(self, lang: str, titles: Sequence[str]) -> dict[str, Page | None]:
        """The articles behind titles: asked title to page.

        None where there is no article, it is a list of meanings, or the title redirects to a
        section (the article is then about something else).
        """
        found: dict[str, Page | None] = {}
        for some in _chunks([title for title in titles if _valid(title)], EXTRACTS):
            found.update(self._pages(lang, some))
        return {title: found.get(title) for title in titles}

    def _pages(self, lang: str, titles: Sequence[str]) -> dict[str, Page | None]:
        answer = self._query(
            lang,
            prop="extracts|pageprops|info|pageimages|description",
            titles="|".join(titles),
            redirects=1,
            exintro=1,
            explaintext=1,
            exlimit=EXTRACTS,
            inprop="url",
            ppprop="wikibase_item|disambiguation",
            piprop="original|thumbnail",
            pithumbsize=960,
            pilicense="free",
        )
        pages = {page.title: page for page in answer.query.pages if page.usable}
        step = {one["from"]: one["to"] for one in answer.query.normalized}
        sections = {one["from"] for one in answer.query.redirects if one.get("tofragment")}
        redirect = {one["from"]: one["to"] for one in answer.query.redirects}
        result: dict[str, Page | None] = {}
        for title in titles:
            normal = step.get(title, title)
            result[title] = None if normal in sections else pages.get(redirect.get(normal, normal))
        return result

    def search(self, lang: str, text: str, limit: int = 5) -> list[str]:
        """Titles that a search finds, best first."""
        answer = self._query(
            lang, list="search", srsearch=text[:SEARCH_TEXT], srlimit=limit, srnamespace=0
        )
        return [hit.title for hit in answer.query.search]

    def _query(self, lang: str, **params: str | int) -> QueryAnswer:
        base = self.settings.base_url.format(lang=lang)
        reply = self.client.get(f"{base}/w/api.php", _standard("query", params))
        answer = reply.read(QueryAnswer)
        _check(answer.error.code if answer.error else "", base)
        return answer

    # -- Wikidata ----------------------------------------------------------------------------

    def items_with(self, prop: str, values: Sequence[str]) -> dict[str, Entity]:
        """The items that carry a value of a property: value to item.

        A value that more than one item carries is left out: which of them is right is not known.
        """
        ids: list[str] = []
        for text in _claim_searches(prop, values):
            params: dict[str, str | int] = {
                "list": "search",
                "srsearch": text,
                "srnamespace": 0,
                "srlimit": IDS,
            }
            reply = self.client.get(self._wikidata, _standard("query", params))
            answer = reply.read(QueryAnswer)
            _check(answer.error.code if answer.error else "", "Wikidata")
            ids += [hit.title for hit in answer.query.search]
        return _by_value(self.entities(ids).values(), prop, set(values))

    def entities(self, ids: Sequence[str]) -> dict[str, Entity]:
        """Items by id; a merged one also by the id that was asked for."""
        found: dict[str, Entity] = {}
        sites = "|".join(f"{lang}wiki" for lang in self.languages)
        for some in _chunks(list(dict.fromkeys(ids)), IDS):
            params = {
                "ids": "|".join(some),
                "props": "sitelinks|claims|labels|descriptions",
                "languages": "|".join(dict.fromkeys([*self.languages, "en", "mul"])),
                "sitefilter": sites,
            }
            reply = self.client.get(self._wikidata, _standard("wbgetentities", params))
            answer = reply.read(EntitiesAnswer)
            _check(answer.error.code if answer.error else "", "Wikidata")
            for asked, entity in answer.entities.items():
                if entity.missing is None:
                    found[asked] = found[entity.id] = entity
        return found

    @property
    def _wikidata(self) -> str:
        return f"{self.settings.wikidata_url}/w/api.php"


def _standard(action: str, params: Mapping[str, str | int]) -> dict[str, str | int]:
    return {"action": action, "format": "json", "formatversion": 2, **params}


def _check(code: str, where: str) -> None:
    """Errors come with status 200."""
    if code in _PASSING:
        raise RetryLater(f"{where} is busy ({code})", after=timedelta(minutes=5))
    if code.startswith("internal_api_error"):
        raise ServiceDown(f"{where} failed ({code})")
    if code:
        raise MalformedAnswer(f"{where} refused the request: {code}")


def _claim_searches(prop: str, values: Sequence[str]) -> Iterator[str]:
    """Search texts for many values at once, none longer than the search takes."""
    text = ""
    for value in dict.fromkeys(values):
        part = f"{prop}={value}"
        longer = f"{text}|{part}" if text else f"haswbstatement:{part}"
        if len(longer) > SEARCH_TEXT:
            yield text
            longer = f"haswbstatement:{part}"
        text = longer
    if text:
        yield text


def _by_value(items: Iterable[Entity], prop: str, values: set[str]) -> dict[str, Entity]:
    owners: dict[str, dict[str, Entity]] = {}
    for item in items:
        for value in values.intersection(item.values(prop)):
            owners.setdefault(value, {})[item.id] = item
    return {value: next(iter(of.values())) for value, of in owners.items() if len(of) == 1}


def _valid(title: str) -> bool:
    """Titles with these characters are refused by the wiki, whole request included."""
    return bool(title.strip()) and not any(character in title for character in "|#<>[]{}\n")


def _chunks(values: Sequence[T], size: int) -> Iterator[list[T]]:
    rest = iter(values)
    while some := list(islice(rest, size)):
        yield some
