"""The cache file: no secret reaches it, and none of its troubles reaches a run."""

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from collector.api import Secret, TokenAuth
from collector.clock import SystemClock
from collector.events import Warned
from collector.http.cache import AnswerCache
from collector.http.transport import Raw
from collector.testing import ManualClock

WHEN = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def raw(body: bytes = b"{}", **fields) -> Raw:
    return Raw(**{"status": 200, "url": "http://a.example/", "headers": {}, "body": body, **fields})


def no_problem(message: str) -> None:
    raise AssertionError(message)


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "http.db"


def test_no_secret_reaches_the_file(serve, make_wire, declare, tmp_path):
    """Neither what we sent nor what the service set; nor the journal beside the file."""
    answer = {
        "Content-Type": "application/json",
        "Set-Cookie": "session=COOKIE-IN",
        "Music-User-Token": "USER-TOKEN",
        "X-Kept": "PUBLIC-HEADER",
    }
    server = serve((302, {"Location": "/b?token=IN-THE-URL", **answer}, b""), (200, answer, b"{}"))
    wire = make_wire()
    auth = TokenAuth(Secret("env:T", "SESAME"), "Discogs token=")
    client = wire.client(declare(server, auth=auth))
    client.get("a")
    client.get("b")
    files = [one for one in (tmp_path / "cache").iterdir() if one.is_file()]
    assert {one.name for one in files} >= {"http.db", "http.db-wal"}
    written = b"".join(one.read_bytes() for one in files)
    assert b"PUBLIC-HEADER" in written
    for secret in (b"SESAME", b"Discogs token", b"COOKIE-IN", b"USER-TOKEN", b"IN-THE-URL"):
        assert secret not in written
    assert all("cookie" not in asked.headers for asked in server.asked)


def test_cookies_are_never_sent_back(serve, make_wire, declare):
    server = serve((200, {"Set-Cookie": "a=b; Path=/"}, b""))
    client = make_wire().client(declare(server))
    for path in ("a", "b"):
        client.get(path)
    assert all("cookie" not in asked.headers for asked in server.asked)


def test_bytes_come_back_as_they_went(path):
    cache = AnswerCache(path, SystemClock(), no_problem)
    body = bytes(range(256)) * 10
    cache.put("k", raw(body), WHEN, DAY)
    entry = cache.get("k")
    assert (entry.content, entry.created_at, entry.status_code) == (body, WHEN, 200)
    cache.close()


def test_a_lifetime_without_end_is_fine(path):
    cache = AnswerCache(path, SystemClock(), no_problem)
    cache.put("k", raw(), WHEN, timedelta.max)
    assert cache.get("k") is not None
    cache.close()


def test_a_file_that_is_no_database_is_put_aside(path):
    path.write_bytes(b"precious words, no database" * 100)
    cache = AnswerCache(path, SystemClock(), no_problem)
    cache.put("k", raw(), WHEN, DAY)
    assert cache.get("k") is not None
    cache.close()
    assert path.with_name("http.db.broken").read_bytes().startswith(b"precious")
    assert path.read_bytes().startswith(b"SQLite format 3")


def test_a_place_that_cannot_hold_a_file_is_replaced_by_memory(tmp_path):
    (tmp_path / "file").write_text("in the way")
    told: list[str] = []
    cache = AnswerCache(tmp_path / "file" / "http.db", SystemClock(), told.append)
    cache.put("k", raw(), WHEN, DAY)
    assert cache.get("k") is not None
    assert len(told) == 1
    assert str(tmp_path / "file" / "http.db") in told[0]
    assert "memory" in told[0]
    cache.close()


def test_a_folder_in_the_place_of_the_file_is_left_alone(path):
    path.mkdir()
    cache = AnswerCache(path, SystemClock(), lambda _message: None)
    cache.put("k", raw(), WHEN, DAY)
    assert cache.get("k") is not None
    assert path.is_dir()
    cache.close()


def test_a_spoilt_entry_is_a_miss(path):
    cache = AnswerCache(path, SystemClock(), no_problem)
    cache.put("k", raw(), WHEN, DAY)
    other = sqlite3.connect(path)
    with other:
        other.execute("UPDATE responses SET value = 'no json'")
    other.close()
    assert cache.get("k") is None
    cache.close()


def test_a_file_locked_by_somebody_else_costs_a_moment_and_no_error(path, monkeypatch):
    monkeypatch.setattr("collector.http.cache._LOCK_WAIT", 20)
    told: list[str] = []
    cache = AnswerCache(path, SystemClock(), told.append)
    cache.put("before", raw(), WHEN, DAY)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    for number in range(10):
        cache.put(f"{number}", raw(), WHEN, DAY)
    assert cache.get("before") is not None
    assert len(told) == 1
    assert "locked" in told[0]
    other.close()
    cache.close()


def test_a_table_lost_under_way_breaks_no_run(serve, make_wire, declare, good, tmp_path):
    server, events = serve(good), []
    client = make_wire(on_event=events.append).client(declare(server))
    client.get("a")
    other = sqlite3.connect(tmp_path / "cache" / "http.db")
    with other:
        other.execute("DROP TABLE responses")
    other.close()
    for _ in range(6):
        assert client.get("a").json() == {"id": 1}
    (warned,) = (event for event in events if isinstance(event, Warned))
    assert warned.source == "cache"
    assert "no such table" in warned.message


def test_copies_long_out_of_date_are_dropped_at_the_next_start(path):
    clock = ManualClock(WHEN)
    first = AnswerCache(path, clock, no_problem)
    first.put("short", raw(), WHEN, DAY)
    first.put("long", raw(), WHEN, 60 * DAY)
    first.close()
    clock.advance(100 * DAY.total_seconds())
    second = AnswerCache(path, clock, no_problem)
    assert second.get("short") is None
    assert second.get("long") is not None
    second.close()


def test_eight_threads_write_and_read_at_once(path):
    cache = AnswerCache(path, SystemClock(), no_problem)
    gate = threading.Barrier(8)

    def work(thread: int) -> None:
        gate.wait()
        for number in range(20):
            key = f"{thread}-{number}"
            cache.put(key, raw(key.encode()), WHEN, DAY)
            assert cache.get(key).content == key.encode()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    cache.close()
