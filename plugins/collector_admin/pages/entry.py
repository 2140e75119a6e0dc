"""Coming in and going out."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from collector_admin.app import rooms
from collector_admin.guard import COOKIE

__all__ = ["page"]

page = Blueprint("entry", __name__)


@page.get("/enter")
def enter() -> Response:
    """A link of the terminal opens a session."""
    session = rooms().gate.enter(request.args.get("key", ""))
    if session is None:
        return redirect(url_for("entry.closed"))
    response = redirect(url_for("overview.home"))
    response.set_cookie(COOKIE, session.id, httponly=True, samesite="Strict")
    return response


@page.get("/closed")
def closed() -> tuple[str, int]:
    """For who has no session."""
    return render_template("closed.html"), 403


@page.post("/ask")
def ask() -> str:
    """Print a new link where only its owner sees it."""
    its = rooms()
    link = f"{request.host_url}enter?key={its.gate.new_key()}"
    its.tell(f"A new link to the admin, for once: {link}")
    return render_template("closed.html", asked=True)


@page.post("/leave")
def leave() -> Response:
    """End the session."""
    rooms().gate.leave(g.session)
    response = redirect(url_for("entry.closed"))
    response.delete_cookie(COOKIE, httponly=True, samesite="Strict")
    return response
