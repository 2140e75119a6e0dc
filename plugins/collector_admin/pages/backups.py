"""Backups: made, listed, put back, removed."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from collector.api import BadInput, CollectorError
from collector.office import Backup, Backups, Contents
from collector_admin.app import rooms

__all__ = ["page"]

page = Blueprint("backups", __name__)


@page.get("/backups")
def every() -> str:
    """All of them, newest first."""
    backups = rooms().office.backups()
    rows = [(one, _contents(backups, one)) for one in backups.all()]
    return render_template("backups.html", rows=rows)


def _contents(backups: Backups, backup: Backup) -> Contents | CollectorError:
    try:
        return backups.examine(backup, thoroughly=False)
    except CollectorError as error:
        return error


@page.post("/backups/create")
def create() -> Response:
    """Make one."""
    backups = rooms().office.backups()
    with backups.opened() as store:
        if store is None:
            raise BadInput("nothing is known yet", hint="Run first: collector run")
        made = backups.create(store, "manual", request.form.get("note", "")[:200])
    g.session.say(f"{made.name} is made and checked.")
    return redirect(url_for("backups.every"))


@page.post("/backups/restore")
def restore() -> Response:
    """Put one back, after one more of what is there."""
    name = request.form.get("name", "")
    restored = rooms().office.restore(name)
    kept = f" What was there is {restored.before.name}." if restored.before else ""
    g.session.say(f"{name} is in place: {restored.contents.records} records.{kept}")
    return redirect(url_for("backups.every"))


@page.post("/backups/prune")
def prune() -> Response:
    """Remove old ones; the newest that is in order always stays."""
    keep = request.form.get("keep", type=int)
    if keep is None or keep < 1:
        raise BadInput("say how many of the newest shall stay: at least 1")
    removed = rooms().office.backups().prune(keep, None)
    g.session.say(f"{len(removed)} removed." if removed else "Nothing to remove.")
    return redirect(url_for("backups.every"))
