"""A record: what it shows, who said so, and correcting it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from attrs import frozen
from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from collector.api import BadInput, Kind, Subject
from collector.office import Explanation, FieldWhy, Store, reason_of, shape_of, shapes
from collector_admin.app import rooms
from collector_admin.pages.hand import correcting
from collector_admin.values import Control, control_for, fingerprint, read, written

__all__ = ["page", "subject_of"]

page = Blueprint("record", __name__)

MADE = {"cover_file", "image_file"}
"""Fields that follow from others."""

PICTURES: Mapping[Kind, str] = {"release": "cover", "artist": "image"}
ADDRESS = "/<kind>/<path:key>"


@frozen
class FieldForm:
    """A field with the control that fits it.

    Attributes:
        text: What stands in the control.
        seen: Tells whether somebody else has changed the field meanwhile.
        problems: What is wrong with what was typed.
        other: What somebody else has saved meanwhile, in the control's way of writing.
    """

    why: FieldWhy
    control: Control
    text: str
    seen: str
    problems: tuple[str, ...] = ()
    other: str | None = None

    @property
    def reason(self) -> str:
        """Why the value is the one that is shown."""
        return reason_of(self.why) if self.why.reason else ""


def subject_of(kind: str, key: str) -> Subject:
    """What an address names; the page is missing if it can be nothing."""
    if kind not in get_args(Kind):
        abort(404)
    return Subject(kind, key)  # type: ignore[arg-type]


@page.get(ADDRESS)
def show(kind: str, key: str) -> str:
    """All that is known of a record; and a field that nobody speaks of, to fill it in."""
    subject, field = subject_of(kind, key), request.args.get("add", "")
    if field not in shapes(subject.kind):
        return _page(subject)
    with rooms().office.reading() as store:
        why = _explained(store, subject, field).fields[0]
    return _page(subject, _form(subject.kind, why))


@page.post(f"{ADDRESS}/save")
def save(kind: str, key: str) -> Response | tuple[str, int]:
    """Correct a field; from then on no plugin changes it."""
    subject, field = subject_of(kind, key), request.form.get("field", "")
    _check(field)
    with correcting() as store:
        why = _explained(store, subject, field).fields[0]
        form = _form(subject.kind, why)
        typed = read(form.control, shape_of(subject.kind, field), request.form.get("value", ""))
        problems, other = typed.problems, None
        if not problems and request.form.get("seen") != form.seen:
            problems, other = (CHANGED,), form.text
        if not problems:
            store.edit(subject, field, typed.value, g.session.author)
    if problems:
        text = request.form.get("value", "")
        wrong = FieldForm(why, form.control, text, form.seen, problems, other)
        return _page(subject, wrong), 422
    return _back(subject, f"{field}: corrected, and locked.", field)


CHANGED = "somebody has changed this meanwhile: compare, and save again to put yours in its place"


@page.post(f"{ADDRESS}/take")
def take(kind: str, key: str) -> Response:
    """Show what one of the plugins says, from now on."""
    subject, field = subject_of(kind, key), request.form.get("field", "")
    said_by = request.form.get("plugin", ""), request.form.get("part", "")
    with correcting() as store:
        why = _explained(store, subject, field).fields[0]
        said = next((one for one in why.said if (one.plugin, one.part) == said_by), None)
        if said is None:
            raise BadInput(f"{said_by[0]} says nothing about {field} any more")
        if field != PICTURES[subject.kind]:
            store.edit(subject, field, said.value, g.session.author)
    if field == PICTURES[subject.kind]:
        rooms().office.show_picture(subject, str(said.value["url"]), g.session.author)
    return _back(subject, f"{field}: as {said.plugin} says, and locked.", field)


@page.post(f"{ADDRESS}/empty")
def empty(kind: str, key: str) -> Response:
    """Show nothing in a field, on purpose."""
    subject, field = subject_of(kind, key), request.form.get("field", "")
    _check(field)
    with correcting() as store, store.transaction():
        for name in _with_file(subject, field):
            store.edit_empty(subject, name, g.session.author)
    return _back(subject, f"{field}: left empty, and locked.", field)


@page.post(f"{ADDRESS}/revert")
def revert(kind: str, key: str) -> Response:
    """Take a correction back."""
    subject, field = subject_of(kind, key), request.form.get("field", "")
    with correcting() as store, store.transaction():
        edited = store.edits(subject).keys()
        names = [name for name in _with_file(subject, field) if name in edited]
        for name in names or [field]:
            store.revert(subject, name, g.session.author)
    return _back(subject, f"{field}: as the plugins say.", field)


@page.post(f"{ADDRESS}/picture")
def picture(kind: str, key: str) -> Response:
    """Show a picture from an address, or from this machine."""
    subject, office, author = subject_of(kind, key), rooms().office, g.session.author
    field = PICTURES[subject.kind]
    url, upload = request.form.get("url", "").strip(), request.files.get("file")
    if upload is not None and upload.filename:
        file = office.keep_picture(upload.read())
        with correcting() as store:
            store.edit(subject, f"{field}_file", file, author)
    elif url.startswith(("http://", "https://")):
        with correcting():
            office.show_picture(subject, url, author)
    else:
        raise BadInput("no picture was given", hint="Choose a file, or write its address.")
    return _back(subject, f"{field}: your picture, and locked.", field)


@page.post(f"{ADDRESS}/skip")
def skip(kind: str, key: str) -> Response:
    """Leave a release out, or take it in again."""
    subject = subject_of(kind, key)
    if subject.kind != "release":
        abort(404)
    with correcting() as store:
        skipped = any(one.key == key for one in store.skipped())
        if skipped:
            store.unskip(key, g.session.author)
        else:
            store.skip(key, request.form.get("why", ""), g.session.author)
    return _back(subject, "It is shown again." if skipped else "It is left out from now on.")


@page.post(f"{ADDRESS}/refresh")
def refresh(kind: str, key: str) -> Response:
    """Let the next run ask one plugin, or all, anew."""
    subject, plugin = subject_of(kind, key), request.form.get("plugin", "")
    with correcting() as store, store.transaction():
        asked = [
            one
            for one in store.lineup().of(subject.kind)
            if plugin in {"", one.plugin} and one.part != "list"
        ]
        for one in asked:
            store.mark_due(one, subject)
    return _back(subject, f"The next run asks {plugin or 'every plugin'} again.")


def _page(subject: Subject, opened: FieldForm | None = None) -> str:
    with rooms().office.reading() as store:
        explained = _explained(store, subject)
        fields = store.record(subject)
        skipped = any(one.key == subject.key for one in store.skipped())
        changes = store.audit(subject, limit=20)
    forms = {why.field: _form(subject.kind, why) for why in explained.fields}
    if opened:
        forms[opened.why.field] = opened
    return render_template(
        "record.html",
        its=explained,
        subject=subject,
        fields=fields,
        forms=_in_order(subject.kind, forms),
        missing=[name for name in shapes(subject.kind) if name not in forms],
        picture=PICTURES[subject.kind],
        file=fields.get(f"{PICTURES[subject.kind]}_file") or {},
        opened=opened.why.field if opened else "",
        skipped=skipped,
        changes=changes,
    )


def _explained(store: Store, subject: Subject, field: str | None = None) -> Explanation:
    try:
        return store.explain(subject, field)
    except BadInput:
        abort(404)


def _in_order(kind: Kind, forms: Mapping[str, FieldForm]) -> list[FieldForm]:
    """As people look at them: what everybody knows first, a plugin's own last."""
    known = [name for name in shapes(kind) if name in forms]
    rest = [name for name in forms if name not in known and name not in MADE]
    return [forms[name] for name in (*known, *rest)]


def _form(kind: Kind, why: FieldWhy) -> FieldForm:
    control = control_for(shape_of(kind, why.field), why.value)
    return FieldForm(why, control, written(control, why.value), fingerprint(why.value))


def _with_file(subject: Subject, field: str) -> tuple[str, ...]:
    """A picture's address, and the file that was made of it."""
    return (field, f"{field}_file") if field == PICTURES[subject.kind] else (field,)


def _check(field: str) -> None:
    if not field.isidentifier() or field in MADE:
        raise BadInput(f'there is no field "{field}"')


def _back(subject: Subject, said: str, field: str = "") -> Response:
    g.session.say(said)
    place: Any = {"_anchor": f"field-{field}"} if field else {}
    return redirect(url_for("record.show", kind=subject.kind, key=subject.key, **place))
