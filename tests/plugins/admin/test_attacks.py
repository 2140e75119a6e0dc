"""Whatever is sent: no error of ours, nothing changed by it, and no text becomes a page."""

from __future__ import annotations

from hashlib import sha256

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collector.api import Subject
from collector.office import Office
from collector_admin.app import create_app

pytestmark = pytest.mark.xdist_group("admin")

HOSTILE = """"'><script>window.hit=1</script><img src=x onerror="window.hit=1">{{7*7}}</textarea>"""
NASTY = st.one_of(
    st.text(max_size=30),
    st.integers().map(str),
    st.sampled_from(
        [
            "' OR 1=1 --",
            '"; DROP TABLE releases; --',
            "%' UNION SELECT value FROM meta --",
            "../../collection.db",
            "\x00",
            "9" * 400,
            "-1",
            "NaN",
            "discogs:1",
            "%%_\\",
            HOSTILE,
        ]
    ),
)
NAMES = ["words", "state", "sort", "page", "after", "service", "field", "value", "seen", "plugin"]
NAMES += ["part", "url", "why", "candidate", "place", "what", "on", "way", "name", "keep", "note"]


def content(office: Office) -> str:
    """All that a person can change, and what is shown."""
    with office.reading() as store:
        said = [
            *((one.key, one.fields) for one in store.albums()),
            *((one.key, one.fields) for one in store.artists_shown()),
            *store.all_edits(),
            *store.decisions(),
            *store.skipped(),
        ]
    files = (office.workspace / "plugins.toml").read_bytes()
    return sha256(repr(said).encode(errors="replace") + files).hexdigest()


@pytest.fixture(scope="module")
def rules(server):
    """Every route, by method."""
    found = create_app(server.rooms, ()).url_map.iter_rules()
    return sorted((method, rule.rule) for rule in found for method in rule.methods)


def address(data, rule: str) -> str:
    """The rule with something in its holes, and parameters behind it."""
    parts = [
        requests.utils.quote(data.draw(NASTY), safe="") if part.startswith("<") else part
        for part in rule.split("/")
    ]
    query = data.draw(st.dictionaries(st.sampled_from(NAMES), NASTY, max_size=3))
    return "/".join(parts) + ("?" + requests.compat.urlencode(query, errors="replace"))


@settings(max_examples=80, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_address_is_an_error_of_ours_or_changes_anything(data, owner, office, rules) -> None:
    method, rule = data.draw(st.sampled_from([one for one in rules if one[1] != "/runs/live"]))
    if rule in {"/leave", "/ask"}:
        return
    before = content(office)
    form = data.draw(st.dictionaries(st.sampled_from(NAMES), NASTY, max_size=4))
    answer = owner.session.request(
        method, owner.server.url + address(data, rule), data=form, timeout=60
    )
    assert answer.status_code < 500, (method, rule, form)
    assert content(office) == before


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_form_is_an_error_of_ours(data, owner, office, rules) -> None:
    """Even one with the right token, that no page of ours would send."""
    posts = [rule for method, rule in rules if method == "POST"]
    apart = {"/leave", "/ask", "/runs/start", "/runs/stop", "/runs/check", "/plugins/<name>/switch"}
    rule = data.draw(st.sampled_from([one for one in posts if one not in apart]))
    form = data.draw(st.dictionaries(st.sampled_from(NAMES), NASTY, max_size=5))
    path = address(data, rule).partition("?")[0]
    answer = owner.post(path, **form)
    assert answer.status_code < 500, (rule, path, form)


@pytest.mark.parametrize("kind", ["release", "artist"])
def test_no_text_of_the_catalogue_becomes_a_part_of_a_page(
    kind: str, owner, office, server, browser
) -> None:
    with office.writing() as store:
        rows = store.albums() if kind == "release" else store.artists_shown()
        subject = Subject(kind, next(rows).key)
        fields = {name: _hostile(value) for name, value in store.record(subject).items()}
        for name, value in fields.items():
            if not name.endswith("_file"):
                store.edit(subject, name, value, HOSTILE)
    page = browser.new_page()
    page.goto(server.link())
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text))
    for path in ("/releases", "/artists", f"/{kind}/{subject.key}", "/changes", "/?x=<script>"):
        page.goto(server.url + path)
        assert page.locator("script:not([src]), [onerror], [onload]").count() == 0, path
        assert page.evaluate("window.hit") is None
    assert not said
    assert page.goto(f"{server.url}/{kind}/{subject.key}").text().count("window.hit") > 3
    page.close()
    with office.writing() as store:
        for name in store.edits(subject):
            store.revert(subject, name, "owner")


def _hostile(value):
    match value:
        case str():
            return HOSTILE
        case list():
            return [_hostile(one) for one in value]
        case dict():
            kept = {"key", "url"}
            return {name: one if name in kept else _hostile(one) for name, one in value.items()}
        case _:
            return value


def test_what_is_too_large_is_refused(owner) -> None:
    files = {"file": ("cover.jpg", b"\xff" * (41 * 1024 * 1024), "image/jpeg")}
    assert owner.post("/release/discogs:1/picture", files=files).status_code == 413
    assert owner.post("/backups/create", note="x" * (3 * 1024 * 1024)).status_code == 413
