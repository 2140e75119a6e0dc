"""The requests: few, and as many subjects in each as the services take.

Documented limits used here: 50 titles or ids a request, 20 extracts a round, at most three
requests in flight, 300 characters of search text, and about a hundred values a query.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from attrs import frozen

from collector.api import (
    Client,
    Host,
    MalformedAnswer,
    Rate,
    Reply,
    RetryLater,
    Service,
    ServiceDown,
)
from collector_wikipedia.batches import (
    SEARCH_TEXT,
    VALUES,
    chunks,
    title_batches,
    value_batches,
)
from collector_wikipedia.shapes import EntitiesAnswer, Entity, File, Page, Problem, QueryAnswer
from collector_wikipedia.sparql import SparqlAnswer, items, question

if TYPE_CHECKING:
    from collector_wikipedia import Settings

__all__ = ["LICENCE", "Wiki", "by_value", "service"]

LICENCE = "CC BY-SA 4.0"
EXTRACTS = 20
ROUNDS = 5
"""An answer that goes on for ever is cut off."""
PAUSE = timedelta(minutes=5)

T = TypeVar("T", QueryAnswer, EntitiesAnswer)

_INTRO: Mapping[str, str | int] = {"exintro": 1, "explaintext": 1, "exlimit": EXTRACTS}

_PASSING = {"maxlag", "ratelimited", "readonly", "cirrussearch-too-busy-error"}


def service(settings: Settings, host: Host) -> Service:
    """Wikipedias and Wikidata count as one service: they share one limit."""
    wikis = [settings.base_url.format(lang=lang) for lang in settings.languages]
    return Service(
        name="wikipedia",
        base_url=wikis[0],
        also=(*wikis[1:], settings.wikidata_url, settings.sparql_url),
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

    def pages(self, lang: str, titles: Iterable[str]) -> dict[str, Page]:
        """The pages behind titles, lists of meanings included: asked title to page.

        A title is left out where there is no page, or where it redirects to a section (the page
        is then about something else).
        """
        found: dict[str, Page] = {}
        for some in title_batches(titles):
            found |= self._pages(lang, some)
        texts = self._texts(lang, sorted({p.title for p in found.values() if p.is_unread}))
        return {asked: page.merged(texts.get(page.title, page)) for asked, page in found.items()}

    def _pages(self, lang: str, titles: Mapping[str, str]) -> dict[str, Page]:
        """What the pages are, and the texts of the first of them: these come for nothing."""
        params: dict[str, str | int] = {
            "prop": "extracts|pageprops|info|pageimages|description",
            "titles": "|".join(dict.fromkeys(titles.values())),
            "redirects": 1,
            **_INTRO,
            "inprop": "url",
            "ppprop": "wikibase_item|disambiguation",
            "piprop": "original|thumbnail|name",
            "pithumbsize": 960,
            "pilicense": "free",
        }
        answer, pages = self._whole(lang, params, stop={"excontinue", "continue"})
        ends = {asked: _end(answer, sent) for asked, sent in titles.items()}
        return {asked: pages[end] for asked, end in ends.items() if end in pages}

    def _texts(self, lang: str, titles: Iterable[str]) -> dict[str, Page]:
        """Pages by title, with nothing but their text."""
        found: dict[str, Page] = {}
        for some in title_batches(titles, EXTRACTS):
            params = {"prop": "extracts", "titles": "|".join(some.values()), **_INTRO}
            found |= self._whole(lang, params, stop={"continue"})[1]
        return found

    def _whole(
        self, lang: str, params: Mapping[str, str | int], stop: Set[str]
    ) -> tuple[QueryAnswer, dict[str, Page]]:
        """The first answer, and the pages of all rounds; no more where only ``stop`` is left."""
        first = answer = self._query(lang, params)
        pages = {page.title: page for page in answer.query.pages if page.exists}
        rounds = 1
        while answer.more.keys() - stop and rounds < ROUNDS:
            answer, rounds = self._query(lang, {**params, **answer.more}), rounds + 1
            for page in answer.query.pages:
                if page.title in pages:
                    pages[page.title] = pages[page.title].merged(page)
        return first, pages

    def files(self, names: Iterable[str]) -> dict[str, File]:
        """Where files of Commons are described, and their licences: name to that.

        Every wiki knows them; one that has a file of its own under the name tells of that one.
        """
        found: dict[str, File] = {}
        for some in title_batches(f"File:{name.replace('_', ' ')}" for name in names):
            params: dict[str, str | int] = {
                "prop": "imageinfo",
                "titles": "|".join(some.values()),
                "iiprop": "url|extmetadata",
                "iiextmetadatafilter": "LicenseShortName|LicenseUrl|Artist",
            }
            for page in self._query(self.languages[0], params).query.pages:
                if page.imageinfo:
                    name = page.title.partition(":")[2]  # behind "Datei:" elsewhere
                    found[name.replace(" ", "_")] = page.imageinfo[0]
        return found

    def search(self, lang: str, text: str, limit: int) -> list[str]:
        """Titles that a search finds, best first."""
        answer = self._query(lang, _search_params(text, limit))
        return [hit.title for hit in answer.query.search]

    def _query(self, lang: str, params: Mapping[str, str | int]) -> QueryAnswer:
        base = self.settings.base_url.format(lang=lang)
        return self._ask(base, "query", params, QueryAnswer)

    # -- Wikidata ----------------------------------------------------------------------------

    def items_with(self, wanted: Mapping[str, Iterable[str]]) -> list[Entity]:
        """The items that carry one of the values of a property, with all that is read of them.

        Args:
            wanted: Property to values, numbers all of them.
        """
        found: dict[str, Entity] = {}
        for some in value_batches(wanted):
            params = {"query": question(some, self.languages), "format": "json"}
            reply = self.client.get(self.settings.sparql_url, params)
            answer = reply.read(SparqlAnswer)
            if not answer.is_whole:
                reply.discard()
                raise MalformedAnswer(f"{self.settings.sparql_url}: a row lacks item, p or v")
            found |= {item.id: item for item in items(answer, self.languages)}
        return list(found.values())

    def entities(self, ids: Iterable[str]) -> dict[str, Entity]:
        """Items by id; a merged one also by the id that was asked for."""
        found: dict[str, Entity] = {}
        sites = "|".join(f"{lang}wiki" for lang in self.languages)
        for some in chunks(dict.fromkeys(one for one in ids if one), VALUES):
            params = {
                "ids": "|".join(some),
                "props": "sitelinks|claims|labels|descriptions",
                "languages": "|".join(dict.fromkeys([*self.languages, "en", "mul"])),
                "sitefilter": sites,
            }
            base = self.settings.wikidata_url
            answer = self._ask(base, "wbgetentities", params, EntitiesAnswer)
            for asked, entity in (answer.entities or {}).items():
                if entity.missing is None:
                    keys = {asked, entity.id, entity.redirects.get("from", asked)}
                    found |= dict.fromkeys(keys, entity)
        return found

    # -- both --------------------------------------------------------------------------------

    def _ask(self, base: str, action: str, params: Mapping[str, str | int], shape: type[T]) -> T:
        standard: dict[str, str | int] = {"action": action, "format": "json", "formatversion": 2}
        reply = self.client.get(f"{base}/w/api.php", {**standard, **params})
        answer = reply.read(shape)
        problem = getattr(answer, "error", None)
        if isinstance(problem, Problem):
            reply.discard()
            raise _error(problem, base, reply)
        if not answer.whole:
            reply.discard()
            raise MalformedAnswer(f"{base} answered without what was asked for")
        return answer


def _search_params(text: str, limit: int) -> dict[str, str | int]:
    return {
        "list": "search",
        "srsearch": text[:SEARCH_TEXT],
        "srnamespace": 0,
        "srlimit": limit,
    }


def _error(problem: Problem, where: str, reply: Reply) -> Exception:
    """Errors come with status 200."""
    code = problem.code
    if code in _PASSING:
        given = reply.headers.get("Retry-After", "")
        after = timedelta(seconds=int(given)) if given.isdecimal() else PAUSE
        return RetryLater(f"{where} is busy ({code})", after=after)
    if code.startswith("internal_api_error"):
        return ServiceDown(f"{where} failed ({code})")
    return MalformedAnswer(f"{where} refused the request: {code}: {problem.info}")


def _end(answer: QueryAnswer, title: str) -> str:
    """Where a title leads: normalised, then redirected; empty if it leads to a section."""
    steps = {one["from"]: one["to"] for one in answer.query.normalized}
    redirects = {one["from"]: one for one in answer.query.redirects}
    title, seen = steps.get(title, title), set[str]()
    while title in redirects and title not in seen:
        seen.add(title)
        if redirects[title].get("tofragment"):
            return ""
        title = redirects[title]["to"]
    return title


def by_value(items: Iterable[Entity], prop: str) -> dict[str, Entity]:
    """Value of a property to the item that carries it.

    A value that several items carry leads to none: which of them is right is not known.
    """
    owners: dict[str, list[Entity]] = {}
    for item in items:
        for value in item.values(prop):
            owners.setdefault(value, []).append(item)
    return {value: of[0] for value, of in owners.items() if len(of) == 1}
