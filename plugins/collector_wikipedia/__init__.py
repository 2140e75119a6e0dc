"""Wikipedia and Wikidata: biographies, album articles, and the ids that Wikidata knows.

The ladder: an address among the artist's own links, Wikidata by Discogs id (many at a time),
then titles and search, checked by what kind of thing the article is about.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from attrs import field, frozen

from collector.api import Health, HealthCheck, Rate, hookimpl

if TYPE_CHECKING:
    from collector.api import Enricher, Host
    from collector_wikipedia.wiki import Wiki

COLLECTOR_API = 1


@frozen
class Settings:
    """Settings of the plugin.

    Attributes:
        contact: An address of *yours* (e-mail or web page). The Wikimedia policy asks for the
            operator's contact in every request and refuses those without one.
        languages: Wikipedias to look at, best first.
        base_url: Where the Wikipedias are; ``{lang}`` stands for the language.
        wikidata_url: Where Wikidata is.
        sparql_url: Where Wikidata answers queries.
        rate: Of all Wikimedia requests together; 200 a minute are allowed.
    """

    contact: str = field()
    languages: tuple[str, ...] = field(default=("en",))
    base_url: str = "https://{lang}.wikipedia.org"
    wikidata_url: str = "https://www.wikidata.org"
    sparql_url: str = "https://query.wikidata.org/sparql"
    rate: Rate = Rate(190, 60.0)

    @contact.validator
    def _contact_is_one(self, _attribute: object, value: str) -> None:
        if "@" not in value and "://" not in value:
            raise ValueError(
                "your e-mail address or web page; Wikipedia refuses programs that give no contact"
            )

    @languages.validator
    def _at_least_one(self, _attribute: object, value: tuple[str, ...]) -> None:
        if not value:
            raise ValueError('at least one language, for example ["en"]')


@hookimpl
def collector_settings() -> type:
    """The settings class."""
    return Settings


def _wiki(settings: Settings, host: Host) -> Wiki:
    from collector_wikipedia.wiki import Wiki, service

    return Wiki(host.client(service(settings, host)), settings)


@hookimpl
def collector_enrichers(settings: Settings, host: Host) -> Iterable[Enricher]:
    """Album articles and biographies."""
    from collector_wikipedia.albums import AlbumArticles
    from collector_wikipedia.artists import Biographies

    wiki = _wiki(settings, host)
    return [AlbumArticles(wiki), Biographies(wiki)]


@hookimpl
def collector_health_checks(settings: Settings, host: Host) -> Iterable[HealthCheck]:
    """Whether each Wikipedia answers."""
    wiki = _wiki(settings, host)

    def answers() -> Health:
        page = wiki.pages(settings.languages[0], ["Phonograph record"])
        found = any(page.values())
        return Health(True, "answers" if found else "answers, though it lacks the page asked for")

    return [HealthCheck("Wikipedia", answers)]
