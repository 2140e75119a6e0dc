"""What is in doubt: one case after the other."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from collector.api import BadInput, Ours, Subject, ours_of
from collector.office import EFFECTS, MatchRow, Store, candidate_words, decision_of
from collector_admin.app import rooms
from collector_admin.pages.hand import deciding
from collector_admin.pages.record import PICTURES, subject_of

__all__ = ["page"]

page = Blueprint("review", __name__)

MOST = 1000
ADDRESS = "/review/<service>/<kind>/<path:key>"


@page.get("/review")
def waiting() -> str:
    """The case that waits longest; after those that were put off."""
    after = request.args.get("after", type=int, default=0)
    with rooms().office.reading() as store:
        rows = store.reviews(MOST, request.args.get("service", ""))
        place = max(0, min(after, len(rows) - 1))
        case = _case(store, rows[place]) if rows else None
    return render_template("review.html", case=case, place=place, total=len(rows))


@page.post(f"{ADDRESS}/accept")
def accept(service: str, kind: str, key: str) -> Response:
    """It is this candidate."""
    with deciding() as desk:
        row = _row(desk.store, subject_of(kind, key), service)
        effect = desk.accept(row, _candidate(row))
    return _next(row, EFFECTS[effect])


@page.post(f"{ADDRESS}/reject")
def reject(service: str, kind: str, key: str) -> Response:
    """It is not this candidate; or none of them, if none is named."""
    with deciding() as desk:
        row = _row(desk.store, subject_of(kind, key), service)
        named = "candidate" in request.form
        ids = [_candidate(row)] if named else [one.id for one in row.candidates]
        effect = desk.reject(row, ids)
    return _next(row, EFFECTS[effect])


@page.post(f"{ADDRESS}/undo")
def undo(service: str, kind: str, key: str) -> Response:
    """Take the last decision on a record at a service back."""
    subject = subject_of(kind, key)
    with deciding() as desk:
        desk.undo(subject, service)
    g.session.say(f"{service}: taken back.")
    g.session.last = None
    return redirect(url_for("review.waiting"))


def _row(store: Store, subject: Subject, service: str) -> MatchRow:
    row = next((one for one in store.matches(subject) if one.service == service), None)
    if row is None or not row.candidates:
        raise BadInput(f"{subject} has no candidates at {service} any more")
    return row


def _candidate(row: MatchRow) -> str:
    wanted = request.form.get("candidate", "")
    if wanted not in {one.id for one in row.candidates}:
        raise BadInput(f"{row.subject} has no such candidate at {row.service} any more")
    return wanted


def _case(store: Store, row: MatchRow) -> dict[str, Any]:
    """Ours and theirs, side by side."""
    view = store.view(row.subject)
    fields, ours = store.record(row.subject), ours_of(view)
    rejected = view.rejected.get(row.service, frozenset())
    return {
        "row": row,
        "how": decision_of(row),
        "title": fields.get("title") or fields.get("name") or row.subject.key,
        "by": ours.credits[0] if ours.credits else "",
        "year": max(ours.years) if ours.years else "",
        "tracks": [track.title for track in ours.tracks],
        "file": fields.get(f"{PICTURES[row.subject.kind]}_file") or {},
        "candidates": [_shown(ours, one, rejected) for one in row.candidates],
    }


def _shown(ours: Ours, one: Any, rejected: frozenset[str]) -> dict[str, Any]:
    return {"it": one, "words": candidate_words(ours, one), "rejected": one.id in rejected}


def _next(row: MatchRow, said: str) -> Response:
    g.session.say(f"{row.service}: {said}.")
    g.session.last = (row.service, row.subject.kind, row.subject.key)
    return redirect(url_for("review.waiting", after=request.form.get("place", type=int)))
