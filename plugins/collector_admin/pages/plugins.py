"""Plugins: what there is, in which order and state."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from collector.api import BadInput
from collector_admin.app import rooms

__all__ = ["page"]

page = Blueprint("plugins", __name__)

STATES = {
    "ok": "ready",
    "disabled": "switched off",
    "not-installed": "not installed",
    "incompatible": "does not fit this version",
    "load-error": "cannot be loaded",
    "unknown-hook": "made for another version",
    "misconfigured": "its settings are wrong",
    "quarantined": "put aside",
}


@page.get("/plugins")
def every() -> str:
    """All of them, in their order."""
    return render_template("plugins.html", rows=rooms().office.plugins(), states=STATES)


@page.post("/plugins/<name>/switch")
def switch(name: str) -> Response:
    """Switch one on or off."""
    on = request.form.get("on") == "yes"
    rooms().office.switch(name, on=on)
    g.session.say(f"{name} is switched {'on' if on else 'off'}. It shows after the next run.")
    return redirect(url_for("plugins.every"))


@page.post("/plugins/<name>/move")
def move(name: str) -> Response:
    """Put one a place higher or lower."""
    office = rooms().office
    order = [row.name for row in office.plugins() if row.order]
    if name not in order or request.form.get("way") not in {"up", "down"}:
        raise BadInput(f"{name} has no place to be moved from")
    place = order.index(name) + (-1 if request.form["way"] == "up" else 1)
    if 0 <= place < len(order):
        office.move(name, place)
        g.session.say(f"{name} is moved. It shows after the next run.")
    return redirect(url_for("plugins.every"))
