"""Who may come in: one-time links, and the sessions that they open.

The links are made for whoever sees the terminal of the admin, so for a person at this machine. A
link opens one session, soon, and then nothing; a session ends when it is left or not used.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from attrs import define, field

__all__ = ["Gate", "Session"]

LINK = timedelta(minutes=15)
"""A link is good for so long."""

REST = timedelta(hours=12)
"""A session that was not used for so long has ended."""


@define(eq=False)
class Session:
    """Somebody who came in.

    Attributes:
        id: What the browser's cookie holds.
        author: Who that is, for the log of changes.
        token: What every form must bring, so that no other page can send one.
        used: When, last.
        kept: Whether a backup was made before the first change.
        notes: What is to be said on the next page.
        last: The service, kind and key of the last decision, to take it back.
    """

    author: str
    used: datetime
    id: str = field(factory=lambda: secrets.token_urlsafe(32))
    token: str = field(factory=lambda: secrets.token_urlsafe(32))
    kept: bool = False
    notes: list[str] = field(factory=list)
    last: tuple[str, str, str] | None = None

    def say(self, text: str) -> None:
        """Say something on the next page."""
        self.notes.append(text)

    def heard(self) -> list[str]:
        """What is to be said, once."""
        notes, self.notes = self.notes, []
        return notes


class Gate:
    """Links and sessions. Safe in threads.

    Args:
        author: What a session that a link opens is called in the log.
        now: The time.
    """

    def __init__(self, author: str, now: Callable[[], datetime]) -> None:
        self._author = author
        self._now = now
        self._links: dict[str, datetime] = {}
        self._sessions: dict[str, Session] = {}
        self._lock = threading.Lock()

    def new_key(self) -> str:
        """The key of a new link."""
        key = secrets.token_urlsafe(32)
        with self._lock:
            self._links = {one: at for one, at in self._links.items() if self._fresh(at, LINK)}
            self._links[key] = self._now()
        return key

    def enter(self, key: str) -> Session | None:
        """Open a session; None if the key is not, or no longer, good."""
        with self._lock:
            made = self._links.pop(key, None)
            if made is None or not self._fresh(made, LINK):
                return None
            session = Session(self._author, self._now())
            self._sessions = {one.id: one for one in self._sessions.values() if self._lives(one)}
            self._sessions[session.id] = session
            return session

    def session(self, ident: str) -> Session | None:
        """A session that has not ended; it is used by that."""
        with self._lock:
            session = self._sessions.get(ident)
            if session is None or not self._lives(session):
                return None
            session.used = self._now()
            return session

    def leave(self, session: Session) -> None:
        """End a session."""
        with self._lock:
            self._sessions.pop(session.id, None)

    def _lives(self, session: Session) -> bool:
        return self._fresh(session.used, REST)

    def _fresh(self, at: datetime, span: timedelta) -> bool:
        return self._now() - at < span
