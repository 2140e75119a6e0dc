from __future__ import annotations

from typing import Any, Literal

import pytest
from attrs import field, frozen

from collector.errors import MalformedAnswer
from collector.http.reply import HttpReply
from collector.testing import ManualClock


@frozen
class Track:
    title: str
    seconds: int | None = None


@frozen
class Release:
    id: int
    tracklist: list[Track] = field(factory=list)
    rating: float = 0.0
    tags: tuple[str, ...] = ()
    names: dict[str, str] = field(factory=dict)
    kind: Literal["lp", "cd"] = "lp"
    holes: list[Track | None] = field(factory=list)
    href: str = field(default="", metadata={"key": "@href"})
    anything: Any = None
    owned: bool = False
    either: int | str | None = None


@pytest.fixture
def forgotten():
    return []


@pytest.fixture
def reply(forgotten):
    def make(body: bytes, status: int = 200, kind: str = "application/json") -> HttpReply:
        return HttpReply(
            service="shop",
            status=status,
            url="https://a.example/releases/1",
            headers={"Content-Type": kind},
            body=body,
            from_cache=False,
            fetched_at=ManualClock().now(),
            forget=lambda: forgotten.append(1),
        )

    return make


def test_unknown_keys_are_ignored_and_odd_ones_taken_by_name(reply):
    got = reply(b'{"id": 1, "new": [], "@href": "x", "anything": {"a": [1]}}').read(Release)
    assert got == Release(id=1, href="x", anything={"a": [1]})


def test_lists_become_what_the_class_says(reply):
    got = reply(b'{"id": 1, "tags": ["a"], "names": {"en": "b"}}').read(Release)
    assert got.tags == ("a",)
    assert got.names == {"en": "b"}


@pytest.mark.parametrize(("body", "value"), [(b"7", 7), (b'"7"', "7"), (b"null", None)])
def test_a_service_of_two_minds_is_taken_as_it_is(reply, body, value):
    assert reply(b'{"id": 1, "either": ' + body + b"}").read(Release).either == value


def test_an_int_is_a_float_and_null_is_allowed_where_the_type_says_so(reply):
    body = b'{"id": 1, "rating": 4, "holes": [null, {"title": "x", "seconds": null}]}'
    got = reply(body).read(Release)
    assert got.rating == 4.0
    assert got.holes == [None, Track("x")]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b'{"id": "3"}', "id: expected int, got str"),
        (b'{"id": true}', "id: expected int, got bool"),
        (b'{"id": 3.0}', "id: expected int, got float"),
        (b'{"id": null}', "id: expected int, got null"),
        (b"{}", "id: missing"),
        (b"[]", "expected object, got list"),
        (b'{"id": 1, "owned": 0}', "owned: expected bool, got int"),
        (b'{"id": 1, "rating": "4"}', "rating: expected float, got str"),
        (b'{"id": 1, "rating": true}', "rating: expected float, got bool"),
        (b'{"id": 1, "tracklist": [{"title": "a"}, {"title": 5}]}', "tracklist[1].title: expected"),
        (b'{"id": 1, "tracklist": [null]}', "tracklist[0]: expected object, got null"),
        (b'{"id": 1, "tracklist": {"title": "a"}}', "tracklist: expected list, got object"),
        (b'{"id": 1, "tags": "rock"}', "tags: expected list, got str"),
        (b'{"id": 1, "tags": [7]}', "tags[0]: expected str, got int"),
        (b'{"id": 1, "names": {"en": 7}}', "names['en']: expected str, got int"),
        (b'{"id": 1, "names": []}', "names: expected object, got list"),
        (b'{"id": 1, "kind": "8track"}', "kind: "),
        (b'{"id": 1, "either": true}', "either: expected int or str or null, got bool"),
    ],
)
def test_what_is_wrong_is_named_with_its_path(reply, forgotten, body, problem):
    with pytest.raises(MalformedAnswer) as caught:
        reply(body).read(Release)
    assert f"shop https://a.example/releases/1: {problem}" in str(caught.value)
    assert forgotten


def test_all_problems_are_listed_up_to_a_few(reply):
    with pytest.raises(MalformedAnswer, match=r"tracklist\[4\].*and 3 more"):
        reply(b'{"id": 1, "tracklist": [1, 2, 3, 4, 5, 6, 7, 8]}').read(Release)


@pytest.mark.parametrize(
    "body", [b"", b'{"a": ', b"<html>Sorry</html>", b'{"a": NaN}', b"[" * 100_000, b"\xff\xfe\xfa"]
)
def test_what_is_no_json_is_said_and_forgotten(reply, forgotten, body):
    with pytest.raises(MalformedAnswer, match=r"shop https://a.example/releases/1: no JSON"):
        reply(body).json()
    assert forgotten


def test_text_knows_its_encoding(reply):
    assert reply("Bj\u00f6rk".encode()).text == "Björk"
    assert reply(b"Bj\xf6rk", kind="text/html; charset=ISO-8859-1").text == "Björk"
    assert reply("Björk".encode(), kind="text/html; charset=nonsense").text == "Björk"
    assert reply(b"\xff").text == "\ufffd"


@pytest.mark.parametrize("charset", ["undefined", "idna", "a\0b"])
def test_a_charset_that_is_none_is_taken_as_utf8(reply, charset):
    assert reply("Björk".encode(), kind=f"text/html; charset={charset}").text == "Björk"


def test_a_404_is_an_answer_that_says_no(reply):
    assert not reply(b"{}", status=404).found
    assert reply(b"{}").found


def test_an_answer_that_says_no_in_good_form_can_be_discarded(reply, forgotten):
    got = reply(b'{"error": {"code": "maxlag"}}')
    assert got.json()
    assert not forgotten
    got.discard()
    assert forgotten
