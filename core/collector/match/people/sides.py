"""Our side: an artist of the collection."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import frozen

from collector.match.normalise import artist_key, title_key
from collector.model import SubjectView

__all__ = ["OurArtist", "our_artist"]

TELLING = 4
"""A shorter title ("13", "Bad") stands in too many texts."""

_ANYBODYS = re.compile(
    r"\d+|(?:the )?(?:(?:very )?best|greatest hits|hits|singles|remixes|anthology|collection"
    r"|(?:first |debut |new |live |studio |double |christmas )?album|live|unplugged|untitled"
    r"|debut|demos?|soundtrack|music|records?|songs?|gold|platinum|no 1|number ones?|top ten"
    r"|jazz|rock|soul|blues|funk|punk|folk|disco|techno|reggae"
    r"|american?|british|english|german|french|irish|european?"
    r"|london|paris|berlin|new york|los angeles|christmas)"
    r"(?: of)?(?: \d+| i+| live| collection)*"
)
"""Titles of which leads are full: "released a greatest hits album", "formed in 1984 in Berlin"."""


@frozen
class OurArtist:
    """What the collection knows of an artist.

    Attributes:
        name: As Discogs writes it, without a number.
        variations: As it is printed on records, perhaps in part.
        real_name: Of a person; empty if it is not known.
        aliases: Names under which the same people also record.
        members, groups: Who plays here, and where else they play.
        titles: Of the records owned.
        discogs_id: Digits; empty for an artist from elsewhere.
    """

    name: str
    variations: tuple[str, ...] = ()
    real_name: str = ""
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    discogs_id: str = ""

    def is_called(self, name: str) -> bool:
        """Whether a name is this one's own, however it is written (``REM``, ``R.E.M.``).

        What is printed on records may be a part of it: "Prince" for "Prince And The Revolution".
        """
        key = artist_key(name)
        return bool(key) and key.replace(" ", "") == artist_key(self.name).replace(" ", "")

    @property
    def evidence(self) -> tuple[str, ...]:
        """What the right article is likely to mention, titles owned before people."""
        return (*self.records, *self.people)

    @property
    def records(self) -> tuple[str, ...]:
        """The titles owned that tell of this artist, and of few others."""
        titles = (title for title in self.titles if len(title) >= TELLING)
        return self._telling(title for title in titles if not _ANYBODYS.fullmatch(title_key(title)))

    @property
    def people(self) -> tuple[str, ...]:
        """Groups, and members and the real name if these are more than a first name."""
        persons = (name for name in (*self.members, self.real_name) if " " in name)
        return self._telling([*persons, *self.groups])

    def _telling(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Without what stands in the artist's own name: the lead of any namesake has it."""
        own = [f" {artist_key(name)} " for name in (self.name, *self.variations)]
        return tuple(
            text
            for text in dict.fromkeys(texts)
            if (key := artist_key(text)) and not any(f" {key} " in name for name in own)
        )


def our_artist(view: SubjectView) -> OurArtist:
    """The comparable side of an artist's record."""
    fields = view.fields
    prefix, _, number = view.subject.key.partition(":")
    return OurArtist(
        name=str(fields.get("name", "")),
        variations=tuple(fields.get("name_variations") or ()),
        real_name=str(fields.get("real_name") or ""),
        aliases=_names(fields.get("aliases")),
        members=_names(fields.get("members")),
        groups=_names(fields.get("groups")),
        titles=tuple(fields.get("release_titles") or ()),
        discogs_id=number if prefix == "discogs" and number.isdecimal() else "",
    )


def _names(people: Iterable[Mapping[str, Any]] | None) -> tuple[str, ...]:
    return tuple(one["name"] for one in people or () if one.get("name"))
