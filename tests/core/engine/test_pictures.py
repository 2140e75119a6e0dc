"""Pictures over HTTP: what is there is kept, what is gone is no failure, what is broken is."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from collector.clock import SystemClock
from collector.engine.pictures import PictureFetcher, fetchers, hosts
from collector.errors import MalformedAnswer, NotCached, RequestRefused, SkipItem
from collector.http.service import Rate
from collector.http.wire import Wire
from collector.images import Images
from collector.model import Found, Subject, SubjectView
from collector.testing import LoopbackServer


def jpeg() -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((640, 600), 40).convert("RGB").save(buffer, "JPEG")
    return buffer.getvalue()


PICTURE = jpeg()
ANSWERS = {
    "/good": (200, PICTURE),
    "/gone": (404, b""),
    "/gone-for-ever": (410, b""),
    "/locked": (403, b"Forbidden"),
    "/empty": (200, b""),
    "/page": (200, b"<html>no image</html>"),
    "/half": (200, PICTURE[: len(PICTURE) // 2]),
}


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    def answering(_method: str, path: str, *_rest: Any) -> Any:
        status, body = ANSWERS[path.partition("?")[0]]
        return status, {"Content-Type": "image/jpeg"}, body

    with LoopbackServer(answering) as opened:
        yield opened


def fetcher(folder: Path, wire: Wire) -> PictureFetcher:
    return fetchers(Images(folder / "images"), wire)[0]


def ask(folder: Path, url: str, *, offline: bool = False) -> Any:
    wire = Wire(folder / "cache.db", SystemClock(), patience=0.0, offline=offline)
    fields = {"cover": {"url": url}} if url else {}
    try:
        view = SubjectView(Subject("release", "discogs:1"), fields)
        return fetcher(folder, wire).enrich([view])[0]
    finally:
        wire.close()


def test_a_picture_is_stored_and_described(tmp_path, server):
    answer = ask(tmp_path, f"{server.url}/good")
    assert isinstance(answer, Found)
    file = answer.fields["cover_file"]
    assert (file["width"], file["height"], file["mime"]) == (640, 600, "image/jpeg")
    assert any(path.name == file["name"] for path in (tmp_path / "images").rglob("*"))


def kept(folder: Path) -> list[Path]:
    return [path for path in (folder / "images").rglob("*") if path.is_file()]


@pytest.mark.parametrize("path", ["/gone", "/gone-for-ever"])
def test_a_picture_that_is_gone_is_not_found(tmp_path, server, path):
    answer = ask(tmp_path, f"{server.url}{path}")
    assert isinstance(answer, SkipItem)
    assert "is gone" in str(answer)
    assert not kept(tmp_path)


@pytest.mark.parametrize(
    ("path", "kind", "words"),
    [
        ("/page", MalformedAnswer, "not an image"),
        ("/half", MalformedAnswer, "broken image"),
        ("/empty", MalformedAnswer, "is empty"),
        ("/locked", RequestRefused, "access is refused"),
    ],
)
def test_what_is_no_picture_is_a_failure_and_asked_for_again(tmp_path, server, path, kind, words):
    """A host in trouble sends such things; the picture is there when it is well again."""
    answer = ask(tmp_path, f"{server.url}{path}")
    assert isinstance(answer, kind)
    assert words in str(answer)
    assert not kept(tmp_path)


def test_nothing_is_asked_without_an_address(tmp_path, server):
    assert "no image is known" in str(ask(tmp_path, ""))
    assert not server.asked


def test_offline_the_picture_stays_due(tmp_path, server):
    assert isinstance(ask(tmp_path, f"{server.url}/good", offline=True), NotCached)
    assert not server.asked


@pytest.mark.parametrize(
    ("cover", "host"),
    [
        ({"url": "https://i.discogs.com/a.jpg"}, "i.discogs.com"),
        ({"url": "a.jpg"}, ""),
        (None, ""),
    ],
)
def test_it_is_known_which_host_will_be_asked(tmp_path, cover, host):
    fetcher = fetchers(Images(tmp_path), Wire(tmp_path / "cache.db", SystemClock()))[0]
    view = SubjectView(Subject("release", "discogs:1"), {"cover": cover})
    assert list(hosts(fetcher, view)) == ([host] if host else [])


def ask_for_more(folder: Path, most: int, cover: str, *urls: str) -> tuple[Any, Any]:
    """What is answered when asked twice."""
    wire = Wire(folder / "cache.db", SystemClock(), patience=0.0, image_rate=Rate(1000, 1.0))
    gallery = fetchers(Images(folder / "images"), wire, most)[2]
    fields = {"cover": {"url": cover}, "images": [{"url": url} for url in (cover, *urls)]}
    view = SubjectView(Subject("release", "discogs:1"), fields)
    try:
        return gallery.enrich([view])[0], gallery.enrich([view])[0]
    finally:
        wire.close()


def test_of_the_other_pictures_as_many_are_fetched_as_are_wished(tmp_path, server):
    urls = [f"{server.url}/{name}" for name in ("good?1", "good?2", "good?3")]
    answer, _ = ask_for_more(tmp_path, 2, f"{server.url}/good", *urls)
    assert [file["url"] for file in answer.fields["image_files"]] == urls[:2]
    assert not [path for path in server.asked if path == "/good"]


def test_one_that_is_gone_is_left_out(tmp_path, server):
    urls = [f"{server.url}/gone", f"{server.url}/good?1"]
    answer, _ = ask_for_more(tmp_path, 2, f"{server.url}/good", *urls)
    assert [file["url"] for file in answer.fields["image_files"]] == urls[1:]


def test_one_that_fails_does_not_have_the_others_fetched_again(tmp_path, server):
    urls = [f"{server.url}/good?1", f"{server.url}/half"]
    answers = ask_for_more(tmp_path, 2, f"{server.url}/good", *urls)
    assert all(isinstance(answer, MalformedAnswer) for answer in answers)
    assert len([path for path in server.asked if "good" in str(path)]) == 1


def test_where_there_is_no_other_picture_nothing_is_asked(tmp_path, server):
    answer, _ = ask_for_more(tmp_path, 2, f"{server.url}/good")
    assert "no further image is known" in str(answer)
    assert not server.asked
