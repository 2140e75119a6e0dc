"""The cache of answers: one SQLite file for all services. A cache, never a store.

requests-cache keeps the entries (its SQLite dictionary and serializer); what counts as fresh is
decided here, because it depends on the answer's status and on the run, and because its
own rule for stale copies would also hide a 404.

What is written is built from parts that carry no secret: the address without secret parameters,
the response headers that :class:`Raw` lets through, the body. Requests are not kept at all.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from hashlib import blake2b
from pathlib import Path

from requests.structures import CaseInsensitiveDict
from requests_cache.backends.sqlite import SQLiteDict
from requests_cache.models.response import CachedResponse

from collector.clock import Clock
from collector.http.addresses import shown
from collector.http.service import Service
from collector.http.transport import Raw

__all__ = ["AnswerCache", "Freshness", "key_of"]

_STATUSES = frozenset({200, 404})
_NOT_FOUND_LIFETIME = timedelta(days=1)
_KEPT = timedelta(days=90)  # how long a stale copy is kept after its time, for a bad day
_LOCK_WAIT = 2_000  # milliseconds
_FAULTS = 3  # so many failed writes, and the run goes on without writing


def key_of(service: Service, url: str) -> str:
    """The key of an address: equal for parameters in another order, different per service.

    What a service is asked to send (``Accept-Language``) makes another answer, too; our own name
    does not.

    Args:
        service: Who is asked, with which headers.
        url: As prepared for sending.
    """
    place, _, query = url.partition("#")[0].partition("?")
    sent = {name.lower(): value for name, value in service.headers.items()}
    headers = sorted(f"{name}: {sent[name]}" for name in sent.keys() - {"user-agent"})
    text = "\n".join((service.name, *headers, place, *sorted(query.split("&"))))
    return blake2b(text.encode(), digest_size=16).hexdigest()


class Freshness:
    """Which entries may be served without asking.

    Args:
        clock: Time.
        offline: Every entry may.
        refresh: Only those fetched since this object was made.
    """

    def __init__(self, clock: Clock, *, offline: bool = False, refresh: bool = False) -> None:
        self._clock = clock
        self._offline = offline
        self._since = clock.now() if refresh else None

    def allows(self, entry: CachedResponse, lifetime: timedelta) -> bool:
        """True if the entry may be served to a caller who allows answers of this age."""
        if self._offline:
            return True
        if self._since and entry.created_at < self._since:
            return False
        age: timedelta = self._clock.now() - entry.created_at
        # An entry of a time yet to come was written by a clock that went wrong.
        return timedelta(0) <= age < _bounded(entry.status_code, lifetime)


def _bounded(status: int, lifetime: timedelta) -> timedelta:
    return min(lifetime, _NOT_FOUND_LIFETIME) if status == 404 else lifetime


class AnswerCache:
    """The entries. Safe in threads; none of its troubles ever reaches a caller.

    Args:
        path: The file; a broken one is put aside, an unusable one replaced by memory.
        clock: Time.
        on_problem: Hears, once, why answers are not kept.
    """

    def __init__(self, path: Path, clock: Clock, on_problem: Callable[[str], None]) -> None:
        self._path = path
        self._clock = clock
        self._on_problem = on_problem
        self._faults = 0
        self._told = False
        self._opening = threading.Lock()
        self._opened: MutableMapping[str, CachedResponse] | None = None

    @property
    def _entries(self) -> MutableMapping[str, CachedResponse]:
        """Opened when first needed: a wrong configuration leaves no file behind."""
        with self._opening:
            if self._opened is None:
                self._opened = self._open(self._path)
                self._prune(self._opened)
            return self._opened

    def get(self, key: str) -> CachedResponse | None:
        """An entry, of any age; None if there is none that can be read."""
        with self._tolerant():
            return self._entries.get(key)
        return None

    def put(self, key: str, raw: Raw, fetched_at: datetime, lifetime: timedelta) -> None:
        """Keep an answer, if it is one that may be kept."""
        if raw.status not in _STATUSES or not raw.sound or self._faults >= _FAULTS:
            return
        entry = CachedResponse(
            content=raw.body,
            status_code=raw.status,
            url=shown(raw.url),
            headers=CaseInsensitiveDict(raw.headers),
            created_at=fetched_at,
            expires=_sum(fetched_at, _bounded(raw.status, lifetime)),
        )
        with self._tolerant():
            self._entries[key] = entry

    def forget(self, key: str) -> None:
        """Drop an entry: it turned out to be unusable."""
        with self._tolerant(), suppress(KeyError):
            del self._entries[key]

    def close(self) -> None:
        """Close the file."""
        if isinstance(self._opened, _Table):
            self._opened.close()  # type: ignore[no-untyped-call]

    @contextmanager
    def _tolerant(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            self._faults += 1
            self._tell(f"{error}; the run goes on, the next one may have to ask again")

    def _tell(self, reason: str) -> None:
        if not self._told:
            self._told = True
            self._on_problem(f"answers cannot be kept in {self._path}: {reason}")

    def _open(self, path: Path) -> MutableMapping[str, CachedResponse]:
        try:
            return _table(path)
        except (sqlite3.Error, OSError) as error:
            self._tell(f"{error}; they are kept in memory only")
            return {}

    def _prune(self, entries: MutableMapping[str, CachedResponse]) -> None:
        if isinstance(entries, _Table):
            with self._tolerant():
                entries.drop_before(self._clock.now() - _KEPT)


def _sum(moment: datetime, span: timedelta) -> datetime:
    try:
        return moment + span
    except OverflowError:
        return datetime.max.replace(tzinfo=moment.tzinfo)


def _table(path: Path) -> _Table:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _Table(path)
    except sqlite3.OperationalError:  # locked, read-only, no space: not the file's fault
        raise
    except sqlite3.DatabaseError:
        _put_aside(path)
        return _Table(path)


def _put_aside(path: Path) -> None:
    """Rename a file that is no database; its journal goes."""
    path.replace(path.with_name(path.name + ".broken"))
    for suffix in ("-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


class _Table(SQLiteDict):
    """requests-cache's dictionary in a file, with two of its habits changed.

    It waits for a foreign lock without any limit, and swallows what goes wrong in a write. Here
    one connection is used by one thread at a time, waits :data:`_LOCK_WAIT`, and reports.
    """

    def __init__(self, path: Path) -> None:
        self._one_at_a_time = threading.RLock()
        super().__init__(
            os.fspath(path),
            table_name="responses",
            busy_timeout=_LOCK_WAIT,
            wal=True,
            serializer="json",
        )

    @contextmanager
    def connection(self, commit: bool = False) -> Iterator[sqlite3.Connection]:
        """The connection, inside a transaction if ``commit``."""
        with self._one_at_a_time, super().connection() as connection:
            if not commit or connection.in_transaction:
                yield connection
                return
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.commit()
            except BaseException:
                connection.rollback()
                raise

    def drop_before(self, moment: datetime) -> None:
        """Delete the entries whose time was over before this moment."""
        with self.connection(commit=True) as connection:
            connection.execute("DELETE FROM responses WHERE expires < ?", (moment.timestamp(),))
