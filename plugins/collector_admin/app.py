"""The application: pages over an office, behind the guard."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from attrs import frozen
from flask import Flask, current_app, g, render_template
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from collector.api import CollectorError
from collector.office import Office, Runner, in_words, speaker_named
from collector_admin.gate import Gate
from collector_admin.guard import guard

__all__ = ["Rooms", "create_app", "rooms"]

SAID = {
    403: ("You cannot do that from here", "Go back, load the page again, and try once more."),
    404: ("There is no such page", "It may have been moved or removed."),
    405: ("There is no such page", "It may have been moved or removed."),
    413: ("That is too large", "A picture may have 40 MB, a text 2 MB."),
    421: ("Nobody here has that name", "Open the address that the terminal shows."),
}


@frozen
class Rooms:
    """What the pages work with.

    Attributes:
        office: The workspace.
        gate: Links and sessions.
        runner: Starts runs.
        tell: Says something in the terminal.
    """

    office: Office
    gate: Gate
    runner: Runner
    tell: Callable[[str], None]


def rooms() -> Rooms:
    """What the page that is being answered works with."""
    found: Rooms = current_app.extensions["collector"]
    return found


def create_app(its: Rooms, hosts: Collection[str]) -> Flask:
    """Make the application.

    Args:
        its: What the pages work with.
        hosts: Names and ports under which it may be asked for.
    """
    from collector_admin.pages import PAGES

    app = Flask("collector_admin")
    app.extensions["collector"] = its
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters |= {"words": in_words, "named": speaker_named, "day": _day}
    app.context_processor(_common)
    guard(app, its.gate, hosts)
    for page in PAGES:
        app.register_blueprint(page)
    app.register_error_handler(CollectorError, _refused)
    app.register_error_handler(HTTPException, _failed)
    return app


def _common() -> dict[str, Any]:
    """What every page shows."""
    session = g.get("session")
    if session is None:
        return {"session": None}
    its = rooms()
    return {
        "session": session,
        "notes": session.heard(),
        "running": its.office.running,
        "hidden": _hidden,
    }


def _hidden() -> Markup:
    """The token of the session, for a form."""
    return Markup('<input type="hidden" name="token" value="{}">').format(g.session.token)


def _refused(error: CollectorError) -> tuple[str, int]:
    return render_template("message.html", title=str(error), hint=error.hint), 409


def _failed(error: HTTPException) -> tuple[str, int]:
    code = error.code or 500
    title, hint = SAID.get(code, (error.name, error.description or ""))
    return render_template("message.html", title=title, hint=hint), code


def _day(moment: str) -> str:
    """``2026-11-23 10:00`` of ``2026-11-23T10:00:12Z``."""
    return moment[:16].replace("T", " ")
