"""Every change that was made by hand."""

from __future__ import annotations

from flask import Blueprint, render_template

from collector_admin.app import rooms

__all__ = ["page"]

page = Blueprint("changes", __name__)

MOST = 300


@page.get("/changes")
def every() -> str:
    """The latest first."""
    office = rooms().office
    rows = []
    if office.begun:
        with office.reading() as store:
            rows = store.audit(limit=MOST)
    return render_template("changes.html", rows=rows)
