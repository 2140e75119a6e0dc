"""Pictures: those that are kept, and those that a plugin names."""

from __future__ import annotations

import re

from flask import Blueprint, abort, send_file
from werkzeug.wrappers import Response

from collector.api import CollectorError
from collector_admin.app import rooms
from collector_admin.pages.record import PICTURES, subject_of

__all__ = ["page"]

page = Blueprint("pictures", __name__)

_NAME = re.compile(r"[0-9a-f]{32}\.[a-z]{3,4}")
DAY = 86_400  # seconds


@page.get("/pictures/<name>")
def kept(name: str) -> Response:
    """A picture of the workspace, as lists show it."""
    return _sent(name)


@page.get("/named/<kind>/<path:key>/<int:number>")
def named(kind: str, key: str, number: int) -> Response:
    """The picture that the so manieth statement about a record names, fetched by us.

    The browser asks no third party; and nothing is fetched but what a plugin has named.
    """
    subject = subject_of(kind, key)
    with rooms().office.reading() as store:
        why = store.explain(subject, PICTURES[subject.kind]).fields[0]
    if not 0 <= number < len(why.said):
        abort(404)
    try:
        file = rooms().office.fetch_picture(str(why.said[number].value["url"]))
    except CollectorError:
        abort(404)
    return _sent(file["name"])


def _sent(name: str) -> Response:
    path = rooms().office.picture(name, small=True) if _NAME.fullmatch(name) else None
    if path is None:
        abort(404)
    return send_file(path, max_age=DAY)
