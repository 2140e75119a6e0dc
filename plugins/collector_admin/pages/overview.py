"""Whether all is well, in one look."""

from __future__ import annotations

from flask import Blueprint, render_template

from collector_admin.app import rooms

__all__ = ["page"]

page = Blueprint("overview", __name__)


@page.get("/")
def home() -> str:
    """Figures, what waits, and the last run."""
    office = rooms().office
    if not office.begun:
        return render_template("overview.html", counts=None, last=None, broken=_broken())
    with office.reading() as store:
        counts, runs = store.counts(), store.runs(1)
    failed = sum(one.outcomes.get("failed", 0) for one in counts.speakers)
    return render_template(
        "overview.html",
        counts=counts,
        failed=failed,
        last=runs[0] if runs else None,
        broken=_broken(),
    )


def _broken() -> list[str]:
    """Plugins that are switched on and cannot work."""
    return [one.name for one in rooms().office.plugins() if one.state not in {"ok", "disabled"}]
