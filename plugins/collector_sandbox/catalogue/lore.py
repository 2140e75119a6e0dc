"""What Wikipedia and Wikidata have: of the artists, of the records, and of their namesakes.

An artist of the catalogue has an article if it says what the artist is (``about``); an album has
one by rule, named after the usage of the English Wikipedia: the bare title if nothing else has
it, ``Title (album)`` or ``Title (Artist album)`` otherwise. Items carry the Discogs, Spotify and
Apple Music ids only now and then, as in life.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import Factory, define

from collector_sandbox.catalogue.derive import Offer
from collector_sandbox.catalogue.ids import number, share, wikidata_id
from collector_sandbox.catalogue.read import Entry, plain
from collector_sandbox.catalogue.service import service_artist
from collector_sandbox.world import Article, DiscogsArtist, Entity

__all__ = ["Lore", "album_lore", "artist_lore", "page_lore"]

Raw = Mapping[str, Any]

# Wikidata's types: human, musical group, rock band, duo, album, single, EP, disambiguation page.
_KINDS = {
    "person": "Q5",
    "group": "Q215380",
    "band": "Q5741069",
    "duo": "Q9212979",
    "album": "Q482994",
    "compilation": "Q222910",
    "single": "Q134556",
    "ep": "Q169930",
    "disambiguation": "Q4167410",
}
_MUSICIAN = "Q639669"


@define
class Lore:
    """The pages and items gathered so far, and which page is right for whom.

    Attributes:
        articles: By language and title.
        entities: By id.
        artists, albums: Discogs id to (lang, title).
        taken: The titles of the English pages, casefolded.
    """

    articles: dict[tuple[str, str], Article] = Factory(dict)
    entities: dict[str, Entity] = Factory(dict)
    artists: dict[int, tuple[str, str]] = Factory(dict)
    albums: dict[int, tuple[str, str]] = Factory(dict)
    taken: set[str] = Factory(set)

    def free(self, title: str) -> bool:
        """Whether no English page has this title, whatever the case of its letters."""
        return title.casefold() not in self.taken

    def add(self, title: str, lang: str = "en", **fields: Any) -> tuple[str, str]:
        """Adds a page (its ids and its image come from its title), and says which it is."""
        key = (lang, title)
        if lang == "en":
            self.taken.add(title.casefold())
        self.articles[key] = Article(
            lang=lang,
            page_id=1_000_000 + 7 * len(self.articles),
            title=title,
            revision=1_100_000_000 + number("revision", *key) % 200_000_000,
            image=(0, 0) if share("image", *key) < 0.4 else (1920, 1280),
            **fields,
        )
        return key


# -- pages of their own ------------------------------------------------------------------------


def page_lore(lore: Lore, pages: Iterable[Raw]) -> None:
    """Words, books, places, lists, disambiguation pages and redirects."""
    for raw in pages:
        title, lang = raw["title"], raw.get("lang", "en")
        kind = raw.get("kind", "standard")
        item = "" if kind == "redirect" else wikidata_id("page", lang, title)
        lore.add(
            title,
            lang,
            extract=raw.get("text", ""),
            description=raw.get("about", ""),
            kind=kind,
            target=raw.get("target", ""),
            item=item,
        )
        if item:
            types = raw.get("type") or _KINDS.get(kind, "Q35120")  # Q35120: an entity
            more = {name: (value,) for name, value in raw.get("claims", {}).items()}
            claims = {"P31": (types,), **more}
            sites = {f"{lang}wiki": title}
            lore.entities[item] = Entity(item, title, raw.get("about", ""), claims, sites)


# -- artists -----------------------------------------------------------------------------------


def artist_lore(
    lore: Lore, artist: DiscogsArtist, raw: Raw, titles: Sequence[tuple[str, int]]
) -> None:
    """The article and the item of an artist.

    Args:
        lore: Where to put them.
        artist: Whose.
        raw: What the catalogue says; without ``about`` there is neither.
        titles: (title, year) of its records, for the article's text.
    """
    if "about" not in raw:
        return
    item = "" if raw.get("wikidata") == "absent" else wikidata_id("artist", artist.id)
    name = plain(artist.name)
    pages = {"en": raw.get("article", name), **raw.get("articles", {})}
    right = {lang: title for lang, title in pages.items() if title != "absent"}
    for lang, title in right.items():
        text = _artist_text(artist, raw, titles) if lang == "en" else raw.get(f"text_{lang}", name)
        lore.add(title, lang, extract=text, description=raw["about"], item=item)
    if right:
        lore.artists[artist.id] = next(iter(right.items()))
    if item:
        claims = _artist_claims(artist, raw)
        sites = {f"{lang}wiki": title for lang, title in right.items()}
        lore.entities[item] = Entity(item, raw.get("label", name), raw["about"], claims, sites)


def _artist_text(artist: DiscogsArtist, raw: Raw, titles: Sequence[tuple[str, int]]) -> str:
    name = plain(artist.name)
    lines = [f"{raw.get('label', name)} {'are' if artist.members else 'is'} {raw['about']}."]
    if artist.realname:
        lines.append(f"The real name is {artist.realname}.")
    if artist.members:
        lines.append(f"Members: {', '.join(plain(member) for _, member in artist.members)}.")
    if titles:
        known = [f"{title} ({year})" if year else title for title, year in titles[:4]]
        lines.append(f"Records: {', '.join(known)}.")
    return " ".join(lines)


def _artist_claims(artist: DiscogsArtist, raw: Raw) -> dict[str, tuple[str, ...]]:
    kind = raw.get("is", "band" if artist.members else "person")
    claims: dict[str, tuple[str, ...]] = {"P31": (_KINDS[kind],)}
    if kind == "person":
        claims["P106"] = (_MUSICIAN,)
    if raw.get("wikidata") != "unlinked" and share("P1953", artist.id) < 0.75:
        claims["P1953"] = (str(artist.id),)
    if share("P1902", artist.id) < 0.5:
        claims["P1902"] = (service_artist("spotify", artist.name).id,)
    if share("P2850", artist.id) < 0.5:
        claims["P2850"] = (service_artist("apple", artist.name).id,)
    return claims


# -- albums ------------------------------------------------------------------------------------


def album_lore(lore: Lore, entry: Entry, apple: Offer, spotify: Offer) -> None:
    """The article and the item of a record; pressings of one work share them."""
    release = entry.release
    title = _album_title(lore, entry)
    item = wikidata_id("album", entry.work)
    if not title or entry.knobs.get("wikidata") == "absent":
        item = ""
    if title:
        about = f"{release.master_year or release.year or ''} {entry.kind}".strip()
        about += f" by {_names(entry)}"
        text = "\n".join(_album_text(entry, about))
        lore.albums[release.id] = lore.add(title, extract=text, description=about, item=item)
    if item:
        claims = _album_claims(entry, apple, spotify)
        sites = {"enwiki": title}
        lore.entities[item] = Entity(item, release.title, "", claims, sites)


def _names(entry: Entry) -> str:
    return " and ".join(plain(credit.name) for credit in entry.release.artists)


def _album_title(lore: Lore, entry: Entry) -> str:
    """The article's title; empty if there is none."""
    given = entry.knobs.get("article")
    if given:
        return "" if given == "absent" else str(given)
    if entry.kind == "single" or share("article", entry.work) > 0.8:
        return ""
    title, name = entry.release.title, plain(entry.release.artists[0].name)
    tries = [title, f"{title} (album)", f"{title} ({name} album)"]
    if title.casefold() == name.casefold():
        tries = tries[1:]
    return next((one for one in tries if lore.free(one)), "")


def _album_text(entry: Entry, about: str) -> Iterator[str]:
    release = entry.release
    yield f"{release.title} is a {about}."
    if release.labels and release.labels[0].id != 1818:
        yield f"{release.labels[0].name} released it."
    if release.tracklist:
        yield f"The first of its tracks is {release.tracklist[0].title}."


def _album_claims(entry: Entry, apple: Offer, spotify: Offer) -> dict[str, tuple[str, ...]]:
    release, work = entry.release, entry.work
    claims = {
        "P31": (_KINDS[entry.kind],),
        "P175": tuple(wikidata_id("artist", credit.id) for credit in release.artists),
    }
    if release.master_id and share("P1954", work) < 0.6:
        claims["P1954"] = (str(release.master_id),)
    if apple.right and share("P2281", work) < 0.5:
        claims["P2281"] = (apple.right[0].id,)
    if spotify.right and share("P2205", work) < 0.5:
        claims["P2205"] = (spotify.right[0].id,)
    return claims
