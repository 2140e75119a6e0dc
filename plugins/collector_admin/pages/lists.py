"""Lists of releases and artists."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from collector.api import Kind
from collector.office import STATES, Query
from collector_admin.app import rooms

__all__ = ["page"]

page = Blueprint("lists", __name__)

SORTS = {"added": "newest first", "title": "by title", "year": "by year"}
MOST = 10**6
"""No list has so many pages."""


@page.get("/releases")
def releases() -> str:
    """Every release, or what is looked for."""
    return _list("release")


@page.get("/artists")
def artists() -> str:
    """Every artist, or what is looked for."""
    return _list("artist")


def _list(kind: Kind) -> str:
    query = _query(kind)
    with rooms().office.reading() as store:
        found = store.listing(query)
    return render_template("list.html", found=found, query=query, states=STATES, sorts=SORTS)


def _query(kind: Kind) -> Query:
    """What is looked for; what no form of ours says is the usual."""
    given = request.args
    state, sort = given.get("state", ""), given.get("sort", "added")
    page_ = given.get("page", "1")
    return Query(
        kind,
        given.get("words", "")[:200],
        state if state in STATES else "",  # type: ignore[arg-type]
        sort if sort in SORTS else "added",  # type: ignore[arg-type]
        min(int(page_), MOST) if page_.isascii() and page_.isdecimal() and int(page_) else 1,
    )
